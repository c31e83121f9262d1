// Upstream's workflows store with the interface of our driver: times go in and come out as ISO text.
import { DynamoDBStore } from '@mastra/dynamodb';
import { testEndpoint } from '../support/test_endpoint.mjs';

const dated = args => {
    const converted = { ...args };
    for (const name of ['createdAt', 'updatedAt', 'fromDate', 'toDate']) if (converted[name]) converted[name] = new Date(converted[name]);
    return converted;
};
const plain = result => (result === undefined ? null : JSON.parse(JSON.stringify(result)));

// As upstreamMemory: the last one made in this process is the one that every object talks to.
export function upstreamWorkflows(tableName, ttl) {
    const { workflows } = new DynamoDBStore({ name: 'upstream', config: {
        id: 'upstream', tableName, ttl, disableInit: true, region: 'us-east-1', endpoint: testEndpoint(),
        credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    } }).stores;
    const operations = ['persistWorkflowSnapshot', 'loadWorkflowSnapshot', 'updateWorkflowResults', 'updateWorkflowState',
        'listWorkflowRuns', 'getWorkflowRunById', 'deleteWorkflowRunById'];
    return Object.fromEntries(operations.map(name => [name, async args => plain(await workflows[name](dated(args)))]));
}
