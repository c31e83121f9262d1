// What each operation of the workflows store may cost: requests, bytes, units and memory, as bounds.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { after, before, test } from 'node:test';
import { WorkflowsDriver } from '../support/store_driver/workflows_driver.mjs';
import { aResult, aRun, aSnapshot, largeSnapshot } from '../support/workflow_samples.mjs';
import { noise } from '../support/memory_samples.mjs';
import { sanitized, scaled } from '../support/scale.mjs';
import { dropTable, newTable } from '../support/tables.mjs';
import { costOf as costThrough, costsAtMost as costsThrough } from '../support/costs.mjs';
import { openTestProxy } from '../support/test_endpoint.mjs';

const workflowName = 'flow';
const megabyte = 1024 * 1024;
let proxy, driver, table;

before(async () => {
    proxy = await openTestProxy();
    table = await newTable('workflow-costs');
    driver = new WorkflowsDriver({ endpoint: proxy.endpoint, table });
});
after(async () => {
    await driver.close();
    await proxy.close();
    await dropTable(table);
});

const costOf = operation => costThrough(proxy, operation);
const costsAtMost = (requests, operation) => costsThrough(proxy, { requests }, operation);

const run = { workflowName, runId: 'r1' };
const resultOf = (stepId, output = stepId) => ({ ...run, stepId, result: aResult(output), requestContext: {} });

test('persisting a snapshot sends 1 request, also again', async () => {
    await costsAtMost(1, () => driver.persistWorkflowSnapshot(aRun('r1')));
    await costsAtMost(1, () => driver.persistWorkflowSnapshot(aRun('r1')));
});

test('loading a snapshot sends 1 request, and so does a run by its id, with or without name', async () => {
    await costsAtMost(1, () => driver.loadWorkflowSnapshot(run));
    await costsAtMost(1, () => driver.loadWorkflowSnapshot({ ...run, runId: 'missing' }));
    await costsAtMost(1, () => driver.getWorkflowRunById(run));
    await costsAtMost(1, () => driver.getWorkflowRunById({ runId: 'r1' }));
});

test('a result sends 2 requests, the same result again 1', async () => {
    await costsAtMost(2, () => driver.updateWorkflowResults(resultOf('s')));
    await costsAtMost(1, () => driver.updateWorkflowResults(resultOf('s')));
});

test('a first result of a missing run sends 2 requests', () =>
    costsAtMost(2, () => driver.updateWorkflowResults({ ...resultOf('s'), runId: 'new' })));

test('a state sends 2 requests; one that is refused, or of a missing run, 1', async () => {
    await costsAtMost(2, () => driver.updateWorkflowState({ ...run, opts: { status: 'suspended' } }));
    await costsAtMost(1, () => driver.updateWorkflowState({ ...run, opts: { status: 'running', expectedStatus: 'pending' } }));
    await costsAtMost(1, () => driver.updateWorkflowState({ ...run, runId: 'missing', opts: { status: 'running' } }));
});

test('20 concurrent results of one run in one process send at most 8 requests', async () => {
    await driver.persistWorkflowSnapshot(aRun('busy'));
    await costsAtMost(8, () => Promise.all(Array.from({ length: 20 }, (_, i) => driver.updateWorkflowResults({ ...resultOf(`s${i}`), runId: 'busy' }))));
    assert.equal(Object.keys((await driver.loadWorkflowSnapshot({ workflowName, runId: 'busy' })).context).length, 21);
});

test('deleting a run sends 1 request', () => costsAtMost(1, () => driver.deleteWorkflowRunById(run)));

test('an oversize run of 3 parts sends 2 requests to be persisted, 3 to replace one, 2 to be loaded', async () => {
    await costsAtMost(2, () => driver.persistWorkflowSnapshot({ ...run, snapshot: largeSnapshot('r1', 1_000_000, 1) }));
    await costsAtMost(3, () => driver.persistWorkflowSnapshot({ ...run, snapshot: largeSnapshot('r1', 1_000_000, 2) }));
    await costsAtMost(2, () => driver.loadWorkflowSnapshot(run));
    await costsAtMost(5, () => driver.updateWorkflowResults(resultOf('s')));
    await costsAtMost(2, () => driver.deleteWorkflowRunById(run));
});

test('a page of a workflow with less than 1 MB of runs sends 2 requests, of one with few runs 1, and pays for no run twice', async () => {
    const persisted = Array.from({ length: 12 }, (_, i) => ({ ...aRun(`few-${i}`, i), workflowName: 'few', snapshot: aSnapshot('x', { value: { filler: noise(9_000) } }) }));
    for (const each of persisted) await driver.persistWorkflowSnapshot(each);
    const list = async query => (await driver.listWorkflowRuns({ workflowName: 'few', ...query })).runs;
    const whole = await costOf(() => list({}));
    const page = await costOf(async () => assert.equal((await list({ page: 0, perPage: 5 })).length, 5));
    assert.equal(page.requests, 2);
    assert.ok(page.units <= whole.units + 0.5, `${page.units} units, ${whole.units} for all`); // each page is rounded up
    for (const each of persisted.slice(0, 5)) await driver.persistWorkflowSnapshot({ ...each, workflowName: 'fewer' });
    await costsAtMost(1, () => list({ workflowName: 'fewer', page: 0, perPage: 2 }));
    assert.deepEqual(await list({ page: 1, perPage: 5 }), (await list({})).slice(5, 10));
});

const memoryOf = (pid, field) => Number(fs.readFileSync(`/proc/${pid}/status`, 'utf8').match(new RegExp(`${field}:\\s+(\\d+) kB`))[1]) * 1024;

// The highest memory of a driver while it works, above what it had before.
async function extraMemory(pid, work) {
    fs.writeFileSync(`/proc/${pid}/clear_refs`, '5'); // the peak begins anew
    const before = memoryOf(pid, 'VmRSS');
    await work();
    return memoryOf(pid, 'VmHWM') - before;
}

// Pain 10, and row 29: 1,000 runs of 100 kB in the workflow.
test('a page of 10 of many runs of 100 kB reads at most 2 MB, and needs less than 16 MB of memory', async t => {
    const count = scaled(1000, 100);
    const filler = noise(100_000);
    for (let at = 0; at < count; at += 20)
        await Promise.all(Array.from({ length: 20 }, (_, i) => driver.persistWorkflowSnapshot({
            ...aRun(`run-${String(at + i).padStart(4, '0')}`, at + i), workflowName: 'many',
            snapshot: aSnapshot('x', { status: (at + i) % 100 === 7 ? 'suspended' : 'success', value: { filler } }),
        })));
    const reader = new WorkflowsDriver({ endpoint: proxy.endpoint, table, timeoutMs: 240_000 });
    t.after(() => reader.close());
    await reader.loadWorkflowSnapshot(run); // connected
    const isBounded = memory => sanitized || memory < 16 * megabyte;
    for (const [what, query, total] of [['of one workflow', { workflowName: 'many' }, count],
        ['of a rare status', { workflowName: 'many', status: 'suspended' }, count / 100],
        ['of the newest day', { workflowName: 'many', fromDate: aRun('', count - 50).createdAt }, 50]]) {
        let list, cost;
        const memory = await extraMemory(reader.process.pid, async () => {
            const began = Date.now();
            cost = await costOf(async () => { list = await reader.listWorkflowRuns({ ...query, page: 0, perPage: 10 }); });
            cost.milliseconds = Date.now() - began;
        });
        console.log(`${what}: ${cost.requests} requests, ${cost.units} units, ${cost.bytesReceived} bytes, ${cost.milliseconds} ms, ${memory} bytes of memory`);
        assert.equal(list.total, total, what);
        assert.equal(list.runs.length, Math.min(10, total));
        assert.deepEqual(list.runs.map(({ createdAt }) => createdAt), list.runs.map(({ createdAt }) => createdAt).sort().reverse());
        assert.ok(cost.bytesReceived <= 2 * megabyte, `${what}: ${cost.bytesReceived} bytes`);
        assert.ok(isBounded(memory), `${what}: ${memory} bytes of memory`);
    }
    // A status that most runs have brings their snapshots: no more of them than a page at a time is held.
    const memory = await extraMemory(reader.process.pid, async () => {
        const cost = await costOf(() => reader.listWorkflowRuns({ workflowName: 'many', status: 'success', page: 0, perPage: 10 }));
        console.log(`of a frequent status: ${cost.requests} requests, ${cost.units} units, ${cost.bytesReceived} bytes`);
    });
    assert.ok(isBounded(memory), `${memory} bytes of memory`);
}, { timeout: 300_000 });
