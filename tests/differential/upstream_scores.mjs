// Upstream's scores store with the interface of our driver: times come out as ISO text.
import { DynamoDBStore } from '@mastra/dynamodb';
import { testEndpoint } from '../support/test_endpoint.mjs';

const plain = result => (result === undefined ? null : JSON.parse(JSON.stringify(result)));

// As with upstreamMemory: the last one made here is the one that every object talks to.
export function upstreamScores(tableName, ttl) {
    const { scores } = new DynamoDBStore({ name: 'upstream', config: {
        id: 'upstream', tableName, ttl, disableInit: true, region: 'us-east-1', endpoint: testEndpoint(),
        credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    } }).stores;
    const pass = name => async args => plain(await scores[name](args));
    return {
        // What it refuses is not saved; the scenario goes on.
        saveScore: score => scores.saveScore(score).then(saved => plain(saved.score), error => ({ refused: error.id })),
        ...Object.fromEntries(['getScoreById', 'listScoresByScorerId', 'listScoresByRunId', 'listScoresByEntityId', 'listScoresBySpan']
            .map(name => [name, pass(name)])),
    };
}
