// Evals by ElectroDB with upstream's own entity, and by our store: the items are equal, and each reads the other's.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DynamoDBStore } from '@mastra/dynamodb';
import { anEval } from '../support/score_samples.mjs';
import { ScoresDriver } from '../support/store_driver/scores_driver.mjs';
import { dropTable, newTable, rawItems } from '../support/tables.mjs';
import { testEndpoint } from '../support/test_endpoint.mjs';

const evals = [
    anEval('run-1', 1),
    anEval('Run#Ä-日本 İ', 2, { test_info: { testName: 'greets', testPath: 'greet.test.ts' }, metadata: { 10: 'b', 2: 'a', 'ключ"\\': '\u0001é' } }),
    anEval('run-3', 2, { input: '{"a":1}', output: '', instructions: '', result: { score: -0.5 } }),
];
const upstreamEvals = tableName => new DynamoDBStore({ name: 'upstream', config: {
    id: 'upstream', tableName, disableInit: true, region: 'us-east-1', endpoint: testEndpoint(),
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
} }).service.entities.eval;

const byRun = rows => [...rows].sort((a, b) => (a.run_id < b.run_id ? -1 : 1));
// ElectroDB takes JSON as text only, and gives it back parsed, but for test_info.
const asText = value => (value === undefined ? undefined : JSON.stringify(value));
const rowOf = one => ({
    entity: 'eval', ...one, result: asText(one.result), test_info: asText(one.test_info), metadata: asText(one.metadata),
    createdAt: one.created_at, updatedAt: one.created_at,
});
// Only the layout's own names; the bookkeeping of either side left out.
const names = Object.keys({ ...anEval('x'), test_info: 1, metadata: 1 });
const parsed = value => (typeof value === 'string' ? JSON.parse(value) : value);
const fieldsOf = row => JSON.parse(JSON.stringify(Object.fromEntries(names.map(name =>
    [name, name === 'test_info' ? parsed(row[name]) : row[name]]))));
const withoutUpdate = items => items.map(({ updatedAt, ...rest }) => rest);

async function withBothTables(work) {
    const tables = { theirs: await newTable('evals'), ours: await newTable('evals') };
    const drivers = Object.fromEntries(Object.entries(tables).map(([who, table]) => [who, new ScoresDriver({ endpoint: testEndpoint(), table })]));
    await work(tables, drivers);
    await Promise.all(Object.values(drivers).map(driver => driver.close()));
    await Promise.all(Object.values(tables).map(dropTable));
}

test('evals are equal items, whoever writes them, and each reads the other\'s', () => withBothTables(async (tables, drivers) => {
    const entity = upstreamEvals(tables.theirs);
    for (const one of evals) await entity.put(rowOf(one)).go({ table: tables.theirs });
    await drivers.ours.saveEvals({ evals });
    const items = { theirs: await rawItems(tables.theirs), ours: await rawItems(tables.ours) };
    assert.equal(items.ours.length, evals.length);
    assert.deepEqual(withoutUpdate(items.ours), withoutUpdate(items.theirs));
    for (const [who, table] of Object.entries(tables)) {
        const { data } = await entity.query.byAgent({ entity: 'eval', agent_name: 'cook' }).go({ table, pages: 'all' });
        assert.deepEqual(byRun(data.map(fieldsOf)), byRun(evals.map(fieldsOf)), `ElectroDB reads ${who}`);
        assert.deepEqual(byRun((await drivers[who].listEvals({ agentName: 'cook' })).map(fieldsOf)), byRun(evals.map(fieldsOf)), `we read ${who}`);
    }
}));
