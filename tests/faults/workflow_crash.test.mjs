// A process that dies after each of the writes of an operation on an oversize run, one point after the other: readers
// see the old value or the new one, never a mix, and the operation can be done again.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { WorkflowsDriver } from '../support/store_driver/workflows_driver.mjs';
import { aResult, aSnapshot, largeSnapshot } from '../support/workflow_samples.mjs';
import { noise } from '../support/memory_samples.mjs';
import { openCutOffProxy } from '../support/cut_off_proxy.mjs';
import { dropTable, newTable, rawItems } from '../support/tables.mjs';
import { testEndpoint } from '../support/test_endpoint.mjs';

const run = { workflowName: 'flow', runId: 'r1' };
const large = largeSnapshot('r1', 900_000, 1);
const larger = largeSnapshot('r1', 1_300_000, 2);
const small = aSnapshot('r1');
const result = aResult(noise(700_000, 3));
const withResult = snapshot => ({ ...snapshot, context: { ...snapshot.context, s: result }, requestContext: {} });

const persist = snapshot => driver => driver.persistWorkflowSnapshot({ ...run, snapshot });
const updateResults = driver => driver.updateWorkflowResults({ ...run, stepId: 's', result, requestContext: {} });
const updateState = driver => driver.updateWorkflowState({ ...run, opts: { status: 'failed' } });

// name: [value before, operation, value after]
const cases = {
    'a first snapshot': [null, persist(large), large],
    'a larger snapshot over a large one': [large, persist(larger), larger],
    'a small snapshot over a large one': [large, persist(small), small],
    'a large snapshot over a small one': [small, persist(large), large],
    'a large result into a small run': [small, updateResults, withResult(small)],
    'a large result into a large run': [large, updateResults, withResult(large)],
    'a state of a large run': [large, updateState, { ...large, status: 'failed' }],
    'a deletion': [large, driver => driver.deleteWorkflowRunById(run), null],
};

let table, calm;
before(async () => {
    table = await newTable('workflow-crash');
    calm = new WorkflowsDriver({ endpoint: testEndpoint(), table });
});
after(async () => {
    await calm.close();
    await dropTable(table);
});

const parts = items => items.filter(item => item.pk.S.startsWith('$mastra#PART_'));
const pointed = items => new Set(items.flatMap(item => Object.values(item.mdb_spill?.M ?? {}).map(pointer => `$mastra#PART_${pointer.M.token.S}`)));

// The process dies when so many writes are carried out. True when the operation had ended before.
async function diesAfter(writes, operation) {
    const proxy = await openCutOffProxy(testEndpoint(), writes);
    const victim = new WorkflowsDriver({ endpoint: proxy.endpoint, table });
    const ended = operation(victim).then(() => true, () => false);
    const finished = await Promise.race([ended, proxy.reached.then(() => false)]);
    await victim.kill();
    await proxy.close();
    return finished;
}

async function prepare(value) {
    await calm.deleteWorkflowRunById(run);
    if (value) await calm.persistWorkflowSnapshot({ ...run, snapshot: value });
}

for (const [name, [old, operation, next]] of Object.entries(cases)) {
    test(`${name}: dying at any write leaves the old value or the new one`, async () => {
        let points = 0;
        const seen = { old: 0, next: 0 };
        for (let finished = false; !finished; points++) {
            await prepare(old);
            finished = await diesAfter(points, operation);
            const value = await calm.loadWorkflowSnapshot(run);
            const isNext = JSON.stringify(value) === JSON.stringify(next);
            assert.ok(isNext || JSON.stringify(value) === JSON.stringify(old), `after ${points} writes the value is a third one`);
            if (finished) assert.ok(isNext);
            seen[isNext ? 'next' : 'old']++;
            if (finished || points > 30) break;
            // What was begun is done again, and leaves what it should.
            if (!isNext) await operation(calm);
            assert.equal(JSON.stringify(await calm.loadWorkflowSnapshot(run)), JSON.stringify(next));
        }
        assert.ok(seen.old > 0 && points >= 1, 'no point before the change was met');
        const items = await rawItems(table);
        const orphans = parts(items).filter(part => !pointed(items).has(part.pk.S)).length;
        console.log(`${points} points: ${seen.old} times the old value, ${seen.next} times the new one; ${orphans} orphaned parts`);
    });
}
