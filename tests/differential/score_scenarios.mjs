// What both scores stores are asked to do, each scenario on tables of its own (see scenarios.mjs). Ids and times are
// those that the stores make.
import { aScore } from '../support/score_samples.mjs';

const score = (number, more) => ['saveScore', { ...aScore(undefined, number, more), createdAt: undefined }];
const pause = ['pause', { ms: 5 }]; // no two scores of one millisecond
const everything = { pagination: { page: 0, perPage: false } };
const byScorer = (scorerId = 'accuracy', more = {}) => ['listScoresByScorerId', { scorerId, ...everything, ...more }];
const byRun = (runId = 'run-1') => ['listScoresByRunId', { runId, ...everything }];
const byEntity = (entityId = 'agent-1', entityType = 'AGENT') => ['listScoresByEntityId', { entityId, entityType, ...everything }];
const bySpan = (traceId, spanId) => ['listScoresBySpan', { traceId, spanId, ...everything }];

const placed = { traceId: 'trace-1', spanId: 'span-1', resourceId: 'user-1', threadId: 'thread-1' };
const full = {
    ...placed, reason: 'because', preprocessPrompt: 'p', extractPrompt: 'e', analyzePrompt: 'a', reasonPrompt: '', generateScorePrompt: 's',
    generateReasonPrompt: 'r', metadata: { m: null }, additionalContext: { '__a': [1, 1.5] }, requestContext: {}, score: -1e-7,
    preprocessStepResult: { 10: 'b', 2: 'a' }, analyzeStepResult: { deep: { er: true } },
};

export const scenarios = {
    'a score with everything': { steps: [score(1, full)], reads: [byScorer(), byRun(), byEntity(), bySpan('trace-1', 'span-1')] },
    'a score without trace, resource and thread': { steps: [score(1)], reads: [byScorer(), byRun(), byEntity()] },
    'ids with Unicode, blanks and #': {
        steps: [score(1, { ...placed, scorerId: 'Ä#B c', runId: 'ΑΣ', entityId: 'İ', traceId: 'T 1', spanId: '日本' })],
        reads: [byScorer('Ä#B c'), byRun('ΑΣ'), byEntity('İ'), bySpan('T 1', '日本')],
    },
    'several scores, filters and pages': {
        steps: [score(1, placed), pause, score(2, { ...placed, source: 'TEST' }), pause, score(3, { ...placed, entityType: 'WORKFLOW' }), pause,
            score(4, { ...placed, entityId: 'agent-2' })],
        reads: [byScorer(), byScorer('accuracy', { source: 'TEST' }), byScorer('accuracy', { entityId: 'agent-2' }),
            byScorer('accuracy', { entityType: 'WORKFLOW' }), byScorer('accuracy', { pagination: { page: 1, perPage: 3 } }),
            byScorer('accuracy', { pagination: { page: 0, perPage: 3 } }), byRun(), byEntity(), byEntity('none'), bySpan('trace-1', 'span-1')],
    },
    'strings that do not look like JSON': { steps: [score(1, { ...placed, input: 'plain', output: '' })], reads: [byScorer()] },
    'strings that look like JSON, and numbers': {
        steps: [score(1, { ...placed, input: '{"a":1}', output: 5 }), pause, score(2, { ...placed, input: true, output: '[1]' })], reads: [byScorer()],
    },
    'tenants, batches and datasets': {
        steps: [score(1, { ...placed, organizationId: 'org-a', projectId: 'p', batchId: 'b', datasetId: 'd', datasetItemId: 'i', structuredOutput: true })],
        reads: [byScorer()],
    },
    'a tenant asked for': {
        steps: [score(1, { ...placed, organizationId: 'org-a' }), pause, score(2, { ...placed, organizationId: 'org-b' })],
        reads: [byScorer('accuracy', { filters: { organizationId: 'org-a' } })],
    },
    'a score with an id saved twice': {
        steps: [score(1, { ...placed, id: 'fixed' }), pause, score(1, { ...placed, id: 'fixed' })], reads: [byScorer()],
    },
    'a score with the result of an extraction step': {
        steps: [score(1, { ...placed, extractStepResult: { 'ключ"\\': '\u0001é' } })], reads: [byScorer()],
    },
    'a score without input': { steps: [score(1, { ...placed, input: undefined })], reads: [byScorer()] },
    'spans whose keys are composed alike': {
        steps: [score(1, { ...placed, traceId: 'a#spanid_b', spanId: 'c' })], reads: [bySpan('a', 'b#spanid_c'), bySpan('a#spanid_b', 'c')],
    },
    'scores with a TTL': { ttl: { score: ['ttl', 3600] }, steps: [score(1, placed)], reads: [byScorer()] },
};
