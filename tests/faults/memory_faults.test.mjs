// DynamoDB at its worst: 30 % of requests throttled, 20 % of batches with leftovers, 5 % of replies lost, conflicts.
// Nothing may be lost, nothing doubled, and an error must say exactly what is missing.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { MemoryDriver } from '../support/store_driver/memory_driver.mjs';
import { aMessage, aThread, manyMessages, noise, timeOf } from '../support/memory_samples.mjs';
import { scaled } from '../support/scale.mjs';
import { dropTable, newTable, rawItems } from '../support/tables.mjs';
import { openTestProxy, testEndpoint } from '../support/test_endpoint.mjs';

// 3 attempts, the default, are too few for so many faults: over thousands of requests some meet three in a row.
const patience = { timeoutMs: 120_000, attempts: 20 };
const storm = { seed: 7, throttled: 0.3, leftovers: 0.2, lostReplies: 0.05, conflicts: 0.05 };
let table, proxy, faulty, calm;

before(async () => {
    table = await newTable('faults');
    proxy = await openTestProxy(storm);
    faulty = new MemoryDriver({ endpoint: proxy.endpoint, table, ...patience });
    calm = new MemoryDriver({ endpoint: testEndpoint(), table });
});
after(async () => {
    await Promise.all([faulty.close(), calm.close()]);
    await proxy.close();
    await dropTable(table);
});

const contentOf = rows => new Map(rows.map(({ id, content }) => [id, JSON.stringify(content)]));
const allOf = async threadId => (await calm.listMessages({ threadId, perPage: false })).messages;

test('messages saved through the storm are readable once each, with the right content', async () => {
    const threads = ['s1', 's2', 's3', 's4'];
    const batches = threads.flatMap(threadId => {
        const messages = manyMessages(threadId, scaled(150, 30));
        return [messages.slice(0, 1), messages.slice(1, 20), messages.slice(20)];
    });
    await Promise.all(threads.map(id => faulty.saveThread({ thread: aThread(id) })));
    await Promise.all(batches.map(messages => faulty.saveMessages({ messages })));
    await Promise.all(batches.map(messages => faulty.saveMessages({ messages }))); // saving again changes nothing
    for (const threadId of threads)
        assert.deepEqual(contentOf(await allOf(threadId)), contentOf(manyMessages(threadId, scaled(150, 30))));
});

test('a counter counts every call once, though replies are lost and others count as well', async () => {
    await calm.saveThread({ thread: aThread('counted') });
    const other = new MemoryDriver({ endpoint: proxy.endpoint, table, ...patience });
    const calls = scaled(60, 15);
    const countOn = async driver => {
        for (let i = 0; i < calls; i++) await driver.updateThreadMetadata({ id: 'counted', increment: 'calls' });
    };
    await Promise.all([countOn(faulty), countOn(other), countOn(calm)]);
    await other.close();
    assert.equal((await calm.getThreadById({ threadId: 'counted' })).metadata.calls, 3 * calls);
});

test('metadata merged by many writers through the storm is all there', async () => {
    await Promise.all(Array.from({ length: 40 }, (_, i) => faulty.updateResource({ resourceId: 'merged', metadata: { [`k${i}`]: i } })));
    assert.equal(Object.keys((await calm.getResourceById({ resourceId: 'merged' })).metadata).length, 40);
});

test('oversize messages survive the storm, saved, saved again and updated', async () => {
    const messages = Array.from({ length: 4 }, (_, i) => aMessage(`big-${i}`, 'big', i, noise(900_000, i)));
    for (const message of messages) await faulty.saveMessages({ messages: [message] });
    const again = messages.map((message, i) => ({ ...message, content: { ...message.content, parts: [{ type: 'text', text: noise(700_000, 100 + i) }] } }));
    for (const message of again) await faulty.saveMessages({ messages: [message] });
    await faulty.saveMessages({ messages: again });
    await faulty.updateMessages({ messages: again.map(({ id }) => ({ id, content: { metadata: { seen: true } } })) });
    const expected = again.map(message => ({ ...message, content: { ...message.content, metadata: { seen: true } } }));
    assert.deepEqual(contentOf(await allOf('big')), contentOf(expected));
});

test('an oversize message is whole when its save was repeated after a lost reply', async () => {
    const lossy = await openTestProxy({ seed: 3, lostReplies: 0.5 });
    const driver = new MemoryDriver({ endpoint: lossy.endpoint, table, ...patience });
    for (let i = 0; i < scaled(8, 4); i++) {
        const message = aMessage('repeated', 'repeated', 0, noise(900_000, i));
        await driver.saveMessages({ messages: [message] });
        assert.deepEqual(contentOf(await allOf('repeated')), contentOf([message]));
    }
    await driver.close();
    await lossy.close();
});

test('updates and moves of messages through the storm are complete', async () => {
    const messages = manyMessages('moved', 30);
    await calm.saveMessages({ messages });
    const updated = await faulty.updateMessages({ messages: messages.map(({ id }) => ({ id, threadId: 'moved-to', content: { metadata: { by: 'test' } } })) });
    assert.equal(updated.length, 30);
    assert.equal((await allOf('moved')).length, 0);
    assert.deepEqual(contentOf(await allOf('moved-to')),
        contentOf(messages.map(message => ({ ...message, content: { ...message.content, metadata: { by: 'test' } } }))));
});

test('deletes through the storm leave nothing', async () => {
    await calm.saveThread({ thread: aThread('gone') });
    const messages = manyMessages('gone', scaled(120, 40));
    await calm.saveMessages({ messages });
    await calm.saveMessages({ messages: [aMessage('gone-big', 'gone', 1000, noise(900_000))] });
    await faulty.deleteMessages({ messageIds: messages.slice(0, 30).map(({ id }) => id) });
    assert.equal((await allOf('gone')).length, messages.length - 30 + 1);
    await faulty.deleteThread({ threadId: 'gone' });
    assert.deepEqual((await rawItems(table)).filter(item => JSON.stringify(item).includes('gone')).map(item => item.pk.S), []);
});

test('a copied thread has every message once, and its source is as it was', async () => {
    await calm.saveThread({ thread: aThread('source') });
    const messages = manyMessages('source', 40);
    await calm.saveMessages({ messages });
    const { messageIdMap } = await faulty.copyThread({ sourceThreadId: 'source', newThreadId: 'copy' });
    const copies = new Map(messages.map(({ id, content }) => [messageIdMap[id], JSON.stringify(content)]));
    assert.deepEqual(contentOf(await allOf('copy')), copies);
    assert.deepEqual(contentOf(await allOf('source')), contentOf(messages));
});

test('a thread given to another resource takes all its messages along', async () => {
    await calm.saveThread({ thread: aThread('given') });
    await calm.saveMessages({ messages: manyMessages('given', 40) });
    await faulty.updateThreadResourceId({ threadId: 'given', resourceId: 'user-2' });
    assert.deepEqual(new Set((await allOf('given')).map(message => message.resourceId)), new Set(['user-2']));
    assert.equal((await calm.getThreadById({ threadId: 'given' })).resourceId, 'user-2');
});

// What a failed save says, against what is in the table.
async function failedSave(plan, messages, timeoutMs) {
    const ownProxy = await openTestProxy(plan);
    const driver = new MemoryDriver({ endpoint: ownProxy.endpoint, table, timeoutMs });
    const error = await driver.saveMessages({ messages }).then(() => undefined, fault => fault);
    await driver.close();
    await sleep(2 * (plan.latencyMs ?? 0) + 200); // what is under way arrives
    await ownProxy.close();
    const stored = new Set((await calm.listMessagesById({ messageIds: messages.map(({ id }) => id) })).map(({ id }) => id));
    return { error, stored };
}

test('when nothing can be written the error lists every id as unsaved', async () => {
    const messages = manyMessages('throttled', 60);
    const { error, stored } = await failedSave({ throttled: 1 }, messages, 500);
    assert.deepEqual(error.unsavedIds, messages.map(({ id }) => id));
    assert.deepEqual(error.savedIds, []);
    assert.equal(stored.size, 0);
});

// Lets so many batches of a save through and throttles everything from then on.
async function cutOffAfter(batches, messages) {
    const ownProxy = await openTestProxy({ latencyMs: 200 });
    const driver = new MemoryDriver({ endpoint: ownProxy.endpoint, table, timeoutMs: 3000, parallel: 1 });
    const saving = driver.saveMessages({ messages }).then(() => undefined, fault => fault);
    while (((await ownProxy.stats()).operations.BatchWriteItem ?? 0) < batches) await sleep(5);
    await ownProxy.setPlan({ throttled: 1 });
    const error = await saving;
    await driver.close();
    await ownProxy.close();
    return error;
}

for (const batches of [1, 2]) {
    test(`a save cut off after ${batches} of 4 batches lists exactly what is saved and what is not`, async () => {
        const messages = manyMessages(`cut${batches}`, 100);
        const ids = messages.map(({ id }) => id);
        const error = await cutOffAfter(batches, messages);
        assert.equal(error?.code, 'partly_saved');
        const stored = new Set((await allOf(`cut${batches}`)).map(({ id }) => id));
        assert.ok(stored.size > 0 && stored.size < ids.length);
        assert.deepEqual(error.savedIds, ids.filter(id => stored.has(id)));
        assert.deepEqual(error.unsavedIds, ids.filter(id => !stored.has(id)));
        await calm.saveMessages({ messages });
        assert.deepEqual(contentOf(await allOf(`cut${batches}`)), contentOf(messages));
    });
}

test('at a deadline among leftovers the error lists each id once, and what counts as saved is there', async () => {
    for (let seed = 1; seed <= scaled(8, 3); seed++) {
        const messages = manyMessages(`late${seed}`, 100);
        const { error, stored } = await failedSave({ seed, leftovers: 1, latencyMs: 20 }, messages, 100 * seed);
        if (!error) continue; // it was fast enough
        const ids = messages.map(({ id }) => id);
        assert.deepEqual([...error.savedIds, ...error.unsavedIds].sort(), ids, `seed ${seed}`);
        assert.deepEqual(error.savedIds.filter(id => !stored.has(id)), [], `seed ${seed}`);
    }
});

test('a batch that fails leaves what was there before (contract row 12)', async () => {
    const earlier = aMessage('kept', 'row12', 0, 'before');
    await calm.saveMessages({ messages: [earlier] });
    const edited = aMessage('kept', 'row12', 0, 'after');
    const impossible = { ...aMessage('impossible', 'row12', 1), toolCallArgs: { huge: noise(450_000) } };
    await assert.rejects(calm.saveMessages({ messages: [edited, impossible] }), { code: 'item_too_large' });
    assert.deepEqual(contentOf(await allOf('row12')), contentOf([earlier]));
    const { error } = await failedSave({ throttled: 1 }, [edited, aMessage('other', 'row12', 1)], 300);
    assert.ok(error);
    assert.deepEqual(contentOf(await allOf('row12')), contentOf([earlier]));
    assert.equal((await calm.listMessages({ threadId: 'row12' })).messages[0].createdAt, timeOf(0));
});
