// Several processes update one run at once: every result must be there afterwards, and no call may fail (contract
// section 5, rows 7 to 9; pain 4).
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { WorkflowsDriver } from '../support/store_driver/workflows_driver.mjs';
import { aResult, aRun } from '../support/workflow_samples.mjs';
import { scaled } from '../support/scale.mjs';
import { dropTable, newTable } from '../support/tables.mjs';
import { testEndpoint } from '../support/test_endpoint.mjs';

const processes = 4;
const writersEach = 16;
const updatesEach = scaled(50, 5);
const workflowName = 'flow';
let table;

before(async () => {
    table = await newTable('workflow-writers');
});
after(() => dropTable(table));

async function withDrivers(options, work) {
    const drivers = Array.from({ length: processes }, () => new WorkflowsDriver({ endpoint: testEndpoint(), table, timeoutMs: 240_000, ...options }));
    try {
        await work(drivers);
    } finally {
        await Promise.all(drivers.map(driver => driver.close()));
    }
}

// Every writer makes its updates one after the other; all writers of all processes run at once.
async function fromAllWriters(drivers, update) {
    const began = Date.now();
    const names = [];
    await Promise.all(drivers.flatMap((driver, process) => Array.from({ length: writersEach }, async (_, writer) => {
        for (let number = 0; number < updatesEach; number++) {
            const name = `p${process}_w${writer}_u${number}`;
            names.push(name);
            await update(driver, name);
        }
    })));
    console.log(`${names.length} updates in ${Date.now() - began} ms`);
    return names;
}

for (const [clock, options] of [['a clock that runs', {}], ['a clock that stands still', { stoppedAt: '2026-01-01T00:00:00.000Z' }]]) {
    test(`row 7: 64 writers in 4 processes lose no result of a run, with ${clock}`, () => withDrivers(options, async drivers => {
        const runId = clock.replaceAll(' ', '-');
        const names = await fromAllWriters(drivers, async (driver, name) => {
            const context = await driver.updateWorkflowResults({ workflowName, runId, stepId: name, result: aResult(name), requestContext: { last: name } });
            assert.equal(context[name].output, name);
        });
        const { context, requestContext, status } = await drivers[0].loadWorkflowSnapshot({ workflowName, runId });
        assert.equal(status, 'pending');
        assert.equal(Object.keys(context).length, names.length);
        assert.ok(names.includes(requestContext.last));
        assert.deepEqual(names.filter(name => context[name]?.output !== name), []);
    }));
}

test('row 8: of many callers that expect one status, in all processes, one wins', () => withDrivers({}, async drivers => {
    for (let round = 0; round < scaled(10, 3); round++) {
        const run = aRun(`guarded-${round}`, 0, { status: 'suspended' });
        await drivers[0].persistWorkflowSnapshot(run);
        const calls = drivers.flatMap((driver, process) => Array.from({ length: 5 }, (_, i) => driver.updateWorkflowState({
            workflowName, runId: run.runId, opts: { status: 'running', winner: `p${process}-${i}`, expectedStatus: ['suspended', 'paused'] },
        })));
        const winners = (await Promise.all(calls)).filter(Boolean);
        assert.equal(winners.length, 1, `round ${round}`);
        const stored = await drivers[0].loadWorkflowSnapshot({ workflowName, runId: run.runId });
        assert.deepEqual(stored, winners[0]);
        assert.equal('expectedStatus' in stored, false);
    }
}));

test('row 9: slots of a foreach that processes fill at once are all filled', () => withDrivers({}, async drivers => {
    const count = 40;
    await Promise.all(Array.from({ length: count }, (_, slot) => drivers[slot % processes].updateWorkflowResults({
        workflowName, runId: 'foreach', stepId: 'each',
        result: aResult(Array.from({ length: count }, (__, i) => (i === slot ? `r${slot}` : null))), requestContext: {},
    })));
    const { context } = await drivers[0].loadWorkflowSnapshot({ workflowName, runId: 'foreach' });
    assert.deepEqual(context.each.output, Array.from({ length: count }, (_, i) => `r${i}`));
}));
