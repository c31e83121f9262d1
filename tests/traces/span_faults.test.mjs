// Spans on a DynamoDB that throttles, loses replies and leaves things over, and with creators and updaters in any order:
// no span is lost, and no update.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { seededRandom } from '../support/seeded_random.mjs';
import { scaled } from '../support/scale.mjs';
import { aSpan, aTrace } from '../support/span_samples.mjs';
import { ObservabilityDriver } from '../support/store_driver/observability_driver.mjs';
import { dropTable, newTable } from '../support/tables.mjs';
import { openTestProxy, testEndpoint } from '../support/test_endpoint.mjs';

const patience = { timeoutMs: 120_000, attempts: 20 };
const storm = { seed: 11, throttled: 0.3, leftovers: 0.2, lostReplies: 0.05, conflicts: 0.05 };
let table, proxy, faulty, other, calm;

before(async () => {
    table = await newTable('span-faults');
    proxy = await openTestProxy(storm);
    faulty = new ObservabilityDriver({ endpoint: proxy.endpoint, table, ...patience });
    other = new ObservabilityDriver({ endpoint: proxy.endpoint, table, ...patience });
    calm = new ObservabilityDriver({ endpoint: testEndpoint(), table });
});
after(async () => {
    await Promise.all([faulty.close(), other.close(), calm.close()]);
    await proxy.close();
    await dropTable(table);
});

test('spans created and updated through the storm are all there with all updates', async () => {
    const count = scaled(60, 20);
    const traces = ['f1', 'f2', 'f3'];
    await Promise.all(traces.map(async (traceId, i) => {
        const driver = i === 1 ? other : faulty;
        await driver.batchCreateSpans({ records: aTrace(traceId, count) });
        const records = aTrace(traceId, count).map(({ spanId }) => ({ traceId, spanId, updates: { output: `of ${spanId}` } }));
        const { applied } = await driver.batchUpdateSpans({ records });
        assert.equal(applied, count);
    }));
    for (const traceId of traces) {
        const { spans } = await calm.getTrace({ traceId });
        assert.deepEqual(spans.map(span => span.spanId), aTrace(traceId, count).map(span => span.spanId));
        for (const span of spans) assert.equal(span.output, `of ${span.spanId}`);
    }
});

test('concurrent updates of one span by several processes are all kept', async () => {
    await calm.createSpan({ span: aSpan('contended', 's') });
    const fields = ['userId', 'organizationId', 'resourceId', 'runId', 'sessionId', 'requestId', 'environment', 'source',
        'serviceName', 'experimentId', 'entityName', 'entityType', 'output', 'input', 'name'];
    await Promise.all(fields.map((field, i) =>
        [faulty, other, calm][i % 3].updateSpan({ traceId: 'contended', spanId: 's', updates: { [field]: `by ${field}` } })));
    const { span } = await calm.getSpan({ traceId: 'contended', spanId: 's' });
    for (const field of fields) assert.equal(span[field], `by ${field}`);
});

// What the exporter does: creates are sent in batches, and updates do not wait for them.
test('updates that race with the batch that creates their spans are all kept', async () => {
    const random = seededRandom(5);
    for (let round = 0; round < scaled(12, 4); round++) {
        const traceId = `race-${round}`;
        const records = aTrace(traceId, 30);
        const update = ({ spanId }) => ({ traceId, spanId, updates: { output: `of ${spanId}`, endedAt: '2026-01-01T01:00:00.000Z' } });
        const drivers = round % 2 === 0 ? [calm, calm] : [faulty, other];
        const updates = records.filter(() => random() < 0.7);
        const creating = drivers[0].batchCreateSpans({ records });
        await Promise.all([creating, ...updates.map(record => drivers[1].updateSpan(update(record)))]);
        const { spans } = await calm.getTrace({ traceId });
        assert.equal(spans.length, records.length);
        for (const { spanId } of updates)
            assert.equal(spans.find(span => span.spanId === spanId).output, `of ${spanId}`, `${traceId} ${spanId}`);
        // What a list shows is what the trace has: nothing waits any more.
        const { spans: [root] } = await calm.listTraces({ filters: { traceId } });
        assert.equal(root.output, spans[0].output);
        const { branches } = await calm.listBranches({ filters: { traceId } });
        assert.equal(branches.length, 1);
    }
});

test('updates sent before their spans are carried out when these come, through the storm too', async () => {
    const records = aTrace('early', 20);
    await Promise.all(records.map(({ traceId, spanId }, i) =>
        (i % 2 ? faulty : other).updateSpan({ traceId, spanId, updates: { output: `of ${spanId}` } })));
    assert.equal(await calm.getTrace({ traceId: 'early' }), null);
    await faulty.batchCreateSpans({ records });
    const { spans } = await calm.getTrace({ traceId: 'early' });
    assert.deepEqual(spans.map(span => span.output), records.map(({ spanId }) => `of ${spanId}`));
});

test('deleted traces are gone, all of them', async () => {
    const traceIds = ['f1', 'f2', 'f3', 'contended', 'early'];
    await faulty.batchDeleteTraces({ traceIds });
    for (const traceId of traceIds) assert.equal(await calm.getTrace({ traceId }), null);
});
