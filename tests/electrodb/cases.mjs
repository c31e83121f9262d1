// Random operations on upstream's entities, from a seed.
import { seededRandom } from '../support/seeded_random.mjs';
import { lowerCaseSamples } from './lower_case_samples.mjs';

// Attributes by kind; the definitions themselves are upstream's. Times are never empty: upstream's setters replace "" by now.
const base = { times: ['createdAt', 'updatedAt'], optional: ['metadata'], numbers: [], optionalNumbers: ['ttl', 'expiresAt'] };
const kinds = {
    thread: { key: ['id'], required: ['resourceId', 'title'] },
    message: { key: ['id'], required: ['threadId', 'content', 'role'], optional: ['type', 'resourceId', 'toolCallIds', 'toolCallArgs', 'toolNames'] },
    resource: { key: ['id'], required: [], optional: ['workingMemory'] },
    workflow_snapshot: { key: ['workflow_name', 'run_id'], required: ['snapshot'], optional: ['resourceId'] },
    score: {
        key: ['id'], required: ['scorerId', 'runId', 'scorer', 'input', 'output', 'source'], numbers: ['score'],
        mostly: ['traceId', 'spanId', 'entityId', 'resourceId', 'threadId'],
        optional: ['extractStepResult', 'preprocessPrompt', 'preprocessStepResult', 'analyzeStepResult', 'reason', 'extractPrompt',
            'analyzePrompt', 'reasonPrompt', 'generateScorePrompt', 'generateReasonPrompt', 'additionalContext', 'requestContext',
            'entityType', 'entityData'],
    },
    eval: { key: ['run_id'], required: ['input', 'output', 'result', 'agent_name', 'metric_name', 'instructions', 'global_run_id'], times: ['created_at'], optional: ['test_info'] },
    trace: { key: ['id'], required: ['name', 'traceId', 'scope'], numbers: ['kind', 'startTime', 'endTime'], optional: ['parentSpanId', 'attributes', 'status', 'events', 'links', 'other'] },
};
export const entityNames = Object.keys(kinds);
const patterns = {
    thread: ['primary', 'byResource'], message: ['primary', 'byThread'], resource: ['primary'], workflow_snapshot: ['primary', 'gsi2'],
    score: ['primary', 'byScorer', 'byRun', 'byTrace', 'byEntityData', 'byResource', 'byThread', 'bySpan'],
    eval: ['primary', 'byAgent'], trace: ['primary', 'byName', 'byScope'],
};
const plainIds = ['', 'a', 'A', 'Id-1', 'id-1', 'a#b_c', '#', '_', 'x y', 'ΑΣ', 'ΑΣΑ', 'İ', 'ẞ', 'Ⅷ', '日本', '😀', '\u{10400}', '$mastra#entity_thread', "it's", '\u0000', 'e\u0301'];
const numbers = [0, 5, 1700000000123, 1700000000123456, 1.5, -3, 1e21, 1e-7, 0.1, -0.000001, 123456789012345680000, 2 ** 53, -0];

export function caseMaker(seed, ids = plainIds) {
    const random = seededRandom(seed);
    const below = limit => Math.floor(random() * limit);
    const pick = list => list[below(list.length)];
    const odd = lowerCaseSamples(seed + 1, Infinity, 0.2);
    const text = () => (ids !== plainIds || random() < 0.7 ? pick(ids) : odd.next().value);
    const time = () => new Date(1.7e12 + below(1e9)).toISOString();
    const from = (names, share, value) => Object.fromEntries(names.filter(() => random() < share).map(name => [name, value()]));

    const keyOf = entity => from(kinds[entity].key, 1, text);
    const record = entity => {
        const kind = kinds[entity];
        return {
            ...keyOf(entity),
            ...from(kind.required, 0.99, text),
            ...from([...base.times, ...(kind.times ?? [])], 1, time),
            ...from(kind.mostly ?? [], 0.98, text),
            ...from([...base.optional, ...(kind.optional ?? [])], 0.4, text),
            ...from(kind.numbers ?? [], 1, () => pick(numbers)),
            ...from(base.optionalNumbers, 0.1, () => pick(numbers)),
        };
    };
    const changes = entity => {
        const kind = kinds[entity];
        const names = [...kind.required, ...(kind.mostly ?? []), ...base.optional, ...(kind.optional ?? [])];
        const set = {
            ...from(names, 0.25, text),
            ...from([...(kind.numbers ?? []), ...base.optionalNumbers], 0.3, () => pick(numbers)),
            ...from(['updatedAt', ...(kind.times ?? [])], 0.5, time),
            ...from(['createdAt'], 0.03, time),
        };
        const remove = [...base.optional, ...(kind.optional ?? []), ...(kind.mostly ?? []), ...(random() < 0.05 ? kind.required : [])]
            .filter(name => !(name in set) && random() < 0.1);
        return { set, remove };
    };
    const query = (entity, indexes) => {
        const pattern = pick(patterns[entity]);
        const { pk, sk } = indexes(entity)[pattern];
        const value = name => (name === 'startTime' ? pick(numbers) : text());
        const composites = Object.fromEntries(pk.filter(name => name !== 'entity' && random() < 0.97).map(name => [name, text()]));
        const sort = () => Object.fromEntries(sk.filter(name => name !== 'entity').map(name => [name, value(name)]));
        const range = sk.some(name => name !== 'entity') ? pick([undefined, 'begins', 'gte', 'gt', 'lte', 'lt', 'between']) : undefined;
        if (!range) return { pattern, attributes: { ...composites, ...(random() < 0.5 ? sort() : {}) } };
        return { pattern, attributes: composites, range, low: sort(), ...(range === 'between' ? { high: sort() } : {}) };
    };
    // A random case of the operation; `indexesOf` tells the composites of an entity's indexes.
    const make = (op, indexesOf) => {
        const entity = pick(entityNames);
        if (op === 'query') return { entity, op, ...query(entity, indexesOf) };
        if (op === 'update' || op === 'patch') return { entity, op, attributes: keyOf(entity), ...changes(entity) };
        const whole = op === 'put' || op === 'create' || op === 'upsert';
        return { entity, op, attributes: whole ? record(entity) : keyOf(entity) };
    };
    return { make, pick };
}
