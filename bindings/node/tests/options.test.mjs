// Every way to make a store, and what its options do.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as upstream from '@mastra/dynamodb';
import { MastraError } from '@mastra/core/error';
import { MastraCompositeStore, MemoryStorage } from '@mastra/core/storage';
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { dropTable, newTable, rawItems } from '../../../tests/support/tables.mjs';
import { openTestProxy, testEndpoint } from '../../../tests/support/test_endpoint.mjs';
import { address, ours, storeOn } from './package_under_test.mjs';
import { aMessage, aThread } from './samples.mjs';

let table;
before(async () => { table = await newTable('package-options'); });
after(() => dropTable(table));

const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };

async function works(store, id) {
    const memory = await store.getStore('memory');
    await memory.saveThread({ thread: aThread(id) });
    assert.equal((await memory.getThreadById({ threadId: id })).id, id);
    await store.close();
}

test('both constructor forms', async () => {
    await works(new ours.DynamoDBStore({ id: 'one', config: { tableName: table, ...address() } }), 'form-1');
    const second = new ours.DynamoDBStore({ name: 'two', config: { id: 'two', tableName: table, ...address() } });
    assert.deepEqual([second.id, second.name, second.disableInit], ['two', 'two', false]);
    await works(second, 'form-2');
    assert.equal(storeOn(table, { disableInit: true }).disableInit, true);
});

test('the classes are core\'s own kinds', async () => {
    const store = storeOn(table);
    assert.ok(store instanceof MastraCompositeStore);
    assert.equal(store.constructor.name, 'DynamoDBStore');
    assert.ok(store.stores.memory instanceof MemoryStorage);
    assert.equal(await store.getStore('memory'), store.stores.memory);
    assert.equal(await store.getStore('agents'), undefined);
});

for (const tableName of [undefined, '', '  ', 'a', 'has space', 'x'.repeat(256)]) {
    test(`table name ${JSON.stringify(tableName)?.slice(0, 20)} is refused as upstream refuses it`, () => {
        const faultOf = make => {
            try {
                make();
            } catch (fault) {
                return fault;
            }
            return assert.fail('nothing was thrown');
        };
        const config = { id: 'x', tableName, ...address() };
        const fault = faultOf(() => new ours.DynamoDBStore({ name: 'x', config }));
        const expected = faultOf(() => new upstream.DynamoDBStore({ name: 'x', config }));
        assert.ok(fault instanceof MastraError);
        const seen = ({ id, domain, category, message }) => ({ id, domain, category, message });
        assert.deepEqual(seen(fault), seen(expected));
    });
}

test('row_02: two stores keep to their own tables', async () => {
    const other = await newTable('package-options');
    const [a, b] = [storeOn(table), storeOn(other)];
    await (await a.getStore('memory')).saveThread({ thread: aThread('only-in-a') });
    assert.equal(await (await b.getStore('memory')).getThreadById({ threadId: 'only-in-a' }), null);
    await Promise.all([a.close(), b.close(), dropTable(other)]);
});

test('a domain works without a store', async () => {
    const memory = new ours.MemoryStorageDynamoDB({ tableName: table, ...address() });
    await memory.saveThread({ thread: aThread('alone') });
    assert.equal((await memory.getThreadById({ threadId: 'alone' })).title, 'A thread');
});

test('an AWS SDK client gives its region, endpoint and credentials', async () => {
    const client = new DynamoDBClient({ region: 'eu-central-1', endpoint: testEndpoint(), credentials });
    await works(new ours.DynamoDBStore({ id: 'x', config: { tableName: table, client: DynamoDBDocumentClient.from(client) } }), 'sdk-1');
    await works(new ours.DynamoDBStore({ id: 'x', config: { tableName: table, client } }), 'sdk-2');
});

test('a credentials function is asked once for many calls, and again at the expiry', async () => {
    let asked = 0;
    const provider = async () => {
        asked += 1;
        await new Promise(resolve => setTimeout(resolve, 20));
        return { ...credentials, sessionToken: 'token', expiration: new Date(Date.now() + 3_600_000) };
    };
    const stores = [storeOn(table, { credentials: provider }), storeOn(table, { credentials: provider })];
    const memories = await Promise.all(stores.map(store => store.getStore('memory')));
    await Promise.all(Array.from({ length: 40 }, (_, i) => memories[i % 2].getThreadById({ threadId: 'form-1' })));
    assert.equal(asked, 1);
    await Promise.all(stores.map(store => store.close()));
});

test('a credentials function that fails says so, and nothing of its text', async () => {
    const provider = async () => { throw new Error('secret: hunter2'); };
    const memory = await storeOn(table, { credentials: provider }).getStore('memory');
    await assert.rejects(memory.getThreadById({ threadId: 'x' }), fault => {
        assert.equal(fault.id, 'MASTRA_STORAGE_DYNAMODB_GET_THREAD_BY_ID_FAILED');
        assert.equal(fault.cause.code, 'credentials_failed');
        assert.doesNotMatch(String(fault.stack) + fault.message, /hunter2/);
        return true;
    });
});

test('stores with the same settings share one pool of connections', async () => {
    const proxy = await openTestProxy();
    const stores = Array.from({ length: 3 }, () => storeOn(table, { endpoint: proxy.endpoint, maxConnections: 1 }));
    const memories = await Promise.all(stores.map(store => store.getStore('memory')));
    await Promise.all(Array.from({ length: 30 }, (_, i) => memories[i % 3].getThreadById({ threadId: `${i}` })));
    const { requests } = await proxy.stats();
    assert.ok(requests >= 30);
    await Promise.all(stores.map(store => store.close()));
    await proxy.close();
});

test('a deadline holds', async () => {
    const proxy = await openTestProxy({ latencyMs: 2_000 });
    const memory = await storeOn(table, { endpoint: proxy.endpoint, timeoutMs: 200 }).getStore('memory');
    await assert.rejects(memory.getThreadById({ threadId: 'x' }), fault => fault.cause.kind === 'deadline_exceeded');
    await proxy.close();
});

const refused = [
    [{ timeoutMs: 0 }, /config\.timeoutMs must be a whole number from 1 to 3600000, not 0\./],
    [{ attemptTimeoutMs: 'soon' }, /config\.attemptTimeoutMs must be a whole number .*, not soon\./],
    [{ connectTimeoutMs: 1.5 }, /config\.connectTimeoutMs/],
    [{ maxConnections: 1_025 }, /config\.maxConnections must be a whole number from 1 to 1024, not 1025\./],
    [{ maxParallelRequests: 1_000 }, /config\.maxParallelRequests must be a whole number from 1 to 64/],
    [{ maxRecordBytes: -1 }, /config\.maxRecordBytes/],
    [{ retry: { maxAttempts: 0 } }, /config\.retry\.maxAttempts must be a whole number from 1 to 100, not 0\./],
    [{ retry: { maxThrottledAttempts: 101 } }, /config\.retry\.maxThrottledAttempts/],
    [{ retry: { baseDelayMs: -1 } }, /config\.retry\.baseDelayMs must be a whole number from 0/],
    [{ retry: { maxDelayMs: NaN } }, /config\.retry\.maxDelayMs/],
    [{ consistency: 'weak' }, /config\.consistency must be 'strong' or 'eventual', not weak\./],
    [{ onCall: true }, /config\.onCall must be a function\./],
    [{ ttl: { threads: { enabled: true } } }, /config\.ttl\.threads is none of the kinds thread, message/],
];
for (const [options, sentence] of refused) {
    test(`${JSON.stringify(options)} is refused by the constructors, with a sentence that names it`, () => {
        assert.throws(() => storeOn(table, options), fault => {
            assert.ok(fault instanceof MastraError);
            assert.deepEqual([fault.id, fault.category], ['MASTRA_STORAGE_DYNAMODB_CONSTRUCTOR_FAILED', 'USER']);
            assert.match(fault.message, sentence);
            return true;
        });
        assert.throws(() => new ours.MemoryStorageDynamoDB({ tableName: table, ...address(), ...options }), sentence);
    });
}

test('the ranges are those of the native side', async () => {
    const most = { timeoutMs: 3_600_000, attemptTimeoutMs: 3_600_000, connectTimeoutMs: 3_600_000, maxConnections: 1_024, maxParallelRequests: 64,
        maxRecordBytes: 1_000_000_000, retry: { maxAttempts: 100, maxThrottledAttempts: 100, baseDelayMs: 3_600_000, maxDelayMs: 3_600_000 } };
    const least = { timeoutMs: 60_000, attemptTimeoutMs: 60_000, connectTimeoutMs: 60_000, maxConnections: 1, maxParallelRequests: 1,
        maxRecordBytes: 1, retry: { maxAttempts: 1, maxThrottledAttempts: 1, baseDelayMs: 0, maxDelayMs: 0 } };
    for (const options of [most, least]) {
        const store = storeOn(table, options);
        assert.equal(await (await store.getStore('memory')).getThreadById({ threadId: 'nobody' }), null);
        await store.close();
    }
});

test('eventual consistency costs half the read units, and updates see what was saved just before', async () => {
    const reports = [];
    const store = storeOn(table, { consistency: 'eventual', onCall: report => reports.push(report) });
    const memory = await store.getStore('memory');
    await memory.saveThread({ thread: aThread('eventual') });
    await memory.getThreadById({ threadId: 'eventual' });
    const { metadata } = await memory.updateThread({ id: 'eventual', metadata: { more: 1 } });
    assert.deepEqual(metadata, { ...aThread('eventual').metadata, more: 1 });
    assert.deepEqual(reports.map(report => report.readUnits), [0, 0.5, 0.5]);
    await store.close();
});

test('a record over the limit of the store is refused, one below is kept in parts', async () => {
    const store = storeOn(table, { maxRecordBytes: 600_000 });
    const memory = await store.getStore('memory');
    const save = size => memory.saveMessages({ messages: [aMessage(`large-${size}`, 'form-1', 1, { content: { format: 2, parts: [{ type: 'text', text: 'x'.repeat(size) }] } })] });
    await save(500_000);
    await assert.rejects(save(700_000), fault => fault.cause.code === 'item_too_large');
    await store.close();
});

test('attempts are as many as the option says', async () => {
    const proxy = await openTestProxy({ throttled: 1 });
    const memory = await storeOn(table, { endpoint: proxy.endpoint, retry: { maxThrottledAttempts: 4, baseDelayMs: 1 } }).getStore('memory');
    await assert.rejects(memory.getThreadById({ threadId: 'x' }), fault => fault.cause.attempts === 4);
    assert.equal((await proxy.stats()).requests, 4);
    await proxy.close();
});

test('a lifetime that ends after all time is refused', async () => {
    const expiring = await storeOn(table, { ttl: { message: { enabled: true, defaultTtlSeconds: 9e12 } } }).getStore('memory');
    await assert.rejects(expiring.getThreadById({ threadId: 'x' }), /TTL/);
});

test('items get the TTL of their kind, in the attribute that is named', async () => {
    const own = await newTable('package-ttl');
    const ttl = { message: { enabled: true, attributeName: 'endsAt', defaultTtlSeconds: 3600 }, thread: { enabled: false, defaultTtlSeconds: 5 } };
    const store = storeOn(own, { ttl });
    const memory = await store.getStore('memory');
    await memory.saveThread({ thread: aThread('t') });
    await memory.saveMessages({ messages: [aMessage('m', 't')] });
    const [message] = (await memory.listMessages({ threadId: 't' })).messages;
    assert.deepEqual(Object.keys(message).sort(), Object.keys(aMessage('m', 't')).sort());
    const items = await rawItems(own);
    const end = Number(items.find(item => item.entity?.S === 'message').endsAt.N);
    assert.ok(Math.abs(end - Date.now() / 1000 - 3600) < 10);
    assert.equal('ttl' in items.find(item => item.entity?.S === 'thread'), false);
    await store.close();
    await dropTable(own);
});

test('messages that follow their thread get its rule and half its lifetime more', async () => {
    const own = await newTable('package-follow');
    const thread = { enabled: true, attributeName: 'endsAt', defaultTtlSeconds: 1000 };
    const ttl = { thread, message: { enabled: true, followThread: true } };
    const store = storeOn(own, { ttl });
    const memory = await store.getStore('memory');
    await memory.saveThread({ thread: aThread('t') });
    await memory.saveMessages({ messages: [aMessage('m', 't')] });
    const items = await rawItems(own);
    const endOf = kind => Number(items.find(item => item.entity?.S === kind).endsAt.N);
    assert.ok(Math.abs(endOf('message') - endOf('thread') - 500) < 10);
    assert.ok(Math.abs(ours.calculateTtl('message', ttl) - endOf('message')) < 10);
    assert.equal(ours.getTtlAttributeName('message', ttl), 'endsAt');
    const wrong = await storeOn(own, { ttl: { thread: { ...thread, followThread: true } } }).getStore('memory');
    await assert.rejects(wrong.getThreadById({ threadId: 't' }), /followThread is for messages/);
    await store.close();
    await dropTable(own);
});

const ttlConfigs = [
    undefined, {}, { thread: { enabled: false, defaultTtlSeconds: 9 } }, { thread: { enabled: true } }, { thread: { enabled: true, defaultTtlSeconds: 0 } },
    { thread: { enabled: true, defaultTtlSeconds: 60 } }, { thread: { enabled: true, attributeName: 'expiresAt', defaultTtlSeconds: 60 } },
    { thread: { enabled: true, attributeName: '', defaultTtlSeconds: -1 } }, { message: { enabled: true, defaultTtlSeconds: 5 } },
];
test('the TTL functions give what upstream\'s give', t => {
    t.mock.timers.enable({ apis: ['Date'], now: 1_700_000_000_999 });
    for (const config of ttlConfigs) {
        for (const custom of [undefined, 0, -5, 1, 7.5]) {
            for (const name of ['calculateTtl', 'getTtlAttributeName', 'isTtlEnabled', 'getTtlProps']) {
                assert.deepEqual(ours[name]('thread', config, custom), upstream[name]('thread', config, custom), name);
            }
        }
    }
});

test('a closed store opens again at the next call', async () => {
    const store = storeOn(table);
    const memory = await store.getStore('memory');
    await store.init();
    const inFlight = memory.getThreadById({ threadId: 'form-1' });
    await store.close();
    assert.equal((await inFlight).id, 'form-1');
    assert.equal((await memory.getThreadById({ threadId: 'form-1' })).id, 'form-1');
    await store.close();
});
