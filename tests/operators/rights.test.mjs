// A running service needs no right on the table itself: no store calls DynamoDB's control plane, ever (there is nothing
// that an option like disableInit would have to switch off), and the policy that `table template iam` prints covers what
// the stores do call.
import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { MemoryDriver } from '../support/store_driver/memory_driver.mjs';
import { ObservabilityDriver } from '../support/store_driver/observability_driver.mjs';
import { ScoresDriver } from '../support/store_driver/scores_driver.mjs';
import { WorkflowsDriver } from '../support/store_driver/workflows_driver.mjs';
import { dropTable, newTable } from '../support/tables.mjs';
import { openTestProxy } from '../support/test_endpoint.mjs';
import { scenarios as scoreScenarios } from '../differential/score_scenarios.mjs';
import { scenarios as memoryScenarios } from '../differential/scenarios.mjs';
import { runTool } from './tool.mjs';

const sources = path.join(import.meta.dirname, '../../src/stores');
// Those that are about the table, and no store.
const aboutTheTable = ['table.cpp', 'table_setup.cpp', 'templates/'];
const controlPlane = /\b(create_table|describe_table|update_table|delete_table|list_tables|(update|describe)_(time_to_live|continuous_backups))_request\b/;

test('no source of a store names a request of the control plane', async () => {
    const files = (await readdir(sources, { recursive: true })).filter(name => /\.[ch]pp$/.test(name));
    assert.ok(files.length > 40);
    for (const name of files) {
        if (aboutTheTable.some(prefix => name.startsWith(prefix)) || name === 'data_check/statistics.cpp') continue;
        assert.doesNotMatch(await readFile(path.join(sources, name), 'utf8'), controlPlane, name);
    }
});

async function policyActions(words) {
    const { code, out, err } = await runTool(['table', 'template', 'iam', '--table', 'memory', ...words]);
    assert.equal(code, 0, err);
    return JSON.parse(out).Statement.flatMap(({ Action }) => Action).map(action => action.replace('dynamodb:', ''));
}

// What rights an operation takes: a transaction those of its parts.
const rightsOf = operation => (operation === 'TransactWriteItems' ? ['PutItem', 'UpdateItem', 'DeleteItem'] : [operation]);

const time = '2026-01-01T00:00:00.000Z';
const span = { traceId: 'trace', spanId: 'span', name: 'agent', spanType: 'agent_run', isEvent: false, startedAt: time };
const run = { workflowName: 'flow', runId: 'run' };
const snapshot = { status: 'running', context: {}, value: {}, runId: 'run', timestamp: 1, activePaths: [], suspendedPaths: {}, serializedStepGraph: [] };
const result = { status: 'success', output: 1, payload: {}, startedAt: 1, endedAt: 2 };
// What the stores are asked to do: those of the comparison with upstream, and what upstream does not have.
const work = [
    ...Object.values(memoryScenarios).map(({ steps, reads }) => [MemoryDriver, [...steps, ...reads]]),
    ...Object.values(scoreScenarios).map(({ steps, reads }) => [ScoresDriver, [...steps, ...reads]]),
    [WorkflowsDriver, [
        ['persistWorkflowSnapshot', { ...run, snapshot }], ['updateWorkflowResults', { ...run, stepId: 's', result, requestContext: {} }],
        ['updateWorkflowState', { ...run, opts: { status: 'suspended' } }], ['loadWorkflowSnapshot', run], ['getWorkflowRunById', run],
        ['listWorkflowRuns', { workflowName: 'flow' }], ['listWorkflowRuns', {}], ['deleteWorkflowRunById', run],
    ]],
    [ObservabilityDriver, [
        ['createSpan', { span }], ['updateSpan', { traceId: 'trace', spanId: 'span', updates: { endedAt: time } }],
        ['getTrace', { traceId: 'trace' }], ['listTraces', {}], ['batchDeleteTraces', { traceIds: ['trace'] }],
    ]],
];

test('a service does only what its policy allows, and nothing of it is about the table', { timeout: 300_000 }, async () => {
    const proxy = await openTestProxy();
    const table = await newTable('rights');
    const refused = [];
    for (const [Driver, calls] of work) {
        const driver = new Driver({ endpoint: proxy.endpoint, table });
        for (const [operation, args] of calls)
            if (operation !== 'pause') await driver[operation](args).catch(error => refused.push(`${operation}: ${error.message}`));
        await driver.close();
    }
    await dropTable(table);
    const { operations } = await proxy.stats();
    await proxy.close();
    // Of the scenarios some are about what is refused, and they all meet in one table here.
    assert.deepEqual(refused.filter(each => /Span|Trace|Workflow/.test(each)), []);
    const allowed = await policyActions(['--full-scans']);
    const used = new Set(Object.keys(operations).flatMap(rightsOf));
    assert.deepEqual([...used].filter(right => !allowed.includes(right)), []);
    assert.deepEqual(allowed.filter(right => !used.has(right)), [], 'rights that nothing uses');
    assert.ok(!(await policyActions([])).includes('Scan'));
});

test('verify --data and prune do only what the policy of operations allows', async () => {
    const table = await newTable('rights');
    const proxy = await openTestProxy();
    const driver = new MemoryDriver({ endpoint: proxy.endpoint, table });
    await driver.saveThread({ thread: { id: 'T', resourceId: 'R', title: 't', createdAt: new Date(0).toISOString(), updatedAt: new Date(0).toISOString() } });
    await driver.close();
    await proxy.reset();
    await runTool(['table', 'verify', '--data', '--repair', '--yes', '--table', table], proxy);
    await runTool(['prune', '--keep', 'thread=1d', '--yes', '--table', table], proxy);
    const { operations } = await proxy.stats();
    await proxy.close();
    await dropTable(table);
    const allowed = await policyActions(['--for', 'operations']);
    assert.deepEqual(Object.keys(operations).filter(right => !allowed.includes(right)), []);
    assert.ok(operations.Scan >= 2 && operations.DeleteItem >= 1, JSON.stringify(operations));
});
