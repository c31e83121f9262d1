// config.onCall: what each call cost.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { dropTable, newTable } from '../../../tests/support/tables.mjs';
import { openTestProxy } from '../../../tests/support/test_endpoint.mjs';
import { storeOn } from './package_under_test.mjs';
import { aMessage, aThread } from './samples.mjs';

let table, proxy;
before(async () => {
    table = await newTable('package-report');
    proxy = await openTestProxy();
});
after(async () => {
    await proxy.close();
    await dropTable(table);
});

const reporting = async (reports, more) =>
    (await storeOn(table, { endpoint: proxy.endpoint, onCall: report => reports.push(report), ...more })).getStore('memory');

test('each call is told with its requests and units', async () => {
    const reports = [];
    const memory = await reporting(reports);
    await proxy.reset();
    await memory.saveThread({ thread: aThread('t') });
    await memory.saveMessages({ messages: Array.from({ length: 25 }, (_, i) => aMessage(`m${i}`, 't', i)) });
    await memory.getThreadById({ threadId: 't' });
    await memory.getThreadById({ threadId: 'none' });
    assert.deepEqual(reports.map(({ operation }) => operation), ['saveThread', 'saveMessages', 'getThreadById', 'getThreadById']);
    assert.deepEqual(Object.keys(reports[0]).sort(), ['milliseconds', 'operation', 'readUnits', 'requests', 'retries', 'writeUnits']);
    const sum = name => reports.reduce((total, report) => total + report[name], 0);
    const { requests, units } = await proxy.stats();
    assert.equal(sum('requests'), requests);
    assert.equal(sum('readUnits') + sum('writeUnits'), units);
    assert.deepEqual([reports[0].readUnits, reports[2].readUnits, reports[2].writeUnits, reports[2].requests], [0, 1, 0, 1]);
    assert.ok(reports[0].writeUnits >= 2 && reports.every(({ milliseconds }) => milliseconds > 0));
});

test('concurrent calls are told apart', async () => {
    const reports = [];
    const memory = await reporting(reports);
    await Promise.all(Array.from({ length: 20 }, (_, i) => (i % 2 ? memory.getThreadById({ threadId: 't' }) : memory.saveThread({ thread: aThread(`s${i}`) }))));
    for (const { operation, requests, readUnits, writeUnits } of reports) {
        assert.equal(requests, 1);
        assert.deepEqual([readUnits > 0, writeUnits > 0], operation === 'saveThread' ? [false, true] : [true, false]);
    }
    assert.equal(reports.length, 20);
});

test('a failed call is told with its error and its retries', async () => {
    const reports = [];
    const failing = await openTestProxy({ throttled: 1 });
    const memory = await reporting(reports, { endpoint: failing.endpoint, retry: { maxThrottledAttempts: 2, baseDelayMs: 1 } });
    await assert.rejects(memory.getThreadById({ threadId: 't' }), fault => {
        assert.equal(reports[0].error, fault.cause);
        return true;
    });
    assert.deepEqual([reports[0].requests, reports[0].retries, reports[0].readUnits], [2, 1, 0]);
    await failing.close();
});

test('an aborted call is told once, when its end is known', async () => {
    const controller = new AbortController();
    const slow = await openTestProxy({ latencyMs: 200 });
    let tell;
    const told = new Promise(resolve => { tell = resolve; });
    const store = storeOn(table, { endpoint: slow.endpoint, onCall: tell });
    const reading = (await store.withSignal(controller.signal).getStore('memory')).getThreadById({ threadId: 't' });
    setImmediate(() => controller.abort());
    await assert.rejects(reading, { name: 'AbortError' });
    const report = await told;
    assert.deepEqual([report.operation, report.error.code], ['getThreadById', 'cancelled']);
    await slow.close();
});

for (const [how, onCall] of [['throws', () => { throw new Error('broken hook'); }], ['rejects', async () => { throw new Error('broken hook'); }]]) {
    test(`a hook that ${how} breaks no call and becomes a warning`, async () => {
        const warned = new Promise(resolve => { process.once('warning', resolve); });
        const memory = await storeOn(table, { onCall }).getStore('memory');
        assert.equal((await memory.getThreadById({ threadId: 't' })).id, 't');
        assert.match((await warned).message, /config\.onCall failed: Error: broken hook/);
    });
}

test('without a hook DynamoDB is not asked for capacity, and both share their connections', async () => {
    const sizes = [];
    for (const onCall of [undefined, () => {}]) {
        const memory = await storeOn(table, { endpoint: proxy.endpoint, onCall }).getStore('memory');
        await proxy.reset();
        await memory.getThreadById({ threadId: 't' });
        sizes.push((await proxy.stats()).bytesSent);
    }
    assert.ok(sizes[0] < sizes[1], `${sizes}`);
});
