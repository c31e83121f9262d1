// Threads and messages with Date objects, as Mastra's own callers pass them.
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

export const idsOf = records => records.map(record => record.id);
