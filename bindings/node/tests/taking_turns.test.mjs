// Upstream's store and ours on one table, in random turns: whoever wrote, both read the same, and it is what core's own
// in-memory store has after the same calls. MASTRA_TEST_SEED repeats a run. What the two do differently on purpose
// (docs/compatibility.md) is left out here.
import { DynamoDBStore as UpstreamStore } from '@mastra/dynamodb';
import { InMemoryStore } from '@mastra/core/storage';
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { scaled } from '../../../tests/support/scale.mjs';
import { seededRandom } from '../../../tests/support/seeded_random.mjs';
import { address, newStore } from './package_under_test.mjs';
import { aMessage, aScore, aSnapshot, aStepResult, aThread, timeOf } from './samples.mjs';

const seed = Number(process.env.MASTRA_TEST_SEED ?? 4_711);
const random = seededRandom(seed);
const below = count => Math.floor(random() * count);
const one = values => values[below(values.length)];
const some = (most, make) => [...new Set(Array.from({ length: 1 + below(most) }, make))];

let stores, dispose;
before(async () => {
    const { store, tableName, ...own } = await newStore('package-turns');
    const upstream = new UpstreamStore({ name: 'upstream', config: { id: 'upstream', tableName, ...address() } });
    stores = { ours: store, upstream, reference: new InMemoryStore() };
    dispose = own.dispose;
});
after(() => dispose());

const call = async (store, domain, [method, args]) => (await store.getStore(domain))[method](structuredClone(args));
const shown = (value, ...hidden) => JSON.parse(JSON.stringify(value, (name, each) => (hidden.includes(name) ? undefined : each)) ?? 'null');
// Lists have an order of their own in upstream's store (runs) and none for equal times: what is in them counts here.
const listed = ({ threads, runs, messages, scores, ...rest }) => ({
    ...rest, records: (threads ?? runs ?? messages ?? scores).map(record => [record.id ?? record.runId, record]).sort(([a], [b]) => (a < b ? -1 : 1)),
});
const comparable = (method, result) => (/^list/.test(method) ? listed(result) : result);

// One of the two writes; then both read, and the reference has done the same.
async function turn({ domain, write, reads, referenced = true }, step) {
    const writer = one(['ours', 'upstream']);
    const written = await call(stores[writer], domain, write);
    if (referenced) await call(stores.reference, domain, write);
    for (const read of typeof reads === 'function' ? reads(written) : reads) {
        const [ours, theirs, reference] = await Promise.all(Object.values(stores).map(async store => comparable(read[0], await call(store, domain, read))));
        const place = `seed ${seed}, step ${step}: ${writer} ${JSON.stringify(write)}, then ${JSON.stringify(read)}`;
        // Upstream shows `entity`, and of messages `updatedAt`, which is no field of theirs.
        const hidden = ['entity', ...(/Message/.test(read[0]) ? ['updatedAt'] : [])];
        assert.deepEqual(shown(ours, ...hidden), shown(theirs, ...hidden), place);
        if (!referenced) continue;
        // What the reference lacks or adds, and times of writing.
        const others = [...hidden, 'type', 'createdAt', 'updatedAt', 'workflow_name', 'run_id'];
        assert.deepEqual(shown(ours, ...others), shown(reference, ...others), `${place}: the reference`);
    }
}

async function takeTurns(kinds, steps) {
    for (let step = 0; step < steps; step++) await turn(one(kinds)(), step);
}

const all = { page: 0, perPage: 100 };
const metadata = () => ({ [one(['a', 'b'])]: below(100), list: [1, { deep: null }] });

test('threads, messages and resources', { timeout: 300_000 }, async () => {
    const alive = new Set();
    const homes = new Map(); // of saved messages
    const threadIds = ['t1', 't2', 't3'];
    const ofThread = threadId => [['getThreadById', { threadId }], ['listMessages', { threadId, perPage: false }], ['listThreads', { filter: { resourceId: 'user-1' }, ...all }]];
    const saveThread = () => {
        const id = one(threadIds);
        alive.add(id);
        const thread = aThread(id, { title: one(['A', 'B']), metadata: metadata(), createdAt: timeOf(Number(id[1])) });
        return { domain: 'memory', write: ['saveThread', { thread }], reads: ofThread(id) };
    };
    const inThread = make => () => (alive.size === 0 ? saveThread() : { domain: 'memory', ...make(one([...alive])) });
    const withMessages = make => () => (homes.size === 0 ? saveThread() : { domain: 'memory', ...make(some(3, () => one([...homes.keys()]))) });
    const forget = ids => ids.forEach(id => homes.delete(id));
    await takeTurns([
        saveThread,
        inThread(id => ({ write: ['updateThread', { id, title: one(['C', 'D']), metadata: metadata() }], reads: ofThread(id) })),
        inThread(threadId => {
            const numbers = some(5, () => below(40));
            const content = () => ({ format: 2, parts: [{ type: 'text', text: `${below(100)}` }], metadata: metadata() });
            const messages = numbers.map(number => aMessage(`${threadId}-m${number}`, threadId, number, { content: content() }));
            messages.forEach(({ id }) => homes.set(id, threadId));
            return { write: ['saveMessages', { messages }], reads: ofThread(threadId) };
        }),
        withMessages(ids => ({
            write: ['updateMessages', { messages: ids.map(id => ({ id, content: { metadata: metadata() } })) }],
            reads: [['listMessagesById', { messageIds: ids }], ...ofThread(homes.get(ids[0]))],
        })),
        withMessages(ids => {
            const threadId = homes.get(ids[0]);
            forget(ids);
            return { write: ['deleteMessages', ids], reads: ofThread(threadId) };
        }),
        inThread(threadId => {
            alive.delete(threadId);
            forget([...homes].filter(([, home]) => home === threadId).map(([id]) => id));
            return { write: ['deleteThread', { threadId }], reads: ofThread(threadId) };
        }),
        () => {
            const resource = { id: one(['user-1', 'user-2']), workingMemory: one(['likes tea', '# notes']), metadata: metadata(), createdAt: timeOf(0), updatedAt: timeOf(1) };
            return { domain: 'memory', write: ['saveResource', { resource }], reads: [['getResourceById', { resourceId: resource.id }]] };
        },
        () => {
            const resourceId = one(['user-1', 'user-2']);
            const change = { resourceId, workingMemory: `${below(100)}`, metadata: metadata() };
            return { domain: 'memory', write: ['updateResource', change], reads: [['getResourceById', { resourceId }]] };
        },
    ], scaled(300, 40));
});

test('workflow runs', { timeout: 300_000 }, async () => {
    const known = new Set();
    const domain = 'workflows';
    const ofRun = run => [['loadWorkflowSnapshot', run], ['getWorkflowRunById', run], ['listWorkflowRuns', { workflowName: run.workflowName, ...all }]];
    const persist = () => {
        const run = { workflowName: one(['flow', 'other']), runId: one(['r1', 'r2', 'r3']) };
        known.add(JSON.stringify(run));
        const snapshot = aSnapshot(run.runId, { value: { step: below(9) } });
        return { domain, write: ['persistWorkflowSnapshot', { ...run, resourceId: 'user-1', snapshot }], reads: ofRun(run) };
    };
    const ofKnown = make => () => {
        if (known.size === 0) return persist();
        const run = JSON.parse(one([...known]));
        return { domain, write: make(run), reads: ofRun(run) };
    };
    await takeTurns([
        persist,
        ofKnown(run => ['updateWorkflowResults', { ...run, stepId: one(['s1', 's2']), result: aStepResult({ n: below(100) }), requestContext: { [one(['x', 'y'])]: below(9) } }]),
        ofKnown(run => ['updateWorkflowState', { ...run, opts: { status: one(['running', 'suspended', 'success']), suspendedPaths: { s1: [below(3)] } } }]),
        ofKnown(run => {
            known.delete(JSON.stringify(run));
            return ['deleteWorkflowRunById', run];
        }),
    ], scaled(200, 30));
});

test('scores', { timeout: 300_000 }, async () => {
    const pagination = all;
    await takeTurns([() => {
        const score = aScore({ score: below(1000), runId: one(['run-1', 'run-2']), traceId: one(['trace-1', 'trace-2']), spanId: 'span-1', resourceId: 'user-1', threadId: 't1' });
        const { scorerId, runId, entityId, entityType, traceId, spanId } = score;
        const reads = ({ score: { id } }) => [
            ['getScoreById', { id }], ['listScoresByScorerId', { scorerId, pagination }], ['listScoresByRunId', { runId, pagination }],
            ['listScoresByEntityId', { entityId, entityType, pagination }], ['listScoresBySpan', { traceId, spanId, pagination }],
        ];
        // Each store chooses ids of its own for scores.
        return { domain: 'scores', write: ['saveScore', score], reads, referenced: false };
    }], scaled(60, 10));
});
