// An agent that must ask before it uses a tool, on our store: what it waits for is there for another process to answer.
import { Agent } from '@mastra/core/agent';
import { Mastra } from '@mastra/core/mastra';
import { createTool } from '@mastra/core/tools';
import { Memory } from '@mastra/memory';
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { z } from 'zod';
import { newStore, storeOn } from './package_under_test.mjs';

let store, tableName, dispose;
before(async () => ({ store, tableName, dispose } = await newStore('package-agent-approval')));
after(() => dispose());

const usage = { inputTokens: 1, outputTokens: 1, totalTokens: 2 };
const toolCall = { type: 'tool-call', toolCallId: 'call-1', toolName: 'pay', input: JSON.stringify({ amount: 5 }) };
const isPaid = prompt => prompt.some(({ role }) => role === 'tool');

// A model that calls the tool, and then says that it is done.
const payingModel = {
    specificationVersion: 'v2', provider: 'scripted', modelId: 'paying', supportedUrls: {},
    async doGenerate({ prompt }) {
        return isPaid(prompt)
            ? { content: [{ type: 'text', text: 'Paid.' }], finishReason: 'stop', usage, warnings: [] }
            : { content: [toolCall], finishReason: 'tool-calls', usage, warnings: [] };
    },
    async doStream({ prompt }) {
        const chunks = isPaid(prompt)
            ? [{ type: 'text-start', id: '1' }, { type: 'text-delta', id: '1', delta: 'Paid.' }, { type: 'text-end', id: '1' }, { type: 'finish', finishReason: 'stop', usage }]
            : [toolCall, { type: 'finish', finishReason: 'tool-calls', usage }];
        return { stream: ReadableStream.from([{ type: 'stream-start', warnings: [] }, ...chunks]) };
    },
};

const payments = [];
function agentOn(storage) {
    const pay = createTool({
        id: 'pay', description: 'Pays.', inputSchema: z.object({ amount: z.number() }), outputSchema: z.object({ paid: z.number() }), requireApproval: true,
        execute: async input => {
            payments.push(input);
            return { paid: 5 };
        },
    });
    const clerk = new Agent({ id: 'clerk', name: 'clerk', instructions: 'Pay.', model: payingModel, tools: { pay }, memory: new Memory({ storage }) });
    return new Mastra({ storage, agents: { clerk }, logger: false }).getAgent('clerk');
}

test('a tool call waits for approval, and another store object goes on with it', { timeout: 120_000 }, async () => {
    const memory = { thread: 'payments', resource: 'ann' };
    const asked = await agentOn(store).generate('Pay 5.', { memory });
    assert.equal(asked.finishReason, 'suspended');
    assert.equal(payments.length, 0);
    const done = await agentOn(storeOn(tableName)).approveToolCallGenerate({ runId: asked.runId, toolCallId: 'call-1', memory });
    assert.equal(done.text, 'Paid.');
    assert.equal(payments.length, 1);
    const { messages } = await (await store.getStore('memory')).listMessages({ threadId: 'payments' });
    const parts = messages.flatMap(({ content }) => content.parts);
    assert.deepEqual(parts.find(({ type }) => type === 'tool-invocation').toolInvocation.result, { paid: 5 });
    assert.equal(parts.findLast(({ type }) => type === 'text').text, 'Paid.');
});
