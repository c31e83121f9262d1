// Requests and capacity units are the user's bill: each operation has a bound, and a test that fails above it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { MemoryDriver } from '../support/store_driver/memory_driver.mjs';
import { aMessage, aThread, manyMessages, timeOf } from '../support/memory_samples.mjs';
import { scaled } from '../support/scale.mjs';
import { dropTable, newTable } from '../support/tables.mjs';
import { costsAtMost as costsThrough } from '../support/costs.mjs';
import { openTestProxy } from '../support/test_endpoint.mjs';

const longThread = scaled(10_000, 2_000);
let proxy, driver, table;

before(async () => {
    proxy = await openTestProxy();
    table = await newTable('costs');
    driver = new MemoryDriver({ endpoint: proxy.endpoint, table });
    await driver.saveThread({ thread: aThread('long') });
    const messages = manyMessages('long', longThread, 'x'.repeat(800)); // items of about 1 kB
    for (let at = 0; at < messages.length; at += 500) await driver.saveMessages({ messages: messages.slice(at, at + 500) });
}, { timeout: 300_000 });

after(async () => {
    await driver.close();
    await proxy.close();
    await dropTable(table);
});

const costsAtMost = (most, operation) => costsThrough(proxy, most, operation);

// A thread of its own with so many messages.
async function filledThread(id, count, text) {
    await driver.saveThread({ thread: aThread(id) });
    const messages = manyMessages(id, count, text);
    await driver.saveMessages({ messages });
    return messages;
}

test('saving a thread sends 1 request', () => costsAtMost({ requests: 1 }, () => driver.saveThread({ thread: aThread('a') })));

test('reading a thread sends 1 request', () => costsAtMost({ requests: 1 }, () => driver.getThreadById({ threadId: 'a' })));

test('updating a thread sends 2 requests', () =>
    costsAtMost({ requests: 2 }, () => driver.updateThread({ id: 'a', title: 'b', metadata: { c: 1 } })));

test('a title alone sends 1 request', () => costsAtMost({ requests: 1 }, () => driver.updateThread({ id: 'a', title: 'c' })));

test('saving a resource sends 1 request, reading it 1, updating it 2', async () => {
    const resource = { id: 'r', workingMemory: '# notes', metadata: { a: 1 }, createdAt: timeOf(0), updatedAt: timeOf(0) };
    await costsAtMost({ requests: 1 }, () => driver.saveResource({ resource }));
    await costsAtMost({ requests: 1 }, () => driver.getResourceById({ resourceId: 'r' }));
    await costsAtMost({ requests: 2 }, () => driver.updateResource({ resourceId: 'r', workingMemory: '# more' }));
});

for (const [count, requests] of [[1, 2], [25, 3], [100, 6]]) {
    test(`saving ${count} messages sends ${requests} requests`, async () => {
        await driver.saveThread({ thread: aThread(`save-${count}`) });
        await costsAtMost({ requests }, () => driver.saveMessages({ messages: manyMessages(`save-${count}`, count) }));
        await costsAtMost({ requests }, () => driver.saveMessages({ messages: manyMessages(`save-${count}`, count) }));
    });
}

test('the last 10 messages of a long thread cost 1 request and 2.5 units without total', () =>
    costsAtMost({ requests: 1, units: 2.5 }, async () => {
        const query = { threadId: 'long', perPage: 10, includeTotal: false, orderBy: { field: 'createdAt', direction: 'DESC' } };
        const { messages, hasMore } = await driver.listMessages(query);
        assert.deepEqual(messages.map(message => message.createdAt), Array.from({ length: 10 }, (_, i) => timeOf(longThread - 1 - i)));
        assert.equal(hasMore, true);
    }));

test('a page with its total pays for no message twice', async () => {
    await filledThread('page', 60);
    const pageAt = page => async () => assert.equal((await driver.listMessages({ threadId: 'page', perPage: 10, page })).total, 60);
    const { units } = await costsAtMost({ requests: 1 }, () => driver.listMessages({ threadId: 'page', perPage: false }));
    for (const page of [0, 2]) await costsAtMost({ requests: 2, units: units + 0.5 }, pageAt(page)); // each request is rounded up
    await costsAtMost({ requests: 1, units }, pageAt(5)); // the end of the thread was seen
});

test('a page that holds the whole thread sends 1 request, total included', async () => {
    await filledThread('short', 8);
    await costsAtMost({ requests: 1 }, async () => assert.equal((await driver.listMessages({ threadId: 'short', perPage: 10 })).total, 8));
});

test('a total of several threads counts only what their pages have not read', async () => {
    await filledThread('several-1', 30);
    await filledThread('several-2', 3);
    await costsAtMost({ requests: 3 }, async () =>
        assert.equal((await driver.listMessages({ threadId: ['several-1', 'several-2'], perPage: 5 })).total, 33));
});

test('a page of threads with its total pays for no thread twice', async () => {
    for (let i = 0; i < 40; i++) await driver.saveThread({ thread: aThread(`listed-${i}`, { resourceId: 'lister', createdAt: timeOf(i) }) });
    const list = perPage => async () => assert.equal((await driver.listThreads({ filter: { resourceId: 'lister' }, perPage, page: 0 })).total, 40);
    const { units } = await costsAtMost({ requests: 1 }, list(100));
    await costsAtMost({ requests: 2, units: units + 0.5 }, list(10));
});

test('an included message with its neighbours sends 3 requests, whatever the length of the thread', () =>
    costsAtMost({ requests: 3, units: 8 }, async () => {
        const id = `long-${String(longThread / 2).padStart(5, '0')}`;
        const include = [{ id, withPreviousMessages: 2, withNextMessages: 2 }];
        assert.equal((await driver.listMessages({ threadId: 'long', perPage: 0, include })).messages.length, 5);
    }));

test('25 messages by id send 1 request', () => costsAtMost({ requests: 1 }, async () => {
    const messageIds = manyMessages('long', 25).map(message => message.id);
    assert.equal((await driver.listMessagesById({ messageIds })).length, 25);
}));

test('updating 10 messages sends 12 requests', async () => {
    const messages = (await filledThread('update', 10)).map(({ id }) => ({ id, content: { metadata: { seen: true } } }));
    await costsAtMost({ requests: 12 }, () => driver.updateMessages({ messages }));
});

test('deleting 25 messages sends 3 requests', async () => {
    const messageIds = (await filledThread('delete', 25)).map(message => message.id);
    await costsAtMost({ requests: 3 }, () => driver.deleteMessages({ messageIds }));
});

test('deleting a thread of 1,000 messages sends 44 requests, on however many pages it is', async () => {
    await filledThread('deleted', 1000, 'x'.repeat(1_000)); // two pages of 1 MB
    await costsAtMost({ requests: 44 }, () => driver.deleteThread({ threadId: 'deleted' }));
});

test('ids with capital letters cost no more than one further read', async () => {
    await costsAtMost({ requests: 2 }, () => driver.saveThread({ thread: aThread('Capital') }));
    await costsAtMost({ requests: 1 }, () => driver.getThreadById({ threadId: 'Capital' }));
    await costsAtMost({ requests: 2 }, () => driver.getThreadById({ threadId: 'Missing' }));
    await costsAtMost({ requests: 3 }, () => driver.saveMessages({ messages: [aMessage('Message-1', 'a')] }));
});
