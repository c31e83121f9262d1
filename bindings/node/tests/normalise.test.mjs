// Where the package skips core's MessageList its result is the list's.
import { MessageList } from '@mastra/core/agent';
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { packageFolder } from './package_under_test.mjs';
import { aMessage, manyMessages, timeOf } from './samples.mjs';

const { messagesOf, normalised } = await import(pathToFileURL(join(packageFolder, 'dist/esm/messages.js')).href);
const ofList = messages => new MessageList().add(structuredClone(messages), 'memory').get.all.db();

const content = more => ({ content: { format: 2, parts: [{ type: 'text', text: 'x' }], ...more } });
const parts = (...list) => content({ parts: list });
const invocation = { type: 'tool-invocation', toolInvocation: { state: 'result', toolCallId: 'c', toolName: 't', args: {}, result: 1 } };
const samples = {
    'plain text': [aMessage('a', 't', 0), aMessage('b', 't', 1)],
    'the wrong order': [aMessage('a', 't', 2), aMessage('b', 't', 1)],
    'equal times': [aMessage('b', 't', 1), aMessage('a', 't', 1)],
    'an id twice': [aMessage('a', 't', 0), aMessage('a', 't', 1)],
    'a system message': [aMessage('a', 't', 0, { role: 'system' }), aMessage('b', 't', 1)],
    'two assistant messages': [aMessage('a', 't', 1), aMessage('b', 't', 3)],
    'an old string': [aMessage('a', 't', 0, { content: 'hello' })],
    'no parts': [aMessage('a', 't', 0, { content: { format: 2, content: 'x' } })],
    'a part that is null': [aMessage('a', 't', 0, parts({ type: 'text', text: 'x' }, null))],
    'steps and reasoning': [aMessage('a', 't', 1, parts({ type: 'step-start' }, { type: 'reasoning', reasoning: 'r', details: [] }, { type: 'text', text: 'x', providerMetadata: { p: { a: 1 } } }))],
    'a file and a source': [aMessage('a', 't', 0, parts({ type: 'file', data: 'https://example.com/a.png', mimeType: 'image/png' }, { type: 'source', source: { id: '1', url: 'u' } }))],
    'file data': [aMessage('a', 't', 0, parts({ type: 'file', data: 'data:image/png;base64,AAAA', mimeType: 'image/png' }))],
    'a tool call': [aMessage('a', 't', 1, content({ parts: [invocation], toolInvocations: [invocation.toolInvocation] }))],
    'metadata and attachments': [aMessage('a', 't', 0, content({ metadata: { k: 1 }, experimental_attachments: [{ url: 'u', contentType: 'c' }] }))],
    'no resource': [aMessage('a', 't', 0, { resourceId: undefined })],
};

for (const [what, messages] of Object.entries(samples)) {
    test(`${what}: the list's own result`, async () => {
        assert.deepEqual(await normalised(structuredClone(messages)), ofList(messages));
        const rows = structuredClone(messages).map(message => ({ ...message, createdAt: message.createdAt.toISOString() }));
        const sorted = [...rows].sort((a, b) => (a.createdAt < b.createdAt ? -1 : a.createdAt > b.createdAt ? 1 : 0));
        const clean = list => JSON.parse(JSON.stringify(list));
        assert.deepEqual(clean(await messagesOf(sorted)), clean(ofList(messages)));
    });
}

test('the order that was asked for is kept', async () => {
    const rows = [aMessage('c', 't', 3), aMessage('b', 't', 2), aMessage('a', 't', 1, { content: 'old' })]
        .map(message => ({ ...message, createdAt: message.createdAt.toISOString(), updatedAt: timeOf(9).toISOString() }));
    assert.deepEqual((await messagesOf(rows)).map(({ id }) => id), ['c', 'b', 'a']);
});

test('pain 17: the list, which is slow for long threads, is asked only where it changes something', async t => {
    const asked = t.mock.method(MessageList.prototype, 'add').mock;
    const shaped = messages => messagesOf(messages.map(message => ({ ...message, createdAt: message.createdAt.toISOString() })));
    assert.equal((await shaped(manyMessages('t', 20_000))).length, 20_000);
    assert.equal(asked.callCount(), 0);
    await shaped([aMessage('a', 't', 0, parts(invocation))]);
    assert.equal(asked.callCount(), 1);
});
