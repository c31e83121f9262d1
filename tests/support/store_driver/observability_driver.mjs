// The observability store from Node.js: an object with Mastra's methods and answers; times are ISO text.
import { StoreDriver, StoreError } from './store_driver.mjs';

export { StoreError };

const operations = [
    'createSpan', 'batchCreateSpans', 'updateSpan', 'batchUpdateSpans', 'getSpan', 'getRootSpan', 'getTrace', 'getStructure',
    'getBranch', 'batchDeleteTraces',
];

export class ObservabilityDriver extends StoreDriver {
    constructor(options) {
        super(options);
        for (const op of operations) this[op] = args => this.call(op, args);
    }

    async getSpans({ traceId, spanIds }) {
        return { traceId, spans: await this.call('getSpans', { traceId, spanIds }) };
    }

    async listTraces(args = {}) {
        const { rows, pagination } = await this.call('listTraces', args);
        return { pagination, spans: rows };
    }

    async listBranches(args = {}) {
        const { rows, pagination } = await this.call('listBranches', args);
        return { pagination, branches: rows };
    }
}
