// Threads and messages for tests that care about their number, not about what they say.
import { seededRandom } from './seeded_random.mjs';

const start = Date.parse('2025-06-01T00:00:00Z');
export const timeOf = number => new Date(start + number * 1000).toISOString();

export const aThread = (id, more = {}) => ({
    id, resourceId: 'user-1', title: 'A thread', metadata: { topic: 'tests' }, createdAt: timeOf(0), updatedAt: timeOf(0), ...more,
});

export const aMessage = (id, threadId, number = 0, text = `message ${id}`) => ({
    id, threadId, resourceId: 'user-1', role: number % 2 ? 'assistant' : 'user', createdAt: timeOf(number),
    content: { format: 2, parts: [{ type: 'text', text }] },
});

export const numberedId = (prefix, number) => `${prefix}${String(number).padStart(5, '0')}`;

export const manyMessages = (threadId, count, text) =>
    Array.from({ length: count }, (_, i) => aMessage(numberedId(`${threadId}-`, i), threadId, i, text));

// Text that no compression makes smaller.
export function noise(bytes, seed = 1) {
    const random = seededRandom(seed);
    return Buffer.from(Array.from({ length: Math.ceil(bytes * 0.75) }, () => Math.floor(random() * 256))).toString('base64');
}
