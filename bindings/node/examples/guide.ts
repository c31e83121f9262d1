// The agent of these examples, with its memory in DynamoDB. Credentials, and an endpoint other than AWS's own, come from AWS's
// usual environment variables and files.
import { Agent } from '@mastra/core/agent';
import { Memory } from '@mastra/memory';
import { DynamoDBStore } from 'mastra-dynamodb';
import { scriptedModel } from './scripted_model.ts';

const tableName = process.env['MASTRA_DYNAMODB_TABLE'] ?? 'mastra-single-table';
export const storage = new DynamoDBStore({ id: 'dynamodb', config: { tableName, region: 'us-east-1' } });
const memory = new Memory({ storage, options: { lastMessages: 10 } });

export const guide = new Agent({
    id: 'guide', name: 'Guide', instructions: 'Answer in one sentence.', model: scriptedModel, memory,
});
