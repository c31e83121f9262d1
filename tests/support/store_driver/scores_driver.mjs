// The scores store from Node.js: an object with Mastra's methods. Evals, which have no methods there, go with the names
// of their layout.
import { StoreDriver, StoreError } from './store_driver.mjs';

export { StoreError };

const operations = [
    'saveScore', 'getScoreById', 'listScoresByScorerId', 'listScoresByRunId', 'listScoresByEntityId', 'listScoresBySpan',
    'saveEvals', 'listEvals',
];

export class ScoresDriver extends StoreDriver {
    constructor(options) {
        super(options);
        for (const op of operations) this[op] = args => this.call(op, args);
    }
}
