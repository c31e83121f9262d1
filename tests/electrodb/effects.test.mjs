// The same random writes by ElectroDB's requests into one table and by ours into another: the tables stay equal, and the
// queries of both find the same items. Also proves that DynamoDB takes every expression we render.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { call, createTable } from '../support/raw_calls.mjs';
import { testEndpoint } from '../support/test_endpoint.mjs';
import { caseMaker } from './cases.mjs';
import { electrodbParams, indexesOf, knownDifferences } from './electrodb_params.mjs';
import { modelParams } from './model_params.mjs';
import { canonicalMap, forModel } from './wire.mjs';

const seed = Number(process.env.MASTRA_TEST_SEED ?? 7);
const writes = 1500;
const operations = {
    put: 'PutItem', create: 'PutItem', upsert: 'UpdateItem', update: 'UpdateItem', patch: 'UpdateItem', delete: 'DeleteItem',
    remove: 'DeleteItem', query: 'Query',
};
// Ids that share keys are the rule here, so that writes meet; numbers stay where DynamoDB keeps them exactly.
const ids = ['a', 'A', 'b', 'ΑΣ', 'x#y', '日本'];
const tables = { theirs: `electrodb-${process.pid}`, ours: `model-${process.pid}` };

before(() => Promise.all(Object.values(tables).map(name => createTable(testEndpoint(), name))));

// "ok", or the name of the error: failed conditions must be the same on both sides.
async function send(table, op, request) {
    try {
        const reply = await call(testEndpoint(), operations[op], { ...request, TableName: table });
        return { outcome: 'ok', items: reply.Items };
    } catch (error) {
        return { outcome: error.message.match(/ConditionalCheckFailedException|key value cannot be empty/)?.[0] ?? error.message };
    }
}

async function allItems(table) {
    const items = [];
    let ExclusiveStartKey;
    do {
        const page = await call(testEndpoint(), 'Scan', { TableName: table, ExclusiveStartKey });
        items.push(...page.Items);
        ExclusiveStartKey = page.LastEvaluatedKey;
    } while (ExclusiveStartKey);
    return items.map(canonicalMap).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

// Cases that both sides take.
function pairs(maker, ops, count) {
    const cases = Array.from({ length: count }, () => maker.make(maker.pick(ops), indexesOf));
    const answers = modelParams(cases.map(forModel));
    return cases.map((one, i) => ({ one, theirs: electrodbParams(one), ours: answers[i] }))
        .filter(({ one, theirs, ours }) => theirs.request && ours.request && !knownDifferences.some(k => k.applies(one, theirs, ours)));
}

test('the same writes leave the same items', async () => {
    const maker = caseMaker(seed, ids);
    for (const { one, theirs, ours } of pairs(maker, ['put', 'create', 'upsert', 'update', 'patch', 'delete', 'remove'], writes)) {
        const [a, b] = await Promise.all([send(tables.theirs, one.op, theirs.request), send(tables.ours, one.op, ours.request)]);
        assert.equal(b.outcome, a.outcome, `seed ${seed}: ${JSON.stringify({ one, theirs, ours })}`);
    }
    const items = await allItems(tables.ours);
    assert.deepEqual(items, await allItems(tables.theirs));
    assert.ok(items.length > 20, `${items.length} items`);
});

test('our queries find what ElectroDB finds, without the items whose ids only share the key', async () => {
    const maker = caseMaker(seed + 1, ids);
    let found = 0;
    let leftOut = 0;
    for (const { one, theirs, ours } of pairs(maker, ['query'], 600)) {
        const [a, b] = await Promise.all([send(tables.ours, 'query', theirs.request), send(tables.ours, 'query', ours.request)]);
        const hint = `seed ${seed}: ${JSON.stringify({ one, theirs, ours })}`;
        assert.equal(b.outcome, a.outcome, hint);
        const holds = (item, [name, value]) => (item[name]?.S ?? Number(item[name]?.N)) === value;
        const exact = (a.items ?? []).filter(item =>
            item.__edb_e__?.S === one.entity && Object.entries(one.attributes).every(wanted => holds(item, wanted)));
        assert.deepEqual((b.items ?? []).map(canonicalMap), exact.map(canonicalMap), hint);
        found += exact.length;
        leftOut += (a.items ?? []).length - exact.length;
    }
    console.log(`${found} items found, ${leftOut} of other ids left out`);
    assert.ok(found > 50 && leftOut > 0);
});
