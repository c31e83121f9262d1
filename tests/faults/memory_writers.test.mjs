// Several processes change one record at once: every change must be there afterwards, and no call may fail.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { MemoryDriver } from '../support/store_driver/memory_driver.mjs';
import { aThread, timeOf } from '../support/memory_samples.mjs';
import { scaled } from '../support/scale.mjs';
import { dropTable, newTable } from '../support/tables.mjs';
import { testEndpoint } from '../support/test_endpoint.mjs';

const processes = 4;
const writersEach = 16;
const updatesEach = scaled(50, 5);
let table, drivers;

before(async () => {
    table = await newTable('writers');
    drivers = Array.from({ length: processes }, () => new MemoryDriver({ endpoint: testEndpoint(), table, timeoutMs: 120_000 }));
});
after(async () => {
    await Promise.all(drivers.map(driver => driver.close()));
    await dropTable(table);
});

// Every writer makes its updates one after the other; all writers of all processes run at once.
async function fromAllWriters(update) {
    const began = Date.now();
    await Promise.all(drivers.flatMap((driver, process) => Array.from({ length: writersEach }, async (_, writer) => {
        for (let number = 0; number < updatesEach; number++) await update(driver, `p${process}_w${writer}_u${number}`);
    })));
    console.log(`${processes * writersEach * updatesEach} updates in ${Date.now() - began} ms`);
}

function assertAllThere(metadata) {
    const expected = drivers.flatMap((_, process) => Array.from({ length: writersEach }, (__, writer) =>
        Array.from({ length: updatesEach }, (___, number) => `p${process}_w${writer}_u${number}`))).flat();
    assert.equal(Object.keys(metadata).length, expected.length);
    assert.deepEqual(expected.filter(key => metadata[key] !== 1), []);
}

test('64 writers in 4 processes lose no update of a thread', async () => {
    await drivers[0].saveThread({ thread: aThread('shared', { metadata: undefined }) });
    await fromAllWriters((driver, key) => driver.updateThread({ id: 'shared', metadata: { [key]: 1 } }));
    assertAllThere((await drivers[0].getThreadById({ threadId: 'shared' })).metadata);
});

test('64 writers in 4 processes lose no update of a resource', async () => {
    await fromAllWriters((driver, key) => driver.updateResource({ resourceId: 'shared', metadata: { [key]: 1 } }));
    assertAllThere((await drivers[0].getResourceById({ resourceId: 'shared' })).metadata);
});

test('a counter in the metadata of a thread counts every call of every process once', async () => {
    await drivers[0].saveThread({ thread: aThread('counted') });
    await Promise.all(drivers.flatMap(driver => Array.from({ length: 20 }, () => driver.updateThreadMetadata({ id: 'counted', increment: 'calls' }))));
    assert.deepEqual((await drivers[0].getThreadById({ threadId: 'counted' })).metadata, { topic: 'tests', calls: processes * 20 });
});

test('concurrent first touches of a resource make one record with all of them', async () => {
    const touches = Array.from({ length: 5 }, (_, i) => drivers[i % processes].updateResource({ resourceId: 'new', metadata: { [`key${i}`]: i } }));
    const results = await Promise.all(touches);
    const stored = await drivers[0].getResourceById({ resourceId: 'new' });
    assert.deepEqual(Object.keys(stored.metadata).sort(), ['key0', 'key1', 'key2', 'key3', 'key4']);
    assert.deepEqual(new Set(results.map(result => result.createdAt)), new Set([stored.createdAt]));
});

test('messages saved into one thread by all processes are all there, and the thread is touched', async () => {
    await drivers[0].saveThread({ thread: aThread('busy') });
    const saved = drivers.flatMap((driver, process) => Array.from({ length: 20 }, (_, i) => ({
        id: `p${process}-${i}`, threadId: 'busy', resourceId: 'user-1', role: 'user', createdAt: timeOf(i),
        content: { format: 2, parts: [{ type: 'text', text: `p${process}` }] },
    })));
    await Promise.all(saved.map((message, i) => drivers[i % processes].saveMessages({ messages: [message] })));
    const { messages, total } = await drivers[0].listMessages({ threadId: 'busy', perPage: 100 });
    assert.equal(total, saved.length);
    assert.deepEqual(new Set(messages.map(message => message.id)), new Set(saved.map(message => message.id)));
});
