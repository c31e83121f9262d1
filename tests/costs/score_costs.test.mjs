// What operations on scores and evals may cost: requests and capacity units, as bounds.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { aScore, anEval } from '../support/score_samples.mjs';
import { ScoresDriver } from '../support/store_driver/scores_driver.mjs';
import { dropTable, newTable } from '../support/tables.mjs';
import { costsAtMost as costsThrough } from '../support/costs.mjs';
import { openTestProxy } from '../support/test_endpoint.mjs';

const many = 300;
let proxy, driver, table;

before(async () => {
    proxy = await openTestProxy();
    table = await newTable('score-costs');
    driver = new ScoresDriver({ endpoint: proxy.endpoint, table });
    const text = 'x'.repeat(800);
    await Promise.all(Array.from({ length: many }, (_, i) =>
        driver.saveScore(aScore(`s-${String(i).padStart(3, '0')}`, i, { output: { text }, source: i % 100 === 0 ? 'TEST' : 'LIVE' }))));
});
after(async () => {
    await driver.close();
    await proxy.close();
    await dropTable(table);
});

const costsAtMost = (most, operation) => costsThrough(proxy, most, operation);

test('saving a score sends 1 request', () => costsAtMost({ requests: 1 }, () => driver.saveScore(aScore('one'))));

test('a score without trace, resource and thread writes 3 indexes and not 7', () =>
    costsAtMost({ requests: 1, units: 4 }, () => driver.saveScore(aScore('indexes', 0, { runId: 'indexes' }))));

test('saving a score of 900 kB sends 2 requests and one for each 25 parts', () =>
    costsAtMost({ requests: 3 }, () => driver.saveScore(aScore('large', 0, { runId: 'large', output: 'y'.repeat(900_000) }))));

test('reading a score sends 1 request and costs 1 unit', () => costsAtMost({ requests: 1, units: 1 }, () => driver.getScoreById({ id: 'one' })));

test('the first page of a list sends 2 requests, the page and the count', () => costsAtMost({ requests: 2 }, async () => {
    const { scores, pagination } = await driver.listScoresByScorerId({ scorerId: 'accuracy', pagination: { page: 0, perPage: 10 } });
    assert.equal(scores.length, 10);
    assert.ok(pagination.total >= many);
}));

test('a whole list sends 1 request a MB', () => costsAtMost({ requests: 1 }, async () => {
    assert.ok((await driver.listScoresByRunId({ runId: 'run-1' })).scores.length >= many);
}));

test('a filter that lets one score in a hundred through does not send a request for every few rows', () =>
    costsAtMost({ requests: 8 }, async () => {
        const { scores } = await driver.listScoresByScorerId({ scorerId: 'accuracy', source: 'TEST', pagination: { page: 0, perPage: 3 } });
        assert.equal(scores.length, 3);
    }));

test('saving 10 evals sends 10 requests, listing them 1', async () => {
    const evals = Array.from({ length: 10 }, (_, i) => anEval(`run-${i}`, i));
    await costsAtMost({ requests: 10 }, () => driver.saveEvals({ evals }));
    await costsAtMost({ requests: 1 }, () => driver.listEvals({ agentName: 'cook' }));
});
