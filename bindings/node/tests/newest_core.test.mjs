// What only newer cores have or check; the other tests of the domains hold for the oldest core too.
import { DynamoDBStore as UpstreamStore } from '@mastra/dynamodb';
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { approval } from './approval_workflow.mjs';
import { address, esmFile, newStore, storeOn } from './package_under_test.mjs';
import { aScore, aThread } from './samples.mjs';

let store, memory, tableName, dispose;
before(async () => ({ store, memory, tableName, dispose } = await newStore('package-newest-core')));
// Another store on the same table.
const sharing = async more => ({ memory: await storeOn(tableName, more).getStore('memory') });
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

test('a callback on the metadata counts every call of every process once', { timeout: 120_000 }, async () => {
    await memory.saveThread({ thread: aThread('shared', { metadata: { n: 0 } }) });
    const script = `import(${JSON.stringify(esmFile)}).then(async ({ DynamoDBStore }) => {
        const store = new DynamoDBStore({ id: 'x', config: ${JSON.stringify({ tableName, ...address() })} });
        const memory = await store.getStore('memory');
        const add = thread => ({ n: thread.metadata.n + 1 });
        await Promise.all(Array.from({ length: 20 }, () => memory.updateThreadMetadata({ id: 'shared', update: add })));
    })`;
    await Promise.all(Array.from({ length: 3 }, () => promisify(execFile)(process.execPath, ['-e', script])));
    assert.equal((await memory.getThreadById({ threadId: 'shared' })).metadata.n, 60);
});

test('a callback that gives nothing, or whose thread is another\'s, writes nothing', async () => {
    const thread = aThread('left-alone');
    await memory.saveThread({ thread });
    assert.deepEqual(await memory.updateThreadMetadata({ id: 'left-alone', update: () => undefined }), thread);
    const refused = { id: 'left-alone', resourceId: 'user-2', update: () => assert.fail('called for another resource') };
    assert.equal(await memory.updateThreadMetadata(refused), null);
    await assert.rejects(memory.updateThreadMetadata({ id: 'left-alone', update: () => { throw new Error('my own'); } }), /^Error: my own$/);
    assert.deepEqual(await memory.getThreadById({ threadId: 'left-alone' }), thread);
});

test('a callback whose thread others change each time ends at the deadline, and says so', async () => {
    const { memory: hasty } = await sharing({ timeoutMs: 1_000 });
    await hasty.saveThread({ thread: aThread('contested', { metadata: { n: 0 } }) });
    let others = 0;
    const update = () => {
        void hasty.updateThread({ id: 'contested', metadata: { others: ++others } }).catch(() => {});
        return { mine: true };
    };
    const fault = await hasty.updateThreadMetadata({ id: 'contested', update }).catch(thrown => thrown);
    assert.equal(fault.id, 'MASTRA_STORAGE_DYNAMODB_UPDATE_THREAD_FAILED');
    assert.equal(fault.cause.code, 'update_conflict');
    assert.ok(others > 2);
    assert.equal((await memory.getThreadById({ threadId: 'contested' })).metadata.mine, undefined);
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
