// How much of a long test to run: MASTRA_TEST_SCALE, set by the build (less under sanitizers), 1 by default.
const factor = Number(process.env.MASTRA_TEST_SCALE ?? 1);

// The programs under test are built with a sanitizer: what that adds to their memory is not theirs to bound.
export const sanitized = process.env.MASTRA_TEST_SANITIZED === '1';

export const scaled = (count, least = 1) => Math.max(least, Math.round(count * factor));
