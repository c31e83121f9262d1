// Mastra's own classes on our store: an agent that remembers, a workflow that suspends and resumes elsewhere.
import { Agent } from '@mastra/core/agent';
import { Memory } from '@mastra/memory';
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { approval } from './approval_workflow.mjs';
import { newStore, storeOn } from './package_under_test.mjs';

let store, memory, tableName, dispose;
before(async () => ({ store, memory, tableName, dispose } = await newStore('package-framework')));
after(() => dispose());

const usage = { inputTokens: 1, outputTokens: 1, totalTokens: 2 };

// A model that answers with how many messages it was shown.
const scriptedModel = {
    specificationVersion: 'v2', provider: 'scripted', modelId: 'scripted', supportedUrls: {},
    async doGenerate({ prompt }) {
        return { content: [{ type: 'text', text: `seen ${prompt.length}` }], finishReason: 'stop', usage, warnings: [] };
    },
    async doStream({ prompt }) {
        const chunks = [
            { type: 'stream-start', warnings: [] }, { type: 'text-start', id: '1' }, { type: 'text-delta', id: '1', delta: `seen ${prompt.length}` },
            { type: 'text-end', id: '1' }, { type: 'finish', finishReason: 'stop', usage },
        ];
        return { stream: ReadableStream.from(chunks) };
    },
};

test('an agent remembers what was said, in another store object too', { timeout: 120_000 }, async () => {
    const ask = async (storage, question) => {
        const agent = new Agent({
            id: 'chat', name: 'chat', instructions: 'Answer.', model: scriptedModel,
            memory: new Memory({ storage, options: { lastMessages: 10 } }),
        });
        return (await agent.generate(question, { memory: { thread: 'talk', resource: 'ann' } })).text;
    };
    const first = await ask(store, 'one');
    const second = await ask(storeOn(tableName), 'two');
    assert.notEqual(first, second);
    const { messages } = await memory.listMessages({ threadId: 'talk' });
    assert.deepEqual(messages.map(({ role }) => role), ['user', 'assistant', 'user', 'assistant']);
    assert.equal(messages[3].content.parts.find(part => part.type === 'text').text, second);
});

test('Memory creates, lists, recalls and deletes threads; working memory is kept', { timeout: 120_000 }, async () => {
    const own = new Memory({ storage: store, options: { lastMessages: 5, workingMemory: { enabled: true, scope: 'resource' } } });
    const thread = await own.createThread({ resourceId: 'bob', title: 'Plans', metadata: { a: 1 } });
    assert.deepEqual(await own.getThreadById({ threadId: thread.id }), thread);
    const messages = Array.from({ length: 8 }, (_, i) => ({
        id: `bob-${i}`, threadId: thread.id, resourceId: 'bob', role: i % 2 ? 'assistant' : 'user', createdAt: new Date(1_750_000_000_000 + i),
        content: { format: 2, parts: [{ type: 'text', text: `${i}` }] },
    }));
    await own.saveMessages({ messages });
    const recalled = await own.recall({ threadId: thread.id, resourceId: 'bob' });
    assert.deepEqual(recalled.messages.map(({ id }) => id), ['bob-3', 'bob-4', 'bob-5', 'bob-6', 'bob-7']);
    await own.updateWorkingMemory({ threadId: thread.id, resourceId: 'bob', workingMemory: '# likes tea' });
    assert.equal((await memory.getResourceById({ resourceId: 'bob' })).workingMemory, '# likes tea');
    assert.equal((await own.listThreads({ filter: { resourceId: 'bob' } })).total, 1);
    await own.deleteThread(thread.id);
    assert.equal(await own.getThreadById({ threadId: thread.id }), null);
});

test('row_01: a workflow suspends in one Mastra and resumes in another', { timeout: 120_000 }, async () => {
    const run = await approval(store).createRun();
    const suspended = await run.start({ inputData: { amount: 5 } });
    assert.equal(suspended.status, 'suspended');
    const later = await approval(storeOn(tableName)).createRun({ runId: run.runId });
    const resumed = await later.resume({ step: 'ask', resumeData: { approved: true } });
    assert.deepEqual([resumed.status, resumed.result], ['success', { paid: true }]);
});
