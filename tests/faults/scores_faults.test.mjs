// Scores and evals on a DynamoDB that throttles, loses replies and reports conflicts: nothing lost, nothing doubled.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { noise } from '../support/memory_samples.mjs';
import { aScore, anEval } from '../support/score_samples.mjs';
import { scaled } from '../support/scale.mjs';
import { ScoresDriver } from '../support/store_driver/scores_driver.mjs';
import { dropTable, newTable, rawItems } from '../support/tables.mjs';
import { openTestProxy, testEndpoint } from '../support/test_endpoint.mjs';

const patience = { timeoutMs: 120_000, attempts: 20 };
let table, proxy, faulty, calm;

before(async () => {
    table = await newTable('score-faults');
    proxy = await openTestProxy({ seed: 7, throttled: 0.3, leftovers: 0.2, lostReplies: 0.05, conflicts: 0.05 });
    faulty = new ScoresDriver({ endpoint: proxy.endpoint, table, ...patience });
    calm = new ScoresDriver({ endpoint: testEndpoint(), table });
});
after(async () => {
    await Promise.all([faulty.close(), calm.close()]);
    await proxy.close();
    await dropTable(table);
});

const contents = scores => scores.map(({ updatedAt, ...rest }) => rest);

test('scores saved through the storm are listed once each, newest first, as they were saved', async () => {
    const scores = Array.from({ length: scaled(150, 40) }, (_, i) => aScore(`s-${String(i).padStart(3, '0')}`, i, { runId: 'storm' }));
    await Promise.all(scores.map(score => faulty.saveScore(score)));
    await Promise.all(scores.map(score => faulty.saveScore(score))); // saving again changes nothing
    const listed = await faulty.listScoresByRunId({ runId: 'storm' });
    assert.deepEqual(contents(listed.scores), [...scores].reverse());
    assert.equal(listed.pagination.total, scores.length);
});

test('a score saved under one id by many writers is one score, as one of them saved it', async () => {
    const saves = Array.from({ length: 20 }, (_, i) => aScore('contended', i, { runId: 'contended', reason: `writer ${i}` }));
    await Promise.all(saves.map((score, i) => (i % 2 ? faulty : calm).saveScore(score)));
    const { scores } = await calm.listScoresByRunId({ runId: 'contended' });
    assert.equal(scores.length, 1);
    assert.ok(saves.some(save => JSON.stringify(contents([scores[0]])[0].reason) === JSON.stringify(save.reason)));
    assert.deepEqual(contents(scores), contents([saves.find(save => save.reason === scores[0].reason)]));
});

test('ids that differ only in case stay apart through the storm', async () => {
    const ids = ['case', 'Case', 'CASE', 'cAse'];
    await Promise.all(ids.map((id, i) => faulty.saveScore(aScore(id, i, { runId: 'case' }))));
    for (const [i, id] of ids.entries()) assert.equal((await faulty.getScoreById({ id })).createdAt, aScore(id, i).createdAt);
    assert.equal((await calm.listScoresByRunId({ runId: 'case' })).scores.length, ids.length);
});

test('oversize scores survive the storm, saved and replaced', async () => {
    for (let round = 0; round < scaled(6, 3); round++) {
        const score = aScore('large', round, { runId: 'large', output: noise(900_000, round), reason: noise(100_000, 100 + round) });
        await faulty.saveScore(score);
        assert.deepEqual(contents([await calm.getScoreById({ id: 'large' })]), [score]);
    }
    await faulty.saveScore(aScore('large', 0, { runId: 'large' }));
    assert.deepEqual((await calm.listScoresByRunId({ runId: 'large' })).scores.map(({ output }) => output), [{ text: 'answer 0' }]);
});

test('evals saved through the storm are all there', async () => {
    const evals = Array.from({ length: scaled(60, 20) }, (_, i) => anEval(`run-${String(i).padStart(3, '0')}`, i));
    await faulty.saveEvals({ evals });
    assert.deepEqual(await faulty.listEvals({ agentName: 'cook' }), [...evals].reverse());
});

test('when the deadline cuts a save of evals off, the error lists exactly what is saved', async () => {
    const own = await openTestProxy({ seed: 3, throttled: 0.9 });
    const driver = new ScoresDriver({ endpoint: own.endpoint, table, timeoutMs: 400, attempts: 20 });
    const evals = Array.from({ length: 40 }, (_, i) => anEval(`cut-${String(i).padStart(3, '0')}`, i, { agent_name: 'cut' }));
    const error = await driver.saveEvals({ evals }).then(() => undefined, fault => fault);
    await driver.close();
    await sleep(200); // what is under way arrives
    await own.close();
    assert.ok(error, 'the save was not cut off');
    const stored = new Set((await calm.listEvals({ agentName: 'cut' })).map(({ run_id }) => run_id));
    assert.deepEqual([...error.savedIds, ...error.unsavedIds].sort(), evals.map(({ run_id }) => run_id));
    assert.deepEqual(error.savedIds.filter(id => !stored.has(id)), []);
    await calm.saveEvals({ evals });
    assert.equal((await calm.listEvals({ agentName: 'cut' })).length, evals.length);
});

async function orphanedParts() {
    const items = await rawItems(table);
    const pointed = new Set(items.flatMap(item =>
        Object.values(item.mdb_spill?.M ?? {}).map(pointer => `$mastra#PART_${pointer.M.token.S}`)));
    return items.map(item => `${item.pk.S} ${item.sk.S}`).filter(key => key.startsWith('$mastra#PART_') && !pointed.has(key.split(' ')[0]));
}

// Where no reply is lost: with it is lost what the save replaced, and its parts stay until `table verify --data --repair`.
test('no parts are left of what was replaced', async () => {
    const own = await openTestProxy({ seed: 5, throttled: 0.3, leftovers: 0.2 });
    const driver = new ScoresDriver({ endpoint: own.endpoint, table, ...patience });
    const before = await orphanedParts();
    for (let round = 0; round < 4; round++)
        await driver.saveScore(aScore('tidy', round, { runId: 'tidy', output: noise(900_000, 200 + round) }));
    await driver.saveScore(aScore('tidy', 0, { runId: 'tidy' }));
    await driver.close();
    await own.close();
    assert.deepEqual(await orphanedParts(), before);
});
