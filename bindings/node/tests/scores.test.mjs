// The scores and observability domains through the package.
import { MastraError } from '@mastra/core/error';
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { newStore } from './package_under_test.mjs';
import { aScore, timeOf } from './samples.mjs';

let store, scores, spans, dispose;
before(async () => {
    ({ store, dispose } = await newStore('package-scores'));
    [scores, spans] = [await store.getStore('scores'), await store.getStore('observability')];
});
after(() => dispose());

test('row_22: a score keeps its id, and is read as it was saved', async () => {
    const { score } = await scores.saveScore(aScore({ id: 'fixed' }));
    assert.deepEqual([score.id, score.score, score.createdAt instanceof Date], ['fixed', 0.5, true]);
    await scores.saveScore(aScore({ id: 'fixed', score: 1 }));
    const read = await scores.getScoreById({ id: 'fixed' });
    assert.deepEqual([read.score, read.input, read.entity, read.updatedAt instanceof Date], [1, { q: 1 }, { id: 'e' }, true]);
    assert.equal((await scores.listScoresByRunId({ runId: 'r', pagination: { page: 0, perPage: 10 } })).pagination.total, 1);
    assert.equal(await scores.getScoreById({ id: 'nowhere' }), null);
});

test('scores are listed by scorer, entity and span, newest first', async () => {
    for (let i = 0; i < 3; i++) await scores.saveScore(aScore({ scorerId: 'many', entityId: 'many', spanId: 'many', score: i }));
    const pagination = { page: 0, perPage: 2 };
    const lists = [
        await scores.listScoresByScorerId({ scorerId: 'many', pagination }),
        await scores.listScoresByEntityId({ entityId: 'many', entityType: 'AGENT', pagination }),
        await scores.listScoresBySpan({ traceId: 'tr', spanId: 'many', pagination }),
    ];
    for (const list of lists) {
        assert.deepEqual(list.pagination, { total: 3, page: 0, perPage: 2, hasMore: true });
        assert.equal(list.scores.length, 2);
    }
    const all = await scores.listScoresByScorerId({ scorerId: 'many', pagination: { page: 0, perPage: false } });
    assert.deepEqual([all.scores.length, all.pagination.perPage], [3, false]);
});

test('a score that core\'s schema refuses is the user\'s error', async () => {
    await assert.rejects(scores.saveScore({ scorerId: 's' }), fault => {
        assert.ok(fault instanceof MastraError);
        assert.deepEqual([fault.id, fault.category], ['MASTRA_STORAGE_DYNAMODB_SAVE_SCORE_VALIDATION_FAILED', 'USER']);
        return true;
    });
});

const span = (spanId, more = {}) => ({
    traceId: 'trace-1', spanId, parentSpanId: null, name: spanId, spanType: 'agent_run', isEvent: false, startedAt: timeOf(0), endedAt: null, error: null, ...more,
});

test('spans make a trace that is listed, updated and deleted', async () => {
    await spans.createSpan({ span: span('root', { input: { question: 1 } }) });
    await spans.batchCreateSpans({ records: [span('child', { parentSpanId: 'root', spanType: 'tool_call', startedAt: timeOf(1), endedAt: timeOf(2) })] });
    await spans.updateSpan({ traceId: 'trace-1', spanId: 'root', updates: { endedAt: timeOf(3), output: 'done' } });
    const trace = await spans.getTrace({ traceId: 'trace-1' });
    assert.deepEqual(trace.spans.map(({ spanId }) => spanId), ['root', 'child']);
    const [root] = trace.spans;
    assert.deepEqual([root.endedAt, root.output, root.input, root.parentSpanId], [timeOf(3), 'done', { question: 1 }, null]);
    const { spans: listed, pagination } = await spans.listTraces({ filters: {}, pagination: { page: 0, perPage: 10 } });
    assert.deepEqual([listed.length, listed[0].status, listed[0].startedAt, pagination.total], [1, 'success', timeOf(0), 1]);
    assert.deepEqual((await spans.getSpan({ traceId: 'trace-1', spanId: 'child' })).span.endedAt, timeOf(2));
    await spans.batchDeleteTraces({ traceIds: ['trace-1'] });
    assert.equal(await spans.getTrace({ traceId: 'trace-1' }), null);
});

test('each domain is cleared alone', async () => {
    await spans.createSpan({ span: span('root') });
    await scores.dangerouslyClearAll();
    assert.equal(await scores.getScoreById({ id: 'fixed' }), null);
    assert.ok(await spans.getRootSpan({ traceId: 'trace-1' }));
    await spans.dangerouslyClearAll();
    assert.equal(await spans.getRootSpan({ traceId: 'trace-1' }), null);
});
