// What each operation of the observability store may cost: requests and capacity units, as bounds (docs/formats/spans.md).
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { aSpan, aTrace } from '../support/span_samples.mjs';
import { ObservabilityDriver } from '../support/store_driver/observability_driver.mjs';
import { dropTable, newTable } from '../support/tables.mjs';
import { costsAtMost as costsThrough } from '../support/costs.mjs';
import { openTestProxy } from '../support/test_endpoint.mjs';

const payload = { input: { text: 'x'.repeat(300) }, attributes: { model: 'm', tokens: 123 } };
let proxy, driver, table;

before(async () => {
    proxy = await openTestProxy();
    table = await newTable('span-costs');
    driver = new ObservabilityDriver({ endpoint: proxy.endpoint, table });
});
after(async () => {
    await driver.close();
    await proxy.close();
    await dropTable(table);
});

async function costsAtMost(most, operation) {
    const { requests, units, operations } = await costsThrough(proxy, most, operation);
    console.log(`${requests} requests, ${units} units: ${JSON.stringify(operations)}`);
}

test('1,000 spans of one trace are written with 41 requests', () =>
    costsAtMost({ requests: 41, units: 1100 }, () => driver.batchCreateSpans({ records: aTrace('thousand', 1000, payload) })));

test('1,000 spans of 400 traces are written with 44 requests', () =>
    costsAtMost({ requests: 44 }, () =>
        driver.batchCreateSpans({ records: Array.from({ length: 400 }, (_, i) => aTrace(`many-${i}`, 2 + (i % 2), payload)).flat() })));

test('a trace of 1,000 spans is read in one chain of pages', () =>
    costsAtMost({ requests: 2, units: 200 }, async () => {
        const { spans } = await driver.getTrace({ traceId: 'thousand' });
        assert.equal(spans.length, 1000);
        assert.deepEqual(spans.map(span => span.spanId), aTrace('thousand', 1000).map(span => span.spanId));
    }));

test('a structure of 1,000 spans ships a fraction of the trace', async () => {
    await proxy.reset();
    await driver.getTrace({ traceId: 'thousand' });
    const whole = (await proxy.stats()).bytesReceived;
    await proxy.reset();
    await driver.getStructure({ traceId: 'thousand' });
    const light = (await proxy.stats()).bytesReceived;
    assert.ok(light < 0.6 * whole, `${light} of ${whole} bytes`);
});

test('a span is created with 2 requests, updated with 2, read with 1', async () => {
    await costsAtMost({ requests: 2 }, () => driver.createSpan({ span: aSpan('one', 's') }));
    await costsAtMost({ requests: 2 }, () => driver.updateSpan({ traceId: 'one', spanId: 's', updates: { endedAt: '2026-01-01T00:00:09Z' } }));
    await costsAtMost({ requests: 1, units: 2 }, () => driver.getSpan({ traceId: 'one', spanId: 's' }));
});

test('25 updates send 26 requests', async () => {
    await driver.batchCreateSpans({ records: aTrace('updated', 25) });
    const records = aTrace('updated', 25).map(({ traceId, spanId }) => ({ traceId, spanId, updates: { output: 'done' } }));
    await costsAtMost({ requests: 26, units: 26 + 26 }, () => driver.batchUpdateSpans({ records }));
});

test('a page of 10 traces sends one request for each of 8 shards, and as many for the total', async () => {
    await costsAtMost({ requests: 8 }, () => driver.listTraces({ includeTotal: false }));
    await costsAtMost({ requests: 16 }, () => driver.listTraces({}));
});

test('traces of a thread are one partition', async () => {
    await driver.batchCreateSpans({ records: aTrace('threaded', 3, { threadId: 'thread-1' }) });
    await costsAtMost({ requests: 1 }, async () =>
        assert.equal((await driver.listTraces({ includeTotal: false, filters: { threadId: 'thread-1' } })).spans.length, 1));
});

test('deleting a trace of 1,000 spans sends 42 requests', () =>
    costsAtMost({ requests: 42 }, () => driver.batchDeleteTraces({ traceIds: ['thousand'] })));
