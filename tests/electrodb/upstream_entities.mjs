// Upstream's own ElectroDB entities, taken from a store that never connects.
import { DynamoDBStore } from '@mastra/dynamodb';

const store = new DynamoDBStore({
    name: 'electrodb-test',
    config: {
        id: 'electrodb-test', tableName: 'never-used', region: 'local', endpoint: 'http://127.0.0.1:9',
        credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
    },
});
export const upstreamEntities = store.service.entities;
