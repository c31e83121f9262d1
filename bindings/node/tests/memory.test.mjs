// The contract of the memory domain through the package: shapes, Date objects, and the rows that upstream gets wrong.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { newStore } from './package_under_test.mjs';
import { aMessage, aThread, idsOf, manyMessages, timeOf } from './samples.mjs';

let memory, dispose;
before(async () => ({ memory, dispose } = await newStore('package-memory')));
after(() => dispose());

test('a saved thread is returned, and read, as it was given', async () => {
    const thread = aThread('round-trip', { metadata: { nested: { list: [1, 'two', null] }, big: 1e20, '__proto__x': 1 } });
    assert.deepEqual(await memory.saveThread({ thread }), thread);
    assert.deepEqual(await memory.getThreadById({ threadId: 'round-trip' }), thread);
});

test('a thread that is not there is null, and so is one of another resource (row 17)', async () => {
    await memory.saveThread({ thread: aThread('owned') });
    assert.equal(await memory.getThreadById({ threadId: 'nowhere' }), null);
    assert.equal(await memory.getThreadById({ threadId: 'owned', resourceId: 'user-2' }), null);
    assert.equal((await memory.getThreadById({ threadId: 'owned', resourceId: 'user-1' })).id, 'owned');
});

test('row_10: concurrent updates of one thread are all kept', async () => {
    await memory.saveThread({ thread: aThread('busy', { metadata: {} }) });
    await Promise.all(Array.from({ length: 8 }, (_, i) => memory.updateThread({ id: 'busy', title: 't', metadata: { [`k${i}`]: i } })));
    const { metadata } = await memory.getThreadById({ threadId: 'busy' });
    assert.deepEqual(metadata, Object.fromEntries(Array.from({ length: 8 }, (_, i) => [`k${i}`, i])));
});

test('an update keeps what is not given, and its result is what a read gives', async () => {
    await memory.saveThread({ thread: aThread('partial') });
    const updated = await memory.updateThread({ id: 'partial', metadata: { more: true } });
    assert.deepEqual(updated.metadata, { topic: 'tests', more: true });
    assert.equal(updated.title, 'A thread');
    assert.ok(updated.updatedAt > timeOf(0));
    assert.deepEqual(await memory.getThreadById({ threadId: 'partial' }), updated);
});

test('threads are listed in pages, with a total, filtered by metadata', async () => {
    for (let i = 0; i < 5; i++) {
        await memory.saveThread({ thread: aThread(`l${i}`, { resourceId: 'lister', createdAt: timeOf(i), metadata: { even: i % 2 === 0 } }) });
    }
    const first = await memory.listThreads({ filter: { resourceId: 'lister' }, perPage: 2, page: 0 });
    assert.deepEqual({ ...first, threads: idsOf(first.threads) }, { threads: ['l4', 'l3'], total: 5, page: 0, perPage: 2, hasMore: true });
    const even = await memory.listThreads({ filter: { resourceId: 'lister', metadata: { even: true } }, perPage: false });
    assert.deepEqual([idsOf(even.threads), even.perPage], [['l4', 'l2', 'l0'], false]);
    const none = await memory.listThreads({ filter: { resourceId: 'lister' }, perPage: 0 });
    assert.deepEqual([none.threads, none.total, none.hasMore], [[], 5, true]);
});

test('messages come back as they were saved, oldest first, without keys of the store', async () => {
    await memory.saveThread({ thread: aThread('chat') });
    const messages = manyMessages('chat', 30);
    assert.deepEqual((await memory.saveMessages({ messages })).messages, messages);
    const page = await memory.listMessages({ threadId: 'chat' });
    assert.deepEqual(page, { messages, total: 30, page: 0, perPage: 40, hasMore: false });
    assert.ok((await memory.getThreadById({ threadId: 'chat' })).updatedAt > timeOf(0));
    const last = await memory.listMessages({ threadId: 'chat', perPage: 3, orderBy: { field: 'createdAt', direction: 'DESC' } });
    assert.deepEqual([idsOf(last.messages), last.hasMore], [idsOf(messages.slice(-3)).reverse(), true]);
});

test('perPage 0 reads nothing, or what is included alone (row 19)', async () => {
    const nothing = await memory.listMessages({ threadId: 'chat', perPage: 0 });
    assert.deepEqual(nothing, { messages: [], total: 0, page: 0, perPage: 0, hasMore: false });
    const include = [{ id: 'chat-00010', withPreviousMessages: 1, withNextMessages: 2 }];
    const around = await memory.listMessages({ threadId: 'chat', perPage: 0, include });
    assert.deepEqual(idsOf(around.messages), ['chat-00009', 'chat-00010', 'chat-00011', 'chat-00012']);
});

test('a page and includes that are everything leave nothing more', async () => {
    await memory.saveThread({ thread: aThread('five') });
    await memory.saveMessages({ messages: manyMessages('five', 5) });
    const include = [{ id: 'five-00003', withPreviousMessages: 0, withNextMessages: 1 }];
    const { messages, hasMore } = await memory.listMessages({ threadId: 'five', perPage: 3, include });
    assert.deepEqual([messages.length, hasMore], [5, false]);
});

test('row_15: several threads at once; row_18: metadata filters', async () => {
    await memory.saveThread({ thread: aThread('a1') });
    await memory.saveThread({ thread: aThread('a2') });
    const marked = aMessage('a1-0', 'a1', 0);
    marked.content.metadata = { kind: 'note' };
    await memory.saveMessages({ messages: [marked, aMessage('a2-0', 'a2', 1)] });
    const both = await memory.listMessages({ threadId: ['a1', 'a2'] });
    assert.deepEqual(idsOf(both.messages), ['a1-0', 'a2-0']);
    const notes = await memory.listMessages({ threadId: ['a1', 'a2'], filter: { metadata: { kind: 'note' } } });
    assert.deepEqual(idsOf(notes.messages), ['a1-0']);
    await assert.rejects(memory.listMessages({ threadId: 'a1', filter: { metadata: { 'a.b': 1 } } }), /metadata (filter )?key/);
});

test('dates are inclusive, or exclusive where asked, as Date or text', async () => {
    const range = async dateRange => idsOf((await memory.listMessages({ threadId: 'five', filter: { dateRange } })).messages);
    assert.deepEqual(await range({ start: timeOf(1), end: timeOf(3) }), ['five-00001', 'five-00002', 'five-00003']);
    assert.deepEqual(await range({ start: timeOf(1).toISOString(), startExclusive: true }), ['five-00002', 'five-00003', 'five-00004']);
});

test('messages are found by id, once each, and updated in place', async () => {
    const found = await memory.listMessagesById({ messageIds: ['five-00002', 'five-00001', 'nowhere', 'five-00002'] });
    assert.deepEqual(idsOf(found.messages), ['five-00001', 'five-00002']);
    const [updated] = await memory.updateMessages({ messages: [{ id: 'five-00001', content: { metadata: { seen: true } } }] });
    assert.deepEqual(updated.content, { ...found.messages[0].content, metadata: { seen: true } });
    assert.ok(updated.createdAt instanceof Date);
    assert.equal('updatedAt' in updated, false);
    assert.deepEqual((await memory.listMessagesById({ messageIds: ['five-00001'] })).messages, [updated]);
});

test('row_05: deleting a thread deletes its messages; deleted messages are gone', async () => {
    await memory.deleteMessages(['five-00000', 'nowhere']);
    assert.equal((await memory.listMessages({ threadId: 'five' })).total, 4);
    await memory.deleteThread({ threadId: 'five' });
    assert.equal(await memory.getThreadById({ threadId: 'five' }), null);
    assert.deepEqual((await memory.listMessagesById({ messageIds: idsOf(manyMessages('five', 5)) })).messages, []);
    await memory.deleteThread({ threadId: 'five' });
});

test('row_06: content that is a plain string is shown as a text part', async () => {
    await memory.saveThread({ thread: aThread('old') });
    await memory.saveMessages({ messages: [aMessage('old-0', 'old', 0, { content: 'plain' }), aMessage('old-1', 'old', 1, { content: '[not json' })] });
    const { messages } = await memory.listMessages({ threadId: 'old' });
    assert.deepEqual(messages.map(message => message.content.parts), [[{ type: 'text', text: 'plain' }], [{ type: 'text', text: '[not json' }]]);
});

test('row_13: ids that differ only in case are different', async () => {
    await memory.saveThread({ thread: aThread('Case', { title: 'upper' }) });
    await memory.saveThread({ thread: aThread('case', { title: 'lower' }) });
    assert.equal((await memory.getThreadById({ threadId: 'Case' })).title, 'upper');
    assert.equal((await memory.getThreadById({ threadId: 'case' })).title, 'lower');
});

test('row_28: a message of 2 MB is kept', async () => {
    await memory.saveThread({ thread: aThread('large') });
    const text = Array.from({ length: 200_000 }, (_, i) => (i * 7919 % 65_536).toString(32)).join('-').padEnd(2_000_000, 'x');
    const message = aMessage('large-0', 'large', 0, { content: { format: 2, parts: [{ type: 'text', text }] } });
    await memory.saveMessages({ messages: [message] });
    assert.deepEqual((await memory.listMessages({ threadId: 'large' })).messages, [message]);
});

test('row_27: threads are copied and cloned, and given to somebody else', async () => {
    await memory.saveThread({ thread: aThread('source') });
    await memory.saveMessages({ messages: manyMessages('source', 3) });
    const clone = await memory.cloneThread({ sourceThreadId: 'source', title: 'Mine' });
    assert.deepEqual(clone.clonedMessages.map(message => 'updatedAt' in message), clone.clonedMessages.map(() => false));
    assert.deepEqual([clone.thread.title, clone.clonedMessages.length], ['Mine', 3]);
    assert.ok(clone.thread.metadata.clone.clonedAt instanceof Date);
    assert.deepEqual(Object.keys(clone.messageIdMap), idsOf(manyMessages('source', 3)));
    const copy = await memory.copyThread({ sourceThreadId: 'source', options: { messageLimit: 1 } });
    assert.deepEqual(Object.keys(copy.messageIdMap), ['source-00002']);
    const moved = await memory.updateThreadResourceId({ threadId: copy.thread.id, resourceId: 'user-2' });
    assert.equal(moved.resourceId, 'user-2');
    assert.equal((await memory.listMessages({ threadId: copy.thread.id, resourceId: 'user-2' })).total, 1);
    const theirs = await memory.listMessagesByResourceId({ resourceId: 'user-2' });
    assert.deepEqual(theirs.messages.map(message => message.threadId), [copy.thread.id]);
});

test('resources: saved, read, merged, created by an update', async () => {
    const resource = { id: 'res', workingMemory: '{"looks":"like JSON"}', metadata: { a: 1 }, createdAt: timeOf(0), updatedAt: timeOf(0) };
    const saved = await memory.saveResource({ resource });
    assert.deepEqual({ ...saved, updatedAt: timeOf(0) }, resource);
    assert.deepEqual(await memory.getResourceById({ resourceId: 'res' }), saved);
    const updated = await memory.updateResource({ resourceId: 'res', metadata: { b: 2 } });
    assert.deepEqual([updated.metadata, updated.workingMemory], [{ a: 1, b: 2 }, resource.workingMemory]);
    assert.equal((await memory.updateResource({ resourceId: 'new', workingMemory: '' })).workingMemory, '');
    assert.equal(await memory.getResourceById({ resourceId: 'nowhere' }), null);
});

test('keys such as __proto__ are data and nothing else (pain 37)', async () => {
    const metadata = JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}');
    await memory.saveThread({ thread: aThread('proto', { metadata }) });
    const read = await memory.getThreadById({ threadId: 'proto' });
    assert.equal(JSON.stringify(read.metadata), JSON.stringify(metadata));
    assert.equal({}.polluted, undefined);
});

test('half of a surrogate pair survives in content', async () => {
    await memory.saveThread({ thread: aThread('odd') });
    const message = aMessage('odd-0', 'odd', 0, { content: { format: 2, parts: [{ type: 'text', text: 'a\ud800b' }] } });
    await memory.saveMessages({ messages: [message] });
    assert.deepEqual((await memory.listMessages({ threadId: 'odd' })).messages, [message]);
});

test('a domain is cleared without touching the others', async () => {
    const { store, memory: own, workflows, dispose: end } = await newStore('package-clear');
    await own.saveThread({ thread: aThread('gone') });
    await own.saveMessages({ messages: manyMessages('gone', 60) });
    await workflows.persistWorkflowSnapshot({ workflowName: 'w', runId: 'r', snapshot: { runId: 'r', status: 'running' } });
    await own.dangerouslyClearAll();
    assert.equal(await own.getThreadById({ threadId: 'gone' }), null);
    assert.equal((await own.listMessages({ threadId: 'gone' })).total, 0);
    assert.ok(await workflows.loadWorkflowSnapshot({ workflowName: 'w', runId: 'r' }));
    await store.close();
    await end();
});
