// What only newer cores have or check; the other tests of the domains hold for the oldest core too.
import { DynamoDBStore as UpstreamStore } from '@mastra/dynamodb';
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { approval } from './approval_workflow.mjs';
import { address, newStore } from './package_under_test.mjs';
import { aScore, aThread } from './samples.mjs';

let store, memory, tableName, dispose;
before(async () => ({ store, memory, tableName, dispose } = await newStore('package-newest-core')));
after(() => dispose());

test('row_01: a workflow that upstream\'s store suspended cannot resume there, and does on ours', { timeout: 120_000 }, async () => {
    const upstream = new UpstreamStore({ name: 'upstream', config: { id: 'upstream', tableName, ...address() } });
    const run = await approval(upstream).createRun();
    assert.equal((await run.start({ inputData: { amount: 5 } })).status, 'suspended');
    const resumeOn = async storage => (await approval(storage).createRun({ runId: run.runId })).resume({ step: 'ask', resumeData: { approved: true } });
    await assert.rejects(resumeOn(upstream), /supportsConcurrentUpdates is not a function/);
    assert.equal((await resumeOn(store)).status, 'success');
});

test('a patch may empty the title', async () => {
    await memory.saveThread({ thread: aThread('patched') });
    assert.equal((await memory.patchThread({ id: 'patched', title: '' })).title, '');
});

test('a callback on the metadata runs one after the other', async () => {
    await memory.saveThread({ thread: aThread('counted', { metadata: { n: 0 } }) });
    const add = thread => ({ n: thread.metadata.n + 1 });
    await Promise.all(Array.from({ length: 5 }, () => memory.updateThreadMetadata({ id: 'counted', update: add })));
    assert.equal((await memory.getThreadById({ threadId: 'counted' })).metadata.n, 5);
    assert.equal(await memory.updateThreadMetadata({ id: 'nowhere', update: add }), null);
});

test('pages and metadata filters of messages that cannot be are refused with core\'s own errors', async () => {
    await assert.rejects(memory.listMessages({ threadId: 't', page: -1 }), { message: 'page must be >= 0' });
    await assert.rejects(memory.listMessages({ threadId: 't', filter: { metadata: { 'a.b': 1 } } }), TypeError);
});

test('row_22: a score keeps its organization', async () => {
    const scores = await store.getStore('scores');
    const { score } = await scores.saveScore(aScore({ organizationId: 'o' }));
    assert.equal((await scores.getScoreById({ id: score.id })).organizationId, 'o');
});
