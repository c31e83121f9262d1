// Calls that a signal ends: the promise rejects at once, and nothing more is sent.
import { MastraError } from '@mastra/core/error';
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { dropTable, newTable } from '../../../tests/support/tables.mjs';
import { openTestProxy } from '../../../tests/support/test_endpoint.mjs';
import { ours, storeOn, address } from './package_under_test.mjs';
import { aMessage, aThread } from './samples.mjs';

let table, proxy, store, controller, abortable, memory; // the last three are made anew for each test
before(async () => {
    table = await newTable('package-abort');
    proxy = await openTestProxy({ latencyMs: 500 });
    store = storeOn(table, { endpoint: proxy.endpoint });
    const direct = await storeOn(table).getStore('memory');
    await direct.saveThread({ thread: aThread('t') });
    await direct.saveMessages({ messages: Array.from({ length: 10 }, (_, i) => aMessage(`m${i}`, 't', i)) });
});
after(async () => {
    await store.close();
    await proxy.close();
    await dropTable(table);
});
beforeEach(async () => {
    controller = new AbortController();
    abortable = store.withSignal(controller.signal);
    memory = await abortable.getStore('memory');
});

// Resolves when a proxy has been asked `count` times since `before`.
async function asked(count, { requests: before }, of = proxy) {
    while ((await of.stats()).requests < before + count) await new Promise(resolve => setImmediate(resolve));
}

test('a call rejects with the reason, as an error of Mastra and as an AbortError', async () => {
    const started = await proxy.stats();
    const reading = memory.getThreadById({ threadId: 't' });
    await asked(1, started);
    controller.abort();
    await assert.rejects(reading, fault => {
        assert.ok(fault instanceof MastraError);
        assert.equal(fault.id, 'MASTRA_STORAGE_DYNAMODB_GET_THREAD_BY_ID_ABORTED');
        assert.equal(fault.category, 'USER');
        assert.equal(fault.name, 'AbortError');
        assert.equal(fault.cause, controller.signal.reason);
        return true;
    });
});

test('the name is that of the reason, and a reason of one\'s own is the cause', async () => {
    const slow = await store.withSignal(AbortSignal.timeout(1)).getStore('memory');
    await assert.rejects(slow.getThreadById({ threadId: 't' }), { name: 'TimeoutError' });
    const reason = new Error('the user went away');
    controller.abort(reason);
    await assert.rejects(memory.getThreadById({ threadId: 't' }), fault => fault.name === 'AbortError' && fault.cause === reason);
    const [other, text] = [new AbortController(), 'a text'];
    other.abort(text);
    await assert.rejects((await store.withSignal(other.signal).getStore('memory')).getThreadById({ threadId: 't' }), /a text/);
});

test('an aborted signal sends nothing', async () => {
    const own = await openTestProxy();
    const unused = storeOn(table, { endpoint: own.endpoint }).withSignal(AbortSignal.abort());
    await assert.rejects((await unused.getStore('memory')).saveThread({ thread: aThread('never') }), { name: 'AbortError' });
    await assert.rejects(unused.init(), { name: 'AbortError', id: 'MASTRA_STORAGE_DYNAMODB_INIT_ABORTED' });
    assert.equal((await own.stats()).requests, 0);
    await own.close();
});

test('what was not sent yet is not sent any more', async () => {
    const own = await openTestProxy({ latencyMs: 500 });
    const whole = storeOn(table, { endpoint: own.endpoint });
    const deleting = (await whole.withSignal(controller.signal).getStore('memory')).deleteThread({ threadId: 't' });
    await asked(1, { requests: 0 }, own); // for the thread's messages, which are to be deleted next
    controller.abort();
    await assert.rejects(deleting, { name: 'AbortError' });
    const reading = await whole.getStore('memory'); // takes longer than the reply that was not waited for
    await reading.getThreadById({ threadId: 't' });
    await reading.getThreadById({ threadId: 't' });
    assert.equal((await own.stats()).requests, 3);
    assert.equal((await reading.listMessages({ threadId: 't', perPage: false })).messages.length, 10);
    await own.close();
});

test('one signal ends many calls without a warning, and no others', async () => {
    const warnings = [];
    const listen = warning => warnings.push(warning);
    process.on('warning', listen);
    const started = await proxy.stats();
    const ended = Array.from({ length: 30 }, () => memory.getThreadById({ threadId: 't' }));
    const other = (await store.getStore('memory')).getThreadById({ threadId: 't' });
    await asked(31, started);
    controller.abort();
    for (const call of ended) await assert.rejects(call, { name: 'AbortError' });
    assert.equal((await other).id, 't');
    process.off('warning', listen);
    assert.deepEqual(warnings, []);
});

test('a signal that is never aborted changes nothing, nor does one that comes too late', async () => {
    const thread = await memory.getThreadById({ threadId: 't' });
    controller.abort();
    assert.deepEqual(await (await store.getStore('memory')).getThreadById({ threadId: 't' }), thread);
});

test('signals add up; domains take them too', async () => {
    const inner = new AbortController();
    const both = await abortable.withSignal(inner.signal).getStore('workflows');
    controller.abort();
    await assert.rejects(both.loadWorkflowSnapshot({ workflowName: 'w', runId: 'r' }), { name: 'AbortError' });
    for (const domain of ['MemoryStorageDynamoDB', 'WorkflowStorageDynamoDB', 'ScoresStorageDynamoDB', 'ObservabilityStorageDynamoDB']) {
        const alone = new ours[domain]({ tableName: table, ...address() }).withSignal(controller.signal);
        assert.ok(alone instanceof ours[domain]);
        await assert.rejects(alone.dangerouslyClearAll(), { name: 'AbortError' });
    }
});
