// The contract of the workflows domain through the package.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { call } from '../../../tests/support/raw_calls.mjs';
import { rawItems } from '../../../tests/support/tables.mjs';
import { testEndpoint } from '../../../tests/support/test_endpoint.mjs';
import { newStore } from './package_under_test.mjs';
import { aSnapshot, aStepResult } from './samples.mjs';

let workflows, table, dispose;
before(async () => ({ workflows, tableName: table, dispose } = await newStore('package-workflows')));
after(() => dispose());

test('row_01: the store says that its updates are atomic', () => assert.equal(workflows.supportsConcurrentUpdates(), true));

test('a snapshot is loaded as it was saved; a missing one is null', async () => {
    await workflows.persistWorkflowSnapshot({ workflowName: 'w', runId: 'a', resourceId: 'u', snapshot: aSnapshot('a') });
    assert.deepEqual(await workflows.loadWorkflowSnapshot({ workflowName: 'w', runId: 'a' }), aSnapshot('a'));
    assert.equal(await workflows.loadWorkflowSnapshot({ workflowName: 'w', runId: 'b' }), null);
    const run = await workflows.getWorkflowRunById({ runId: 'a' });
    assert.deepEqual([run.workflowName, run.resourceId, run.createdAt instanceof Date], ['w', 'u', true]);
});

test('what another program stored as a snapshot is shown: deep JSON as such, what is no JSON as text', async () => {
    const stored = { workflowName: 'w', runId: 'foreign' };
    await workflows.persistWorkflowSnapshot({ ...stored, snapshot: aSnapshot('foreign') });
    const [item] = (await rawItems(table)).filter(({ run_id }) => run_id?.S === 'foreign');
    const deep = `{"a":${'['.repeat(600)}${']'.repeat(600)}}`;
    for (const [text, shown] of [['{"status":', '{"status":'], [deep, JSON.parse(deep)]]) {
        await call(testEndpoint(), 'PutItem', { TableName: table, Item: { ...item, snapshot: { S: text } } });
        assert.deepEqual(await workflows.loadWorkflowSnapshot(stored), shown);
        assert.deepEqual((await workflows.getWorkflowRunById(stored)).snapshot, shown);
    }
    await workflows.deleteWorkflowRunById(stored);
});

test('row_07: 10 concurrent step results are all kept', async () => {
    await workflows.persistWorkflowSnapshot({ workflowName: 'w', runId: 'steps', snapshot: aSnapshot('steps') });
    await Promise.all(Array.from({ length: 10 }, (_, i) => workflows.updateWorkflowResults({
        workflowName: 'w', runId: 'steps', stepId: `s${i}`, result: aStepResult(i), requestContext: { [`c${i}`]: i },
    })));
    const { context, requestContext } = await workflows.loadWorkflowSnapshot({ workflowName: 'w', runId: 'steps' });
    assert.equal(Object.keys(context).length, 11);
    assert.equal(Object.keys(requestContext).length, 10);
});

test('row_08: a state changes only from the status that is expected', async () => {
    await workflows.persistWorkflowSnapshot({ workflowName: 'w', runId: 'cas', snapshot: aSnapshot('cas', { status: 'suspended' }) });
    const change = { workflowName: 'w', runId: 'cas', opts: { status: 'running', expectedStatus: 'suspended' } };
    const answers = await Promise.all([workflows.updateWorkflowState(change), workflows.updateWorkflowState(change)]);
    assert.equal(answers.filter(answer => answer === undefined).length, 1);
    const { status, expectedStatus } = await workflows.loadWorkflowSnapshot({ workflowName: 'w', runId: 'cas' });
    assert.deepEqual([status, expectedStatus], ['running', undefined]);
    assert.equal(await workflows.updateWorkflowState({ workflowName: 'w', runId: 'nowhere', opts: { status: 'failed' } }), undefined);
});

test('row_20: all runs are listed without paging, a page with it', async () => {
    for (let i = 0; i < 12; i++) await workflows.persistWorkflowSnapshot({ workflowName: 'many', runId: `r${i}`, snapshot: aSnapshot(`r${i}`) });
    const all = await workflows.listWorkflowRuns({ workflowName: 'many' });
    assert.deepEqual([all.runs.length, all.total], [12, 12]);
    const page = await workflows.listWorkflowRuns({ workflowName: 'many', perPage: 5, page: 2 });
    assert.deepEqual([page.runs.length, page.total], [2, 12]);
});

test('row_28: a snapshot of 1 MB is kept; a deleted run is gone', async () => {
    const large = aSnapshot('large', { context: { input: { text: 'x'.repeat(1_000_000) } } });
    await workflows.persistWorkflowSnapshot({ workflowName: 'w', runId: 'large', snapshot: large });
    assert.deepEqual(await workflows.loadWorkflowSnapshot({ workflowName: 'w', runId: 'large' }), large);
    await workflows.deleteWorkflowRunById({ workflowName: 'w', runId: 'large' });
    assert.equal(await workflows.loadWorkflowSnapshot({ workflowName: 'w', runId: 'large' }), null);
});
