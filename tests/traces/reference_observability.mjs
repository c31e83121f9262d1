// Mastra's own in-memory observability store with the interface of our driver: times are ISO text, nothing is undefined.
import { InMemoryStore } from '@mastra/core/storage';

const times = ['startedAt', 'endedAt'];
const dated = record => ({ ...record, ...Object.fromEntries(times.filter(name => record[name]).map(name => [name, new Date(record[name])])) });
const range = ({ start, end, ...flags }) => ({ ...flags, ...(start && { start: new Date(start) }), ...(end && { end: new Date(end) }) });
const filtersOf = filters => ({ ...filters, ...Object.fromEntries(times.filter(name => filters[name]).map(name => [name, range(filters[name])])) });
const plain = value => JSON.parse(JSON.stringify(value ?? null));

export async function referenceObservability() {
    const store = await new InMemoryStore().getStore('observability');
    const pass = name => async args => plain(await store[name](args));
    const list = name => async ({ filters, ...args }) => plain(await store[name]({ ...args, ...(filters && { filters: filtersOf(filters) }) }));
    return {
        createSpan: async ({ span }) => plain(await store.createSpan({ span: dated(span) })),
        batchCreateSpans: async ({ records }) => plain(await store.batchCreateSpans({ records: records.map(dated) })),
        updateSpan: async ({ updates, ...ids }) => plain(await store.updateSpan({ ...ids, updates: dated(updates) })),
        batchUpdateSpans: async ({ records }) =>
            plain(await store.batchUpdateSpans({ records: records.map(({ updates, ...ids }) => ({ ...ids, updates: dated(updates) })) })),
        getStructure: pass('getTraceLight'),
        ...Object.fromEntries(['getSpan', 'getSpans', 'getRootSpan', 'getTrace', 'getBranch', 'batchDeleteTraces'].map(name => [name, pass(name)])),
        ...Object.fromEntries(['listTraces', 'listBranches'].map(name => [name, list(name)])),
    };
}
