// Errors are core's MastraError with upstream's ids, domains and categories.
import * as upstream from '@mastra/dynamodb';
import { MastraError } from '@mastra/core/error';
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { dropTable, newTable, rawItems } from '../../../tests/support/tables.mjs';
import { address, newStore, ours, storeOn } from './package_under_test.mjs';
import { aMessage, aThread } from './samples.mjs';

const missing = 'no-such-table';
const memoryCalls = {
    getThreadById: { threadId: 't' },
    saveThread: { thread: aThread('t') },
    updateThread: { id: 't', title: 'x', metadata: {} },
    deleteThread: { threadId: 't' },
    listThreads: { filter: { resourceId: 'r' } },
    listMessagesById: { messageIds: ['m'] },
    saveMessages: { messages: [aMessage('m', 't')] },
    updateMessages: { messages: [{ id: 'm', content: { metadata: {} } }] },
    deleteMessages: ['m'],
    getResourceById: { resourceId: 'r' },
    saveResource: { resource: { id: 'r', createdAt: new Date(), updatedAt: new Date() } },
    updateResource: { resourceId: 'r', workingMemory: 'x' },
};
const run = { workflowName: 'w', runId: 'r' };
const workflowCalls = {
    persistWorkflowSnapshot: { ...run, snapshot: { runId: 'r' } },
    loadWorkflowSnapshot: run,
    listWorkflowRuns: { workflowName: 'w' },
    getWorkflowRunById: run,
    deleteWorkflowRunById: run,
};

async function faultOf(call) {
    try {
        await call();
    } catch (fault) {
        return fault;
    }
    return assert.fail('nothing was thrown');
}
const seen = ({ id, domain, category }) => ({ id, domain, category });

for (const [domain, calls] of Object.entries({ memory: memoryCalls, workflows: workflowCalls })) {
    for (const [method, args] of Object.entries(calls)) {
        test(`${method} on a missing table fails as upstream's does`, async () => {
            const [mine, theirs] = await Promise.all([ours, upstream].map(async ({ DynamoDBStore }) => {
                const config = { id: 'e', tableName: missing, ...address() };
                const store = await new DynamoDBStore({ name: 'e', config }).getStore(domain);
                return faultOf(() => store[method](args));
            }));
            assert.ok(mine instanceof MastraError);
            assert.deepEqual(seen(mine), seen(theirs));
            assert.ok(mine.cause instanceof ours.StoreFault);
            assert.equal(mine.cause.code, 'resource_not_found');
        });
    }
}

test('row_16: listMessages on a missing table is an error, where upstream shows an empty list', async () => {
    const memory = await storeOn(missing).getStore('memory');
    const fault = await faultOf(() => memory.listMessages({ threadId: 't' }));
    assert.deepEqual(seen(fault), { id: 'MASTRA_STORAGE_DYNAMODB_LIST_MESSAGES_FAILED', domain: 'STORAGE', category: 'THIRD_PARTY' });
});

test('init on a missing table says so, again and again', async () => {
    const store = storeOn(missing);
    for (let i = 0; i < 2; i++) {
        const fault = await faultOf(() => store.init());
        assert.equal(fault.id, 'MASTRA_STORAGE_DYNAMODB_INIT_FAILED');
        assert.match(fault.message, /no-such-table does not exist/);
    }
});

test('init finds a table that came later', async () => {
    const table = await newTable('package-init');
    const store = storeOn(table);
    await store.init();
    await store.init();
    await store.close();
    await dropTable(table);
});

test('an endpoint that nobody listens at is an error with its cause', async () => {
    const memory = await storeOn('some-table', { endpoint: 'http://127.0.0.1:1', timeoutMs: 2_000 }).getStore('memory');
    const fault = await faultOf(() => memory.getThreadById({ threadId: 't' }));
    assert.equal(fault.cause.code, 'connect_failed');
    assert.equal(fault.toJSON().code, 'MASTRA_STORAGE_DYNAMODB_GET_THREAD_BY_ID_FAILED');
});

let memory, tableName, dispose;
before(async () => ({ memory, tableName, dispose } = await newStore('package-errors')));
after(() => dispose());

const user = id => ({ id: `MASTRA_STORAGE_DYNAMODB_${id}`, domain: 'STORAGE', category: 'USER' });
const thirdParty = id => ({ ...user(id), category: 'THIRD_PARTY' });
const badCalls = [
    ['a blank threadId', () => memory.listMessages({ threadId: ' ' }), thirdParty('LIST_MESSAGES_INVALID_THREAD_ID')],
    ['no threadId', () => memory.listMessages({ threadId: [] }), thirdParty('LIST_MESSAGES_INVALID_THREAD_ID')],
    ['a page below 0', () => memory.listThreads({ page: -1 }), user('LIST_THREADS_INVALID_PAGE')],
    ['a page without an end', () => memory.listThreads({ page: 1, perPage: false }), user('LIST_THREADS_INVALID_PAGE')],
    ['a metadata key with a dot', () => memory.listThreads({ filter: { metadata: { 'a.b': 1 } } }), user('LIST_THREADS_INVALID_METADATA_KEY')],
    ['a thread that is not there', () => memory.updateThread({ id: 'nowhere', title: 'x' }), thirdParty('UPDATE_THREAD_FAILED')],
    ['a source that is not there', () => memory.cloneThread({ sourceThreadId: 'nowhere' }), user('CLONE_THREAD_SOURCE_NOT_FOUND')],
    ['a message without a resource', () => memory.saveMessages({ messages: [aMessage('m', 't', 0, { resourceId: null })] }), thirdParty('SAVE_MESSAGES_FAILED')],
    ['a message without content', () => memory.saveMessages({ messages: [aMessage('m', 't', 0, { content: undefined })] }), thirdParty('SAVE_MESSAGES_FAILED')],
];
for (const [what, call, expected] of badCalls) {
    test(`${what} is refused, and nothing is written`, async () => {
        const fault = await faultOf(call);
        assert.deepEqual(seen(fault), expected);
        assert.deepEqual(await rawItems(tableName), []);
    });
}

test('what core checks is core\'s own error', async () => {
    await assert.rejects(memory.listMessages({ threadId: 't', perPage: -5 }), { message: 'perPage must be >= 0' });
    await assert.rejects(memory.listMessages({ threadId: 't', page: -1 }), /page must be >= 0/);
    await assert.rejects(memory.saveMessages({ messages: [{ ...aMessage('m', 't'), threadId: undefined }] }), { message: 'Thread ID is required' });
    await assert.rejects(memory.updateThreadResourceId({ threadId: 'nowhere', resourceId: 'r' }), { message: 'Thread "nowhere" not found' });
});

test('a thread that exists cannot be the target of a copy', async () => {
    await memory.saveThread({ thread: aThread('here') });
    const fault = await faultOf(() => memory.copyThread({ sourceThreadId: 'here', newThreadId: 'here' }));
    assert.deepEqual(seen(fault), user('CLONE_THREAD_THREAD_EXISTS'));
});
