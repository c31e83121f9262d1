// From the import of a package to the answer of its first call. Core is there already: an agent has it anyway.
import { location, memoryOf, report } from './package_and_table.mjs';

for (const part of ['storage', 'error', 'agent', 'evals']) await import(`@mastra/core/${part}`);
const begun = performance.now();
const memory = await memoryOf(await import(location));
await memory.getThreadById({ threadId: 'nobody' });
report({ 'cold start, ms': performance.now() - begun });
