// Random operations on workflow runs against Mastra's own in-memory store. MASTRA_TEST_SEED repeats a run that failed.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspect } from 'node:util';
import { InMemoryStore } from '@mastra/core/storage';
import { seededRandom } from '../support/seeded_random.mjs';
import { scaled } from '../support/scale.mjs';
import { aSnapshot } from '../support/workflow_samples.mjs';
import { timeOf } from '../support/memory_samples.mjs';
import { WorkflowsDriver } from '../support/store_driver/workflows_driver.mjs';
import { dropTable, newTable } from '../support/tables.mjs';
import { openTestProxy, testEndpoint } from '../support/test_endpoint.mjs';

const seed = Number(process.env.MASTRA_TEST_SEED ?? 20261122);
const worlds = 4; // side by side, each with a table and a process of its own
const names = ['flow', 'Flow', 'other'];
const ids = ['r', 'R', 'r1', 'r1#x', 'ΣΑΣ', 'σας'];
const statuses = ['running', 'suspended', 'success'];

class Steps {
    created = 0;
    constructor(from) { this.random = seededRandom(from); }
    below(count) { return Math.floor(this.random() * count); }
    one(values) { return values[this.below(values.length)]; }
    maybe(share, make) { return this.random() < share ? make() : undefined; }
    run() { return { workflowName: this.one(names), runId: this.one(ids) }; }
    slot() { return this.one([null, null, 1, 'two', { __mastra_pending__: true }, { status: 'suspended', suspendedAt: 1 }, { __mastra_pending__: true, x: 1 }]); }
    result() { return this.one([{ status: 'success', output: Array.from({ length: this.below(4) }, () => this.slot()) }, { status: 'failed', error: 'no' }, { output: {} }]); }

    table = {
        persistWorkflowSnapshot: () => ({ ...this.run(), snapshot: aSnapshot('x', { status: this.one(statuses), n: this.below(9) }),
            resourceId: this.maybe(0.3, () => this.one(['u', 'U'])), createdAt: timeOf(this.created++), updatedAt: timeOf(this.created) }),
        updateWorkflowResults: () => ({ ...this.run(), stepId: this.one(['s', 'each', '1']), result: this.result(), requestContext: { [this.one(['k', 'l'])]: this.below(9) } }),
        updateWorkflowState: () => ({ ...this.run(), opts: { status: this.one(statuses), expectedStatus: this.maybe(0.6, () => this.one(['running', ['suspended', 'success'], []])) } }),
        loadWorkflowSnapshot: () => this.run(),
        getWorkflowRunById: () => ({ runId: this.one(ids), workflowName: this.maybe(0.7, () => this.one(names)) }),
        listWorkflowRuns: () => ({ workflowName: this.maybe(0.6, () => this.one(names)), status: this.maybe(0.3, () => this.one(statuses)),
            resourceId: this.maybe(0.2, () => 'u'), fromDate: this.maybe(0.2, () => timeOf(this.below(this.created + 1))),
            toDate: this.maybe(0.2, () => timeOf(this.below(this.created + 1))), perPage: this.maybe(0.7, () => this.one([0, 1, 2, 5])), page: this.maybe(0.7, () => this.below(3)) }),
        deleteWorkflowRunById: () => this.run(),
    };

    next() {
        const operation = this.one([...Object.keys(this.table), 'updateWorkflowResults', 'updateWorkflowState']);
        return [operation, JSON.parse(JSON.stringify(this.table[operation]()))];
    }
}

// What the reference does otherwise: a stored run keeps its creation; a missing one is left to the steps below.
class Model {
    #store = new InMemoryStore().stores.workflows;

    async call(operation, args) {
        const dated = { ...args };
        for (const name of ['createdAt', 'updatedAt', 'fromDate', 'toDate']) if (args[name]) dated[name] = new Date(args[name]);
        if (operation === 'persistWorkflowSnapshot') dated.createdAt = (await this.#store.getWorkflowRunById(args))?.createdAt ?? dated.createdAt;
        const outcome = await this.#store[operation](structuredClone(dated));
        return outcome === undefined ? null : JSON.parse(JSON.stringify(outcome));
    }
}

const fields = ({ workflowName, runId, snapshot, resourceId, createdAt }) => ({ workflowName, runId, snapshot, ...(resourceId ? { resourceId } : {}), createdAt });
function comparable(value) {
    if (value?.runs) return { total: value.total, runs: value.runs.map(fields) };
    return value?.workflowName ? fields(value) : value;
}

async function runWorld(from, count, options) {
    const table = await newTable('random-workflows');
    const driver = new WorkflowsDriver({ table, ...options });
    const steps = new Steps(from);
    const model = new Model();
    for (let step = 0; step < count; step++) {
        const [operation, args] = steps.next();
        const isNew = operation === 'updateWorkflowResults' && !(await model.call('loadWorkflowSnapshot', args));
        if (isNew) continue; // the reference makes no run of it; the peers do, and so do we (tests/stores)
        const [ours, expected] = [await driver[operation](args), await model.call(operation, args)];
        assert.deepStrictEqual(comparable(ours), comparable(expected), `seed ${from}, step ${step}: ${operation}(${inspect(args, { depth: 9 })})`);
    }
    await driver.close();
    await dropTable(table);
}

const runWorlds = (count, options) => Promise.all(Array.from({ length: worlds }, (_, i) => runWorld(seed + i, Math.ceil(count / worlds), options)));

test('random operations on runs give what Mastra\'s own store gives', () => runWorlds(scaled(8_000), { endpoint: testEndpoint() }));

test('random operations on runs give the same when requests are throttled, left over and lost', async () => {
    const proxy = await openTestProxy({ seed, throttled: 0.3, leftovers: 0.2, lostReplies: 0.05, conflicts: 0.05 });
    await runWorlds(scaled(800), { endpoint: proxy.endpoint, timeoutMs: 120_000, attempts: 20 });
    await proxy.close();
});
