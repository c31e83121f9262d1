// The proxy in front of the real DynamoDB Local: what it counts, what it breaks, and that the rest passes unchanged.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { call, createTable } from './raw_calls.mjs';
import { openTestProxy, testEndpoint } from './test_endpoint.mjs';

const TableName = `proxy-test-${process.pid}`;
const item = n => ({ pk: { S: `p${n}` }, sk: { S: 's' }, text: { S: 'x'.repeat(100) } });
const putAll = count => ({ RequestItems: { [TableName]: Array.from({ length: count }, (_, n) => ({ PutRequest: { Item: item(n) } })) } });
const keyOf = ({ pk, sk }) => ({ pk, sk });

before(() => createTable(testEndpoint(), TableName));
after(() => call(testEndpoint(), 'DeleteTable', { TableName }));

async function withProxy(plan, action) {
    const proxy = await openTestProxy(plan);
    try {
        await action(proxy);
    } finally {
        await proxy.close();
    }
}

test('counts requests, capacity units and bytes, and asks for capacity itself', () => withProxy({}, async proxy => {
    await call(proxy.endpoint, 'PutItem', { TableName, Item: item(1) });
    await call(proxy.endpoint, 'GetItem', { TableName, Key: keyOf(item(1)), ConsistentRead: true });
    const stats = await proxy.stats();
    assert.deepEqual(stats.operations, { PutItem: 1, GetItem: 1 });
    assert.equal(stats.units, 2);
    assert.ok(stats.bytesSent > 100 && stats.bytesReceived > 100);
    assert.equal(stats.inFlight, 0);
}));

test('a lost reply was carried out', () => withProxy({ lostReplies: 1 }, async proxy => {
    await assert.rejects(call(proxy.endpoint, 'PutItem', { TableName, Item: item('lost') }));
    const { Item } = await call(testEndpoint(), 'GetItem', { TableName, Key: keyOf(item('lost')) });
    assert.deepEqual(Item, item('lost'));
    assert.deepEqual((await proxy.stats()).faults, { lostReplies: 1 });
}));

test('a throttled write was not carried out', () => withProxy({ throttled: 1 }, async proxy => {
    await assert.rejects(call(proxy.endpoint, 'PutItem', { TableName, Item: item('throttled') }), /Exceeded|Throttling/);
    const { Item } = await call(testEndpoint(), 'GetItem', { TableName, Key: keyOf(item('throttled')) });
    assert.equal(Item, undefined);
}));

test('what a batch write leaves over was not written, the rest was', () => withProxy({ leftovers: 1 }, async proxy => {
    const { UnprocessedItems } = await call(proxy.endpoint, 'BatchWriteItem', putAll(20));
    const leftOver = new Set(UnprocessedItems[TableName].map(entry => entry.PutRequest.Item.pk.S));
    assert.ok(leftOver.size >= 1 && leftOver.size < 20);
    await Promise.all(Array.from({ length: 20 }, async (_, n) => {
        const { Item } = await call(testEndpoint(), 'GetItem', { TableName, Key: keyOf(item(n)) });
        if (n !== 1) assert.equal(Item === undefined, leftOver.has(`p${n}`)); // item 1 is an earlier test's
    }));
}));

test('a batch read answers or leaves over every key', () => withProxy({ leftovers: 1 }, async proxy => {
    await call(testEndpoint(), 'BatchWriteItem', putAll(20));
    const Keys = Array.from({ length: 20 }, (_, n) => keyOf(item(n)));
    const reply = await call(proxy.endpoint, 'BatchGetItem', { RequestItems: { [TableName]: { Keys } } });
    const answered = [...reply.Responses[TableName].map(keyOf), ...reply.UnprocessedKeys[TableName].Keys];
    assert.deepEqual(new Set(answered.map(key => key.pk.S)), new Set(Keys.map(key => key.pk.S)));
    assert.equal(answered.length, 20);
}));

test('a new plan can be set while the proxy runs, and a wrong one changes nothing', () => withProxy({}, async proxy => {
    assert.equal((await proxy.setPlan({ conflicts: 1 })).status, 200);
    await assert.rejects(call(proxy.endpoint, 'PutItem', { TableName, Item: item(1) }), /TransactionConflictException/);
    assert.equal((await proxy.setPlan({ conflicts: 2 })).status, 400);
    assert.equal((await proxy.stats()).plan.conflicts, 1);
}));

test('latency is waited before the request is carried out', () => withProxy({ latencyMs: 60 }, async proxy => {
    const began = performance.now();
    await call(proxy.endpoint, 'GetItem', { TableName, Key: keyOf(item(1)) });
    assert.ok(performance.now() - began >= 59);
}));

test('a body that is not JSON reaches DynamoDB as it is', () => withProxy({}, async proxy => {
    const reply = await fetch(proxy.endpoint, { method: 'POST', body: '{"TableName', headers: { 'x-amz-target': 'DynamoDB_20120810.GetItem' } });
    assert.equal(reply.status, 400);
    assert.equal((await proxy.stats()).requests, 1);
}));
