// Random operations on scores against a model of the contract. MASTRA_TEST_SEED repeats a run that failed.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspect } from 'node:util';
import { seededRandom } from '../support/seeded_random.mjs';
import { scaled } from '../support/scale.mjs';
import { aScore } from '../support/score_samples.mjs';
import { ScoresDriver } from '../support/store_driver/scores_driver.mjs';
import { dropTable, newTable } from '../support/tables.mjs';
import { openTestProxy, testEndpoint } from '../support/test_endpoint.mjs';
import { inOrder } from './model.mjs';

const seed = Number(process.env.MASTRA_TEST_SEED ?? 20261122);
const worlds = 4; // side by side, each with a table and a process of its own

class Model {
    scores = new Map();

    saveScore(score, made) {
        this.scores.set(score.id, { ...score, updatedAt: made.updatedAt });
        return this.scores.get(score.id);
    }
    getScoreById({ id }) { return this.scores.get(id) ?? null; }
    listScoresByScorerId({ scorerId, ...query }) { return this.#list(query, { scorerId }); }
    listScoresByRunId({ runId, ...query }) { return this.#list(query, { runId }); }
    listScoresByEntityId({ entityId, ...query }) { return this.#list(query, { entityId }); }
    listScoresBySpan({ traceId, spanId, ...query }) { return this.#list(query, { traceId, spanId }); }

    #list({ filters = {}, pagination: { page = 0, perPage = false } = {}, ...equal }, key) {
        const wanted = Object.entries({ ...filters, ...equal, ...key });
        const all = inOrder([...this.scores.values()].filter(score => wanted.every(([name, value]) => score[name] === value)), { direction: 'DESC' });
        const scores = perPage === false ? all : all.slice(page * perPage, (page + 1) * perPage);
        return { scores, pagination: { total: all.length, page, perPage, hasMore: perPage !== false && (page + 1) * perPage < all.length } };
    }
}

// Few ids, so that they meet: ids that differ only in case, keys that are composed alike, equal times.
class Steps {
    constructor(number) { this.random = seededRandom(number); }
    one(values) { return values[Math.floor(this.random() * values.length)]; }
    maybe(share, make) { return this.random() < share ? make() : undefined; }

    id() { return this.one(['s', 'S', 's1', 'S1', 's2', 's3', 's#4', 'ß', 'ẞ', 'i̇', 'İ']); }
    scorer() { return this.one(['a', 'A', 'a#b']); }
    run() { return this.one(['r', 'R', 'r1']); }
    entity() { return this.one(['e', 'E', 'e2']); }
    trace() { return this.one(['t', 'T', 't#spanid_x']); }
    span() { return this.one(['p', 'x#spanid_p', 'P']); }
    json() { return this.one([{ a: 1 }, [1, 'x'], 'plain', '', '{"a":1}', '[', '5', 5, true, 1.5]); }

    score() {
        return {
            ...aScore(this.id(), this.one([0, 0, 1, 1, 2, 60])), scorerId: this.scorer(), runId: this.run(), entityId: this.entity(),
            entityType: this.maybe(0.8, () => this.one(['AGENT', 'WORKFLOW'])), source: this.one(['LIVE', 'TEST']), input: this.maybe(0.8, () => this.json()),
            output: this.json(), score: this.one([0, 1, -0.5, 0.1, 1e21]), traceId: this.maybe(0.6, () => this.trace()),
            spanId: this.maybe(0.6, () => this.span()), resourceId: this.maybe(0.3, () => 'u'), threadId: this.maybe(0.3, () => 't'),
            reason: this.maybe(0.3, () => this.one(['', 'because'])), metadata: this.maybe(0.3, () => ({ k: this.json() })),
            organizationId: this.maybe(0.5, () => this.one(['o', 'O'])), projectId: this.maybe(0.3, () => 'p'),
            structuredOutput: this.maybe(0.3, () => this.one([true, false])),
        };
    }

    query() {
        const perPage = this.one([undefined, false, 0, 1, 2, 5]);
        return {
            pagination: { perPage, page: perPage === undefined || perPage === false ? 0 : this.one([0, 0, 1, 2]) },
            entityType: this.maybe(0.3, () => this.one(['AGENT', 'WORKFLOW'])), source: this.maybe(0.3, () => this.one(['LIVE', 'TEST'])),
            filters: this.maybe(0.3, () => ({ organizationId: this.maybe(0.7, () => this.one(['o', 'O', 'none'])), projectId: this.maybe(0.3, () => 'p') })),
        };
    }

    next() {
        const [operation, args] = this.one([
            ['saveScore', () => this.score()], ['saveScore', () => this.score()], ['saveScore', () => this.score()],
            ['getScoreById', () => ({ id: this.id() })],
            ['listScoresByScorerId', () => ({ scorerId: this.scorer(), entityId: this.maybe(0.3, () => this.entity()), ...this.query() })],
            ['listScoresByRunId', () => ({ runId: this.run(), ...this.query() })],
            ['listScoresByEntityId', () => ({ entityId: this.entity(), ...this.query() })],
            ['listScoresBySpan', () => ({ traceId: this.trace(), spanId: this.span(), ...this.query() })],
        ]);
        return [operation, JSON.parse(JSON.stringify(args()))]; // what is undefined is not there
    }
}

async function runWorld(number, count, driverOptions) {
    const table = await newTable('random-scores');
    const driver = new ScoresDriver({ table, ...driverOptions });
    const model = new Model();
    const steps = new Steps(number);
    for (let step = 0; step < count; step++) {
        const [operation, args] = steps.next();
        try {
            const reply = await driver[operation](args);
            assert.deepStrictEqual(reply, model[operation](args, reply));
        } catch (fault) {
            await driver.kill();
            throw new Error(`seed ${number}, step ${step}: ${operation}(${inspect(args, { depth: 9, breakLength: 120 })})\n${fault.stack}`);
        }
    }
    await driver.close();
    await dropTable(table);
}

const runWorlds = (steps, driverOptions) => {
    console.log(`seed ${seed}, ${steps} steps in ${worlds} worlds`);
    return Promise.all(Array.from({ length: worlds }, (_, i) => runWorld(seed + i, Math.ceil(steps / worlds), driverOptions)));
};

test('random operations on scores give what the contract says', () => runWorlds(scaled(4_000), { endpoint: testEndpoint() }));

test('random operations on scores give the same when requests are throttled and lost', async () => {
    const proxy = await openTestProxy({ seed, throttled: 0.3, lostReplies: 0.05, conflicts: 0.05 });
    await runWorlds(scaled(400), { endpoint: proxy.endpoint, timeoutMs: 120_000, attempts: 20 });
    await proxy.close();
});
