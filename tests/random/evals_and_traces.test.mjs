// Random operations on evals and on traces of old against a model of the contract: records that are saved as a whole by
// their id, and listed newest first. MASTRA_TEST_SEED repeats a run that failed.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspect } from 'node:util';
import { timeOf } from '../support/memory_samples.mjs';
import { seededRandom } from '../support/seeded_random.mjs';
import { scaled } from '../support/scale.mjs';
import { anEval } from '../support/score_samples.mjs';
import { ScoresDriver } from '../support/store_driver/scores_driver.mjs';
import { TracesDriver } from '../support/store_driver/traces_driver.mjs';
import { dropTable, newTable } from '../support/tables.mjs';
import { openTestProxy, testEndpoint } from '../support/test_endpoint.mjs';
import { compareIds } from './model.mjs';

const seed = Number(process.env.MASTRA_TEST_SEED ?? 20261123);

// Few ids and numbers, so that they meet: ids that differ only in case, equal times, numbers that sort otherwise as text.
class Choice {
    constructor(number) { this.random = seededRandom(number); }
    one(values) { return values[Math.floor(this.random() * values.length)]; }
    some(most, make) { return Array.from({ length: 1 + Math.floor(this.random() * most) }, make); }
    maybe(share, make) { return this.random() < share ? make() : undefined; }
    id() { return this.one(['r', 'R', 'r1', 'R1', 'r2', 'r3', 'r#4', 'ß', 'ẞ', 'i̇', 'İ', 'x', 'y', 'z']); }
    json() { return this.one([{ a: 1 }, { b: ['x', null] }, { '': { deep: 'ä"\\' } }]); }
}

const evals = {
    Driver: ScoresDriver,
    timeOf: ({ created_at }) => created_at,
    later: (a, b) => compareIds(b, a),
    byId: (a, b) => compareIds(a.run_id, b.run_id),
    idOf: ({ run_id }) => run_id,
    save: (driver, records) => driver.saveEvals({ evals: records }),
    record: choice => anEval(choice.id(), choice.one([0, 0, 1, 2, 60]), {
        agent_name: choice.one(['cook', 'Cook', 'cook#2']), output: choice.one(['', 'Hello', '日本']), result: choice.json(),
        test_info: choice.maybe(0.3, () => choice.json()), metadata: choice.maybe(0.3, () => choice.json()),
    }),
    query: choice => ({ agentName: choice.one(['cook', 'Cook', 'cook#2', 'nobody']) }),
    list: (driver, query) => driver.listEvals(query),
    matches: ({ agentName }) => record => record.agent_name === agentName,
};

const traces = {
    Driver: TracesDriver,
    timeOf: ({ startTime }) => startTime,
    later: (a, b) => b - a,
    byId: (a, b) => compareIds(a.id, b.id),
    idOf: ({ id }) => id,
    save: (driver, records) => driver.batchInsert(records.map(record => ({ ...record, createdAt: timeOf(0) }))),
    record: choice => ({
        id: choice.id(), traceId: choice.one(['t', 'T']), name: choice.one(['n', 'N', 'n#1']), scope: choice.one(['s', 'S']),
        kind: choice.one([0, 3]), startTime: choice.one([0, 5, 10, 100, 9, -3, -20, 1.5, 1700000000123456]), endTime: 7,
        parentSpanId: choice.maybe(0.3, () => choice.id()), attributes: choice.maybe(0.5, () => choice.json()), other: choice.maybe(0.2, () => 'free'),
    }),
    query: choice => choice.one([{ name: choice.one(['n', 'N', 'n#1', 'none']) }, { scope: choice.one(['s', 'S']) }, { traceId: choice.one(['t', 'T']) }]),
    list: (driver, query) => driver.list(query),
    matches: query => record => Object.entries(query).every(([name, value]) => record[name] === value),
};

async function runWorld(kind, number, count, driverOptions) {
    const table = await newTable('random-records');
    const driver = new kind.Driver({ table, ...driverOptions });
    const choice = new Choice(number);
    const model = new Map();
    for (let step = 0; step < count; step++) {
        const saves = choice.random() < 0.4;
        const args = JSON.parse(JSON.stringify(saves ? choice.some(4, () => kind.record(choice)) : kind.query(choice)));
        try {
            if (saves) {
                await kind.save(driver, args);
                for (const record of args) model.set(kind.idOf(record), record);
            } else {
                const listed = await kind.list(driver, args);
                assert.deepStrictEqual(listed.map(kind.timeOf), listed.map(kind.timeOf).sort(kind.later));
                assert.deepStrictEqual(listed.sort(kind.byId), [...model.values()].filter(kind.matches(args)).sort(kind.byId));
            }
        } catch (fault) {
            await driver.kill();
            throw new Error(`seed ${number}, step ${step}: ${inspect(args, { depth: 9, breakLength: 120 })}\n${fault.stack}`);
        }
    }
    await driver.close();
    await dropTable(table);
}

const runWorlds = (steps, driverOptions) => {
    console.log(`seed ${seed}, ${steps} steps`);
    return Promise.all([evals, traces].map((kind, i) => runWorld(kind, seed + i, steps, driverOptions)));
};

test('random operations on evals and traces of old give what the contract says', () => runWorlds(scaled(1_500), { endpoint: testEndpoint() }));

test('they give the same when requests are throttled, left over and lost', async () => {
    const proxy = await openTestProxy({ seed, throttled: 0.3, leftovers: 0.2, lostReplies: 0.05 });
    await runWorlds(scaled(150), { endpoint: proxy.endpoint, timeoutMs: 120_000, attempts: 20 });
    await proxy.close();
});
