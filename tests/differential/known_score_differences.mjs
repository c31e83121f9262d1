// Every difference between upstream's scores store and ours that the scenarios meet, on purpose (see
// known_differences.mjs).
import { item, result } from './difference_matchers.mjs';

export const knownDifferences = [
    {
        title: 'Index keys of a score without trace, span, resource or thread',
        upstream: 'all such scores under one key of each of these indexes',
        ours: 'are left out; the attributes themselves are `""` as upstream writes them',
        why: 'one partition would take every write',
        matches: item(/^score\.gsi[3567][ps]k$/, 'only upstream', /without trace/),
    },
    {
        title: '`traceId`, `spanId`, `resourceId`, `threadId` of a score that has none',
        upstream: '`null`',
        ours: 'absent',
        why: 'absent values are absent everywhere here',
        matches: result(/\.(traceId|spanId|resourceId|threadId)$/, 'only upstream', /without trace/),
    },
    {
        title: '`organizationId`, `projectId`, `batchId`, `datasetId`, `datasetItemId`, `structuredOutput` of a score',
        upstream: 'dropped',
        ours: 'kept as attributes that upstream does not look at',
        why: 'the contract: what is saved is read back',
        matches: difference => /\.(organizationId|projectId|batchId|datasetId|datasetItemId|structuredOutput)$/.test(difference.what) &&
            difference.kind === 'only ours',
    },
    {
        title: 'Filter of scores by organization or project',
        upstream: 'ignored',
        ours: 'applied',
        why: 'tenants must not see each other',
        matches: result(/^listScores/, undefined, /a tenant asked for/),
    },
    {
        title: 'Attribute `mdb_forms` of a score',
        upstream: 'not written, ignored when read',
        ours: 'says which values are strings that look like JSON, or JSON that looks like a string',
        why: 'values keep their type',
        matches: item(/^score\.mdb_forms$/, 'only ours'),
    },
    {
        title: 'Strings that look like JSON, numbers and booleans as `input` or `output` of a score',
        upstream: 'become what they look like, or strings',
        ours: 'stay what they were where we wrote them',
        why: 'values keep their type',
        matches: result(/\.(input|output)/, undefined, /look like JSON, and numbers/),
    },
    {
        title: 'The `id` of a score that is saved',
        upstream: 'ignored: each save is a new score',
        ours: 'kept: the latest save holds',
        why: 'the contract: retried submissions are one score',
        matches: difference => /saved twice/.test(difference.scenario),
    },
    {
        title: 'A score without `input`',
        upstream: 'refused',
        ours: 'saved, and upstream reads it',
        why: 'Mastra\'s schema allows it',
        matches: difference => /without input/.test(difference.scenario),
    },
    {
        title: '`extractStepResult` of a score',
        upstream: 'every score that has one is refused',
        ours: 'saved, and upstream reads it',
        why: 'Mastra\'s schema allows it',
        matches: difference => /extraction step/.test(difference.scenario),
    },
    {
        title: 'Lists of scores by span whose ids hold key separators',
        upstream: 'show the scores of other spans',
        ours: 'show those of the span',
        why: 'ids are compared, not only the keys made of them',
        matches: result(/^listScoresBySpan/, undefined, /composed alike/),
    },
];
