// A Mastra agent's memory as a TypeScript team has it today: @mastra/memory on upstream's @mastra/dynamodb.
import { DynamoDBStore } from '@mastra/dynamodb';
import { Memory } from '@mastra/memory';

const settings = {
    id: 'demo',
    tableName: process.env.MASTRA_DYNAMODB_TABLE,
    region: process.env.AWS_REGION,
    endpoint: process.env.AWS_ENDPOINT_URL_DYNAMODB,
    credentials: { accessKeyId: process.env.AWS_ACCESS_KEY_ID, secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY },
};

export const openMemory = () => new Memory({
    storage: new DynamoDBStore({ id: 'demo', name: 'demo', config: settings }),
    options: { lastMessages: 10, workingMemory: { enabled: true, scope: 'resource' } },
});
