// How much of a long test to run: MASTRA_TEST_SCALE, set by the build (less under sanitizers), 1 by default.
const factor = Number(process.env.MASTRA_TEST_SCALE ?? 1);

export const scaled = (count, least = 1) => Math.max(least, Math.round(count * factor));
