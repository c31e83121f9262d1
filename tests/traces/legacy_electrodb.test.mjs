// Legacy traces by ElectroDB with upstream's own entity, and by our store: the items are equal, and each reads the other's.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DynamoDBStore } from '@mastra/dynamodb';
import { TracesDriver } from '../support/store_driver/traces_driver.mjs';
import { dropTable, newTable, rawItems } from '../support/tables.mjs';
import { testEndpoint } from '../support/test_endpoint.mjs';

const createdAt = '2024-01-02T03:04:05.678Z';
const aSpan = (id, startTime, more = {}) => ({
    id, traceId: 'Trace#1', name: 'Agent.Generate Ä', scope: '@mastra/Core', kind: 0, startTime, endTime: startTime + 7, createdAt, ...more,
});
const spans = [
    aSpan('s1', 1700000000123456, { attributes: { a: [1, { b: null }], 10: 'x', 2: 'y' }, status: { code: 1 }, events: [], links: [{ l: 'ключ"\\' }] }),
    aSpan('S2 日本 İ', 5, { parentSpanId: 's1', other: '{"free":"text"}' }), aSpan('s3', 10, { parentSpanId: '' }), aSpan('s4', 1.5), aSpan('s5', -3),
    aSpan('s6', -20), aSpan('s7', 0), aSpan('s8', 9, { name: 'other' }), aSpan('s9', 1e-7), ...Array.from({ length: 40 }, (_, i) => aSpan(`m${i}`, i * 37)),
];
const upstreamTraces = tableName => new DynamoDBStore({ name: 'upstream', config: {
    id: 'upstream', tableName, disableInit: true, region: 'us-east-1', endpoint: testEndpoint(),
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
} }).service.entities.trace;

const json = ['attributes', 'status', 'events', 'links'];
const rowOf = span => ({
    entity: 'trace', ...span, updatedAt: span.createdAt,
    ...Object.fromEntries(json.filter(name => name in span).map(name => [name, JSON.stringify(span[name])])),
});
const parsed = value => (typeof value === 'string' ? JSON.parse(value) : value);
const fieldsOf = row => JSON.parse(JSON.stringify(Object.fromEntries(
    ['id', 'parentSpanId', 'traceId', 'name', 'scope', 'kind', 'startTime', 'endTime', 'other', ...json]
        .map(name => [name, json.includes(name) ? parsed(row[name]) : row[name]]))));
const byId = rows => rows.map(fieldsOf).sort((a, b) => (a.id < b.id ? -1 : 1));
const newestFirst = rows => [...rows].sort((a, b) => b.startTime - a.startTime || (a.id < b.id ? 1 : -1)).map(row => row.id);
const withoutUpdate = items => items.map(({ updatedAt, ...rest }) => rest);

test('legacy traces are equal items, whoever writes them, each reads the other\'s, and ours are in order', async () => {
    const tables = { theirs: await newTable('traces'), ours: await newTable('traces') };
    const drivers = Object.fromEntries(Object.entries(tables).map(([who, table]) => [who, new TracesDriver({ endpoint: testEndpoint(), table })]));
    const entity = upstreamTraces(tables.theirs);
    for (const span of spans) await entity.put(rowOf(span)).go({ table: tables.theirs });
    await drivers.ours.batchInsert(spans);
    assert.deepEqual(withoutUpdate(await rawItems(tables.ours)), withoutUpdate(await rawItems(tables.theirs)));
    for (const [who, table] of Object.entries(tables)) {
        for (const [query, pattern, composites] of [
            [{ name: 'Agent.Generate Ä' }, 'byName', { entity: 'trace', name: 'Agent.Generate Ä' }],
            [{ scope: '@mastra/Core' }, 'byScope', { entity: 'trace', scope: '@mastra/Core' }],
        ]) {
            const wanted = spans.filter(span => Object.entries(query).every(([name, value]) => span[name] === value));
            const { data } = await entity.query[pattern](composites).go({ table, pages: 'all' });
            assert.deepEqual(byId(data), byId(wanted), `ElectroDB reads ${who} ${pattern}`);
            const listed = await drivers[who].list(query);
            assert.deepEqual(byId(listed), byId(wanted), `we read ${who} ${pattern}`);
            assert.deepEqual(listed.map(row => row.id), newestFirst(wanted));
        }
        assert.equal((await drivers[who].list({ traceId: 'Trace#1' })).length, spans.length);
    }
    await Promise.all(Object.values(drivers).map(driver => driver.close()));
    await Promise.all(Object.values(tables).map(dropTable));
});
