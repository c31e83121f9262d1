// The workflows store from Node.js: an object with Mastra's methods.
import { StoreDriver, StoreError } from './store_driver.mjs';

export { StoreError };

const operations = [
    'persistWorkflowSnapshot', 'loadWorkflowSnapshot', 'updateWorkflowResults', 'updateWorkflowState', 'listWorkflowRuns',
    'getWorkflowRunById', 'deleteWorkflowRunById',
];

export class WorkflowsDriver extends StoreDriver {
    constructor(options) {
        super(options);
        for (const op of operations) this[op] = args => this.call(op, args);
    }
}
