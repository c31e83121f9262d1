// Random operations on our store and on Mastra's in-memory one: the same answers, but for span_differences.mjs.
// MASTRA_TEST_SEED repeats a run that failed.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspect } from 'node:util';
import { scaled } from '../support/scale.mjs';
import { seededRandom } from '../support/seeded_random.mjs';
import { spanTime } from '../support/span_samples.mjs';
import { ObservabilityDriver } from '../support/store_driver/observability_driver.mjs';
import { dropTable, newTable } from '../support/tables.mjs';
import { openTestProxy, testEndpoint } from '../support/test_endpoint.mjs';
import { referenceObservability } from './reference_observability.mjs';

const seed = Number(process.env.MASTRA_TEST_SEED ?? 20261122);
const traceIds = ['t', 'T', 't1', 't#spanid_x', 'İ', 'tt'];
const spanIds = ['root', 'a', 'A', 'b', 'a#spanid_b', 'ß', 'c'];
const types = ['agent_run', 'tool_call', 'model_step', 'workflow_run', 'generic'];

class Steps {
    #clock = 0;
    constructor(number) { this.random = seededRandom(number); }
    chance(share) { return this.random() < share; }
    one(values) { return values[Math.floor(this.random() * values.length)]; }
    some(most, make) { return Array.from({ length: Math.floor(this.random() * (most + 1)) }, make); }
    // Never twice the same (difference `ties`), and in no order.
    time() { return spanTime(Math.floor(this.random() * 1000) * 100_000 + this.#clock++); }
    json() { return this.one([1, 'text', null, { deep: [1, { x: null }] }, [], '', false]); }
    ids() { return { traceId: this.one(traceIds), spanId: this.one(spanIds) }; }

    // What a span may have and an update may change.
    fields() {
        const possible = {
            input: () => this.json(), output: () => this.json(), error: () => this.one([null, null, { message: 'no' }, 'no']),
            metadata: () => ({ k: this.json(), z: this.one([1, 2]) }), scope: () => this.one([null, { version: 1 }, { version: { a: 1 } }]),
            tags: () => this.one([null, [], ['x'], ['x', 'y']]), endedAt: () => this.one([null, this.time()]), attributes: () => ({ n: 1 }),
            entityId: () => this.one([null, 'agent', 'Agent']), entityType: () => this.one([null, 'agent']), threadId: () => this.one([null, 'th', 'TH']),
            userId: () => this.one([null, 'u']), environment: () => this.one([null, 'test']), serviceName: () => this.one(['s', null]),
        };
        return Object.fromEntries(Object.entries(possible).filter(() => this.chance(0.4)).map(([name, make]) => [name, make()]));
    }

    span() {
        const ids = this.ids();
        // One root a trace (difference `roots`), one organization a trace (difference `owner`).
        return { ...ids, parentSpanId: ids.spanId === 'root' ? null : this.one(spanIds), name: this.one(['n', 'm']), spanType: this.one(types),
            isEvent: this.chance(0.2), startedAt: this.time(), organizationId: `org ${ids.traceId}`, ...this.fields() };
    }

    filters(list) {
        // Never without both ends (difference `empty`).
        const range = () => ({ ...this.one([{ start: this.time() }, { end: this.time() }, { start: this.time(), end: this.time() }]),
            ...(list === 'listTraces' && this.chance(0.3) && { startExclusive: true }) });
        const possible = {
            startedAt: range, endedAt: range, spanType: () => this.one(types), entityId: () => this.one(['agent', 'Agent']),
            entityType: () => 'agent', threadId: () => this.one(['th', 'TH']), userId: () => 'u', environment: () => 'test', serviceName: () => 's',
            organizationId: () => `org ${this.one(traceIds)}`, metadata: () => ({ k: this.one([1, 'text', { deep: [1, { x: null }] }]) }),
            scope: () => ({ version: this.one([1, { a: 1 }]) }), tags: () => this.one([['x'], ['x', 'y'], []]),
            status: () => this.one(['running', 'success', 'error']),
            ...(list === 'listTraces' ? { hasChildError: () => this.chance(0.5) } : { traceId: () => this.one(traceIds) }),
        };
        return Object.fromEntries(Object.entries(possible).filter(() => this.chance(0.12)).map(([name, make]) => [name, make()]));
    }

    list(list) {
        const byEnd = this.chance(0.2);
        return {
            filters: this.filters(list), orderBy: { field: byEnd ? 'endedAt' : 'startedAt', direction: this.one(['ASC', 'DESC']) },
            // Running spans tie by their end: those pages are whole.
            pagination: byEnd ? { page: 0, perPage: 100 } : { page: this.one([0, 0, 1, 2]), perPage: this.one([1, 2, 3, 10, 100]) },
        };
    }

    table = [
        [10, 'createSpan', () => ({ span: this.span() })],
        [10, 'batchCreateSpans', () => ({ records: this.some(6, () => this.span()) })],
        [14, 'updateSpan', () => ({ ...this.ids(), updates: this.fields() })],
        [6, 'batchUpdateSpans', () => ({ records: this.some(5, () => ({ ...this.ids(), updates: this.fields() })) })],
        [6, 'getSpan', () => this.ids()],
        [4, 'getSpans', () => ({ traceId: this.one(traceIds), spanIds: this.some(5, () => this.one(spanIds)) })],
        [4, 'getRootSpan', () => ({ traceId: this.one(traceIds) })],
        [6, 'getTrace', () => ({ traceId: this.one(traceIds) })],
        [4, 'getStructure', () => ({ traceId: this.one(traceIds) })],
        [4, 'getBranch', () => ({ ...this.ids(), ...(this.chance(0.5) && { depth: this.one([0, 1, 2]) }) })],
        [20, 'listTraces', () => this.list('listTraces')],
        [12, 'listBranches', () => this.list('listBranches')],
        [2, 'batchDeleteTraces', () => ({ traceIds: this.some(2, () => this.one(traceIds)),
            ...(this.chance(0.5) && { organizationId: `org ${this.one(traceIds)}` }) })],
    ];

    next() {
        let draw = this.random() * this.table.reduce((sum, [weight]) => sum + weight, 0);
        const [, operation, args] = this.table.find(([weight]) => (draw -= weight) < 0);
        return [operation, JSON.parse(JSON.stringify(args()))];
    }
}

// Ours gives every field, the in-memory store those it was given; the store's clocks differ.
function comparable(value) {
    if (Array.isArray(value)) return value.map(comparable);
    if (value === null || typeof value !== 'object') return value;
    const span = 'spanId' in value && 'startedAt' in value;
    return Object.fromEntries(Object.entries(value)
        .filter(([name, member]) => !(span && (member === null || name === 'createdAt' || name === 'updatedAt')) && name !== 'deltaCursor')
        .sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, member]) => [name, span ? member : comparable(member)]));
}
// Difference `ties`: running spans by their end come in any order. Difference `anchor`: a branch by time alone.
function untied(reply, args) {
    if (args.branchOf && reply) return { ...reply, spans: reply.spans.toSorted((a, b) => (a.startedAt < b.startedAt ? -1 : 1)) };
    if (args.orderBy?.field !== 'endedAt') return reply;
    const { pagination, spans: rows = reply.branches } = reply;
    const running = rows.filter(row => row.endedAt == null).sort((a, b) => (a.startedAt < b.startedAt ? -1 : 1));
    return { pagination, running, ended: rows.filter(row => row.endedAt != null) };
}

class World {
    #waiting = []; // difference `waiting`: what the in-memory store refused
    constructor(number, options) {
        this.steps = new Steps(number);
        this.options = options;
        this.name = `seed ${number}`;
    }

    async run(count) {
        const table = await newTable('span-random');
        this.ours = new ObservabilityDriver({ table, ...this.options });
        this.reference = await referenceObservability();
        for (let step = 0; step < count; step++) {
            const [operation, args] = this.steps.next();
            try {
                await this.#take(operation, args);
            } catch (fault) {
                await this.ours.kill();
                throw new Error(`${this.name}, step ${step}: ${operation}(${inspect(args, { depth: 9, breakLength: 120 })})\n${fault.stack}`);
            }
        }
        await this.ours.close();
        await dropTable(table);
    }

    async #take(operation, args) {
        const reply = await this.ours[operation](args);
        if (operation === 'batchDeleteTraces') return this.#delete(args);
        if (operation.includes('pdate')) return this.#update(args.records ?? [args], reply);
        const expected = await this.reference[operation](args);
        if (operation.includes('reate')) return this.#created(args.records ?? [args.span]);
        if (operation === 'getBranch') assert.equal(reply?.spans[0].spanId ?? args.spanId, args.spanId);
        const how = { ...args, branchOf: operation === 'getBranch' };
        assert.deepStrictEqual(comparable(untied(reply, how)), comparable(untied(expected, how)));
    }

    async #update(records, { applied, waiting }) {
        const missing = new Set();
        const found = new Set();
        for (const record of records) {
            const id = JSON.stringify([record.traceId, record.spanId]);
            if ((await this.reference.getSpan(record)) === null) {
                missing.add(id);
                this.#waiting.push(record);
            } else {
                found.add(id);
                await this.reference.updateSpan(record);
            }
        }
        assert.deepEqual({ applied, waiting }, { applied: found.size, waiting: missing.size });
    }

    async #created(records) {
        const isNew = update => records.some(record => record.traceId === update.traceId && record.spanId === update.spanId);
        for (const update of this.#waiting.filter(isNew)) await this.reference.updateSpan(update);
        this.#waiting = this.#waiting.filter(update => !isNew(update));
    }

    // With a trace go the updates that wait in it. Whose a trace without spans is nobody knows: it stays.
    async #delete(args) {
        for (const traceId of args.traceIds) {
            const isEmpty = (await this.reference.getTrace({ traceId })) === null;
            const stays = args.organizationId !== undefined && (isEmpty || args.organizationId !== `org ${traceId}`);
            if (!stays) this.#waiting = this.#waiting.filter(update => update.traceId !== traceId);
        }
        await this.reference.batchDeleteTraces(args);
    }
}

async function runWorlds(steps, options) {
    console.log(`seed ${seed}, ${steps} steps`);
    await Promise.all([0, 1].map(i => new World(seed + i, options).run(Math.ceil(steps / 2))));
}

test('random operations give what the in-memory store gives', () => runWorlds(scaled(4_000, 400), { endpoint: testEndpoint() }));

test('they give the same when requests are throttled, left over and lost', async () => {
    const proxy = await openTestProxy({ seed, throttled: 0.2, leftovers: 0.2, lostReplies: 0.05, conflicts: 0.05 });
    await runWorlds(scaled(400, 100), { endpoint: proxy.endpoint, timeoutMs: 120_000, attempts: 20 });
    await proxy.close();
});
