// Upstream's memory store with the interface of our driver: times go in and come out as ISO text.
import { DynamoDBStore } from '@mastra/dynamodb';
import { testEndpoint } from '../support/test_endpoint.mjs';

const dated = row => {
    const converted = { ...row };
    for (const name of ['createdAt', 'updatedAt']) if (converted[name]) converted[name] = new Date(converted[name]);
    return converted;
};
const plain = result => (result === undefined ? null : JSON.parse(JSON.stringify(result)));

// `ttl` is upstream's own setting. Upstream keeps one table for the whole process: the last one made here is the one
// that every object talks to, so use it up before making another.
export function upstreamMemory(tableName, ttl) {
    const { memory } = new DynamoDBStore({ name: 'upstream', config: {
        id: 'upstream', tableName, ttl, disableInit: true, region: 'us-east-1', endpoint: testEndpoint(),
        credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    } }).stores;
    const pass = name => async args => plain(await memory[name](args));
    return {
        saveThread: async ({ thread }) => plain(await memory.saveThread({ thread: dated(thread) })),
        saveResource: async ({ resource }) => plain(await memory.saveResource({ resource: dated(resource) })),
        saveMessages: async ({ messages }) => plain((await memory.saveMessages({ messages: messages.map(dated) })).messages),
        deleteMessages: async ({ messageIds }) => plain(await memory.deleteMessages(messageIds)),
        listMessagesById: async args => plain((await memory.listMessagesById(args)).messages),
        ...Object.fromEntries(['getThreadById', 'updateThread', 'deleteThread', 'listThreads', 'updateMessages', 'listMessages',
            'getResourceById', 'updateResource'].map(name => [name, pass(name)])),
    };
}
