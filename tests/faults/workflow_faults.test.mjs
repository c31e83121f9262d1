// Workflow runs on a DynamoDB that throttles, loses replies, leaves things over and reports conflicts.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { WorkflowsDriver } from '../support/store_driver/workflows_driver.mjs';
import { aResult, aRun, aSnapshot, largeSnapshot } from '../support/workflow_samples.mjs';
import { noise } from '../support/memory_samples.mjs';
import { scaled } from '../support/scale.mjs';
import { dropTable, newTable, rawItems } from '../support/tables.mjs';
import { openTestProxy, testEndpoint } from '../support/test_endpoint.mjs';

// 3 attempts, the default, are too few for so many faults: over thousands of requests some meet three in a row.
const patience = { timeoutMs: 120_000, attempts: 20 };
const storm = { seed: 7, throttled: 0.3, leftovers: 0.2, lostReplies: 0.05, conflicts: 0.05 };
const workflowName = 'flow';
let table, proxy, faulty, calm;

before(async () => {
    table = await newTable('workflow-faults');
    proxy = await openTestProxy(storm);
    faulty = new WorkflowsDriver({ endpoint: proxy.endpoint, table, ...patience });
    calm = new WorkflowsDriver({ endpoint: testEndpoint(), table });
});
after(async () => {
    await Promise.all([faulty.close(), calm.close()]);
    await proxy.close();
    await dropTable(table);
});

test('runs persisted through the storm are listed and read as they are', async () => {
    const runs = Array.from({ length: scaled(40, 10) }, (_, i) => aRun(`run-${i}`, i));
    await Promise.all(runs.map(run => faulty.persistWorkflowSnapshot(run)));
    const { runs: listed, total } = await faulty.listWorkflowRuns({ workflowName, page: 0, perPage: 1000 });
    assert.equal(total, runs.length);
    assert.deepEqual(listed, [...runs].reverse());
    await Promise.all(runs.map(({ runId }) => faulty.deleteWorkflowRunById({ workflowName, runId })));
    assert.deepEqual((await calm.listWorkflowRuns({ workflowName })).runs, []);
});

test('results from two processes through the storm are all there', async () => {
    const other = new WorkflowsDriver({ endpoint: proxy.endpoint, table, ...patience });
    const count = scaled(60, 16);
    await Promise.all(Array.from({ length: count }, (_, i) => [faulty, other][i % 2].updateWorkflowResults({
        workflowName, runId: 'results', stepId: `s${i}`, result: aResult(i), requestContext: {} })));
    await other.close();
    const { context } = await calm.loadWorkflowSnapshot({ workflowName, runId: 'results' });
    assert.deepEqual(Object.fromEntries(Object.entries(context).map(([name, { output }]) => [name, output])),
        Object.fromEntries(Array.from({ length: count }, (_, i) => [`s${i}`, i])));
});

// A winner whose reply is lost must still be told that it won, also when others have written since.
test('one of several callers wins a guarded change, though replies are lost', async () => {
    const lossy = await openTestProxy({ seed: 5, lostReplies: 0.5 });
    const drivers = Array.from({ length: 3 }, () => new WorkflowsDriver({ endpoint: lossy.endpoint, table, ...patience }));
    for (let round = 0; round < scaled(15, 5); round++) {
        const run = aRun(`guarded-${round}`, 0, { status: 'suspended' });
        await calm.persistWorkflowSnapshot(run);
        const outcomes = await Promise.all(drivers.flatMap((driver, i) => [
            driver.updateWorkflowState({ workflowName, runId: run.runId, opts: { status: 'running', by: i, expectedStatus: 'suspended' } }),
            driver.updateWorkflowResults({ workflowName, runId: run.runId, stepId: `s${i}`, result: aResult(i), requestContext: {} }).then(() => undefined),
        ]));
        const winners = outcomes.filter(Boolean);
        const stored = await calm.loadWorkflowSnapshot({ workflowName, runId: run.runId });
        assert.equal(winners.length, 1, `round ${round}`);
        assert.equal(stored.by, winners[0].by);
        assert.deepEqual(Object.keys(stored.context).sort(), ['input', 's0', 's1', 's2']);
    }
    await Promise.all(drivers.map(driver => driver.close()));
    await lossy.close();
});

test('oversize snapshots survive the storm, persisted, persisted again, updated and deleted', async () => {
    for (let i = 0; i < scaled(6, 3); i++) {
        const snapshot = largeSnapshot('big', 700_000 + 100_000 * (i % 3), i);
        await faulty.persistWorkflowSnapshot({ workflowName, runId: 'big', snapshot });
        assert.deepEqual(await calm.loadWorkflowSnapshot({ workflowName, runId: 'big' }), snapshot);
        const result = aResult(noise(300_000, i));
        await faulty.updateWorkflowResults({ workflowName, runId: 'big', stepId: 's', result, requestContext: {} });
        assert.deepEqual((await faulty.loadWorkflowSnapshot({ workflowName, runId: 'big' })).context, { ...snapshot.context, s: result });
    }
    await faulty.deleteWorkflowRunById({ workflowName, runId: 'big' });
    assert.equal(await calm.loadWorkflowSnapshot({ workflowName, runId: 'big' }), null);
});

test('what fails at its deadline has changed nothing or everything', async () => {
    await calm.persistWorkflowSnapshot(aRun('late'));
    const throttling = await openTestProxy({ throttled: 1 });
    const driver = new WorkflowsDriver({ endpoint: throttling.endpoint, table, timeoutMs: 300 });
    const before = await rawItems(table);
    const late = { workflowName, runId: 'late' };
    await assert.rejects(driver.persistWorkflowSnapshot({ ...late, snapshot: aSnapshot('other') }));
    await assert.rejects(driver.updateWorkflowResults({ ...late, stepId: 's', result: aResult(1), requestContext: {} }));
    await assert.rejects(driver.updateWorkflowState({ ...late, opts: { status: 'failed' } }));
    await assert.rejects(driver.deleteWorkflowRunById(late));
    await assert.rejects(driver.listWorkflowRuns({}));
    await driver.close();
    await throttling.close();
    assert.deepEqual(await rawItems(table), before);
});
