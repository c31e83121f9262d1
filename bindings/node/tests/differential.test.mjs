// The same random calls to upstream's store, to core's own in-memory store, and to ours: what they answer is equal but
// for the differences listed here. MASTRA_TEST_SEED repeats a run.
import * as upstream from '@mastra/dynamodb';
import { InMemoryStore } from '@mastra/core/storage';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scaled } from '../../../tests/support/scale.mjs';
import { seededRandom } from '../../../tests/support/seeded_random.mjs';
import { dropTable, newTable } from '../../../tests/support/tables.mjs';
import { address, storeOn } from './package_under_test.mjs';
import { aMessage, aThread, timeOf } from './samples.mjs';

const seed = Number(process.env.MASTRA_TEST_SEED ?? 20_251);
const random = seededRandom(seed);
const below = count => Math.floor(random() * count);
const one = values => values[below(values.length)];
const some = (most, make) => Array.from({ length: 1 + below(most) }, make);

const threadIds = ['t1', 't2', 't3', 'thread ü'];
const resourceIds = ['r1', 'r2'];
const messageIds = Array.from({ length: 30 }, (_, i) => `m${i}`);
const metadata = () => Object.fromEntries(some(3, () => [one(['a', 'b', 'topic']), one([1, 'x', true, [1, { y: null }], ''])]));
// A message keeps its thread and its time: what changing them does differs, and has tests of its own.
const home = id => threadIds[Number(id.slice(1)) % threadIds.length];
const message = id => aMessage(id, home(id), Number(id.slice(1)), {
    resourceId: one(resourceIds), content: { format: 2, parts: [{ type: 'text', text: `${below(100)}` }], content: 'c', ...(below(2) ? { metadata: metadata() } : {}) },
});
const unique = list => [...new Set(list)];
const direction = () => ({ field: 'createdAt', direction: one(['ASC', 'DESC']) });
const paging = () => ({ perPage: one([undefined, false, 1, 2, 5, 100]), page: 0 });

// Weighted by how often a line stands here.
const calls = [
    () => ['saveThread', { thread: aThread(one(threadIds), { resourceId: one(resourceIds), title: one(['A', 'B']), metadata: metadata(), createdAt: timeOf(below(100)) }) }],
    () => ['getThreadById', { threadId: one([...threadIds, 'nowhere']) }],
    () => ['updateThread', { id: one(threadIds), title: one(['C', 'D']), metadata: metadata() }],
    () => ['saveMessages', { messages: unique(some(6, () => one(messageIds))).map(message) }],
    () => ['saveMessages', { messages: unique(some(6, () => one(messageIds))).map(message) }],
    () => ['listMessages', { threadId: one(threadIds), orderBy: direction(), ...paging() }],
    () => ['listMessages', { threadId: one(threadIds), ...paging(), filter: { dateRange: { start: timeOf(below(15)), end: timeOf(15 + below(15)) } } }],
    () => ['listMessages', { threadId: one(threadIds), perPage: 1, include: [{ id: one(messageIds), withPreviousMessages: below(3), withNextMessages: below(3) }] }],
    () => ['listMessages', { threadId: one(threadIds), resourceId: one(resourceIds), ...paging() }],
    () => ['listMessagesById', { messageIds: unique(some(5, () => one(messageIds))) }],
    () => ['updateMessages', { messages: unique(some(3, () => one(messageIds))).map(id => ({ id, content: { metadata: metadata() } })) }],
    () => ['deleteMessages', unique(some(3, () => one(messageIds)))],
    () => ['deleteThread', { threadId: one(threadIds) }],
    () => ['saveResource', { resource: { id: one(resourceIds), workingMemory: one(['w', '']), metadata: metadata(), createdAt: timeOf(0), updatedAt: timeOf(0) } }],
    () => ['updateResource', { resourceId: one(resourceIds), ...(below(2) ? { workingMemory: 'new' } : {}), metadata: metadata() }],
    () => ['getResourceById', { resourceId: one([...resourceIds, 'nowhere']) }],
    () => ['listThreads', { filter: { resourceId: one(resourceIds) }, orderBy: direction(), ...paging() }],
];

async function outcome(memory, [method, args]) {
    try {
        return { result: await memory[method](structuredClone(args)) };
    } catch {
        return { failed: true };
    }
}

// Times of writing differ by nature; upstream shows attributes of its items, and the kind of a message is lost in memory.
const own = new Set(['entity', 'updatedAt', 'type']);
const compared = value => JSON.parse(JSON.stringify(value, (name, each) => (own.has(name) ? undefined : each)) ?? 'null');
// A resource that an update makes is made now.
const withoutStart = ({ result, ...rest }) => ({ ...rest, result: result && { ...result, createdAt: undefined } });
const comparedOf = ([method], outcome) => compared(/Resource/.test(method) ? withoutStart(outcome) : outcome);

const sorted = page => ({ ...page, threads: [...page.threads].sort((a, b) => (a.id < b.id ? -1 : 1)) });
const ids = list => list?.map(({ id }) => id);

// [who, why, applies(call, theirs, mine)]
const known = [
    ['upstream', 'rows 11, 24: threads are made out of nothing, and what a save leaves out stays', ([method, args], theirs) =>
        (method === 'getThreadById' && theirs.result && !theirs.result.resourceId) || (method === 'listThreads' && theirs.failed)],
    ['upstream', 'row 11: such a thread is then updated', ([method], theirs, mine) => method === 'updateThread' && (mine.failed || !theirs.result?.resourceId)],
    ['upstream', 'row 17: includes know no resource, and hasMore counts them otherwise', ([method, args]) => method === 'listMessages' && args.include],
    ['memory', 'threads of one time have no order in memory', ([method], theirs, mine) => method === 'listThreads' &&
        JSON.stringify(ids(sorted(theirs.result).threads)) === JSON.stringify(ids(sorted(mine.result).threads))],
];

async function sideBySide(who, makeTheirs, steps) {
    const table = await newTable('package-differential');
    const store = storeOn(table);
    const mine = await store.getStore('memory');
    const { memory: theirs, end } = await makeTheirs();
    const met = new Set();
    for (let step = 0; step < steps; step++) {
        const call = one(calls)();
        const [a, b] = await Promise.all([outcome(theirs, call), outcome(mine, call)]);
        const rule = known.find(([whose, , applies]) => whose === who && applies(call, a, b));
        if (rule && JSON.stringify(comparedOf(call, a)) !== JSON.stringify(comparedOf(call, b))) met.add(rule[1]);
        else assert.deepEqual(comparedOf(call, b), comparedOf(call, a), `seed ${seed}, step ${step}: ${JSON.stringify(call)}`);
    }
    await store.close();
    await end();
    await dropTable(table);
    return met;
}

test('ours and core\'s in-memory store', { timeout: 300_000 }, async () => {
    await sideBySide('memory', async () => ({ memory: await new InMemoryStore().getStore('memory'), end: async () => {} }), scaled(2_000, 200));
});

test('ours and upstream\'s', { timeout: 300_000 }, async () => {
    await sideBySide('upstream', async () => {
        const table = await newTable('package-differential');
        const store = new upstream.DynamoDBStore({ name: 'u', config: { id: 'u', tableName: table, ...address() } });
        return { memory: await store.getStore('memory'), end: () => dropTable(table) };
    }, scaled(1_000, 100));
});
