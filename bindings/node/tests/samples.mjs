// Records as Mastra's own callers pass them.
const start = Date.parse('2025-06-01T00:00:00Z');
export const timeOf = number => new Date(start + number * 1000);

export const aThread = (id, more = {}) => ({
    id, resourceId: 'user-1', title: 'A thread', metadata: { topic: 'tests' }, createdAt: timeOf(0), updatedAt: timeOf(0), ...more,
});

export const aMessage = (id, threadId, number = 0, more = {}) => ({
    id, threadId, resourceId: 'user-1', role: number % 2 ? 'assistant' : 'user', type: 'text', createdAt: timeOf(number),
    content: { format: 2, parts: [{ type: 'text', text: `message ${id}` }], content: `message ${id}` }, ...more,
});

export const manyMessages = (threadId, count) =>
    Array.from({ length: count }, (_, i) => aMessage(`${threadId}-${String(i).padStart(5, '0')}`, threadId, i));

export const aScore = (more = {}) => ({
    scorerId: 's', entityId: 'e', runId: 'r', scorer: { id: 's' }, score: 0.5, input: { q: 1 }, output: { a: 1 }, source: 'LIVE',
    entityType: 'AGENT', entity: { id: 'e' }, traceId: 'tr', spanId: 'sp', ...more,
});

export const aSnapshot = (runId, more = {}) => ({
    runId, status: 'running', value: {}, context: { input: { n: 1 } }, activePaths: [], activeStepsPath: {}, suspendedPaths: {},
    resumeLabels: {}, serializedStepGraph: [], waitingPaths: {}, timestamp: 1, ...more,
});
export const aStepResult = output => ({ status: 'success', output, payload: {}, startedAt: 1, endedAt: 2 });

export const idsOf = records => records.map(record => record.id);
