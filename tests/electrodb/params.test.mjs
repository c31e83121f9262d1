// Thousands of random operations: our requests do what ElectroDB's do, and refuse what ElectroDB refuses.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { caseMaker, entityNames } from './cases.mjs';
import { electrodbParams, indexesOf, knownDifferences } from './electrodb_params.mjs';
import { modelParams } from './model_params.mjs';
import { filterOf, forModel, meaning } from './wire.mjs';

const casesOfEach = 4000;
const seed = Number(process.env.MASTRA_TEST_SEED ?? 20261122);

function compare(op) {
    const maker = caseMaker(seed);
    const cases = Array.from({ length: casesOfEach }, () => maker.make(op, indexesOf));
    const answers = modelParams(cases.map(forModel));
    const seen = new Map();
    let refused = 0;
    cases.forEach((one, i) => {
        const theirs = electrodbParams(one);
        const ours = answers[i];
        const difference = knownDifferences.find(known => known.applies(one, theirs, ours));
        if (difference) return seen.set(difference.reason, (seen.get(difference.reason) ?? 0) + 1);
        const hint = `seed ${seed}, case ${i}: ${JSON.stringify({ one, theirs, ours }, null, 1)}`;
        assert.equal('error' in ours, 'error' in theirs, hint);
        if (theirs.error) return refused++;
        assert.deepEqual(meaning(ours.request), meaning(theirs.request), hint);
    });
    console.log(`${op}: ${casesOfEach} cases, ${refused} refused by both`);
    for (const [reason, count] of seen) console.log(`  known difference, ${count} times: ${reason}`);
    assert.ok(refused < casesOfEach / 2, 'most cases must be requests');
}

for (const op of ['get', 'put', 'create', 'upsert', 'update', 'patch', 'delete', 'remove', 'query']) {
    test(`${op} gives ElectroDB's request`, () => compare(op));
}

test('scan filters as ElectroDB does', () => {
    const answers = modelParams(entityNames.map(entity => ({ entity, op: 'scan' })));
    const prefix = (filter, key) => filter.match(new RegExp(`begins_with\\(${key}, {"S":"([^"]*)"}\\)`))[1];
    entityNames.forEach((entity, i) => {
        const theirs = filterOf(electrodbParams({ entity, op: 'scan', attributes: {} }).request);
        const ours = filterOf(answers[i].request);
        // Known difference: our prefixes go on to name the entity, which is a part of every key, and our filter has the
        // markers, which ElectroDB compares after the items have come.
        const wanted = prefix(theirs, 'pk').endsWith('entity_') ? `${prefix(theirs, 'pk')}${entity}#` : prefix(theirs, 'pk');
        assert.ok(prefix(ours, 'pk').startsWith(wanted), ours);
        assert.ok(prefix(ours, 'sk').startsWith(prefix(theirs, 'sk')), ours);
        assert.ok(ours.endsWith(`__edb_e__ = {"S":"${entity}"} AND __edb_v__ = {"S":"1"}`), ours);
    });
});
