// Asks ElectroDB for the request of a case. Also says which of its answers we differ from on purpose.
import { upstreamEntities } from './upstream_entities.mjs';
import { wireRequest } from './wire.mjs';

const indexCache = new Map();
// {pattern: {pk: [composites], sk: [composites]}} of upstream's own definition.
export function indexesOf(entity) {
    if (!indexCache.has(entity)) {
        const { indexes } = upstreamEntities[entity].model;
        const composites = part => part?.facets ?? part?.composite ?? [];
        indexCache.set(entity, Object.fromEntries(Object.entries(indexes).map(([name, index]) =>
            [name, { pk: composites(index.pk), sk: composites(index.sk) }])));
    }
    return indexCache.get(entity);
}

function build({ entity, op, attributes, set, remove, pattern, range, low, high }) {
    const model = upstreamEntities[entity];
    const given = { entity, ...attributes };
    switch (op) {
        case 'query': {
            const query = model.query[pattern](given);
            return range === 'between' ? query.between(low, high) : range ? query[range](low) : query;
        }
        case 'update':
        case 'patch': {
            const update = model[op](given).set(set);
            return remove.length > 0 ? update.remove(remove) : update;
        }
        case 'scan':
            return model.scan;
        default:
            return model[op](given);
    }
}

export function electrodbParams(one) {
    try {
        return { request: wireRequest(build(one).params({ table: 't' })) };
    } catch (error) {
        return { error: error.message.split(' - For more')[0] };
    }
}

export const knownDifferences = [
    {
        reason: 'removing an attribute of two-part index keys (traceId, spanId) removes those keys; ElectroDB refuses',
        applies: (one, theirs, ours) => theirs.error?.startsWith('Incomplete composite') && ours.request && one.remove?.length > 0,
    },
    {
        reason: 'the input of a score is optional, as Mastra says; upstream refuses to write or remove it',
        applies: ({ entity, attributes, remove }, theirs, ours) => entity === 'score' && theirs.error && ours.request &&
            (remove?.includes('input') || (attributes.output !== undefined && attributes.input === undefined)),
    },
];
