// The memory store from Node.js: an object with Mastra's methods. Content goes out as the text that is to be stored:
// what JSON.stringify makes of an object.
import { StoreDriver, StoreError } from './store_driver.mjs';

export { StoreError };

const storedText = content => (typeof content === 'string' || content === undefined ? content : JSON.stringify(content));
const withStoredText = message => ({ ...message, content: storedText(message.content) });

const operations = [
    'getThreadById', 'saveThread', 'updateThread', 'updateThreadMetadata', 'deleteThread', 'listThreads', 'copyThread',
    'cloneThread', 'updateThreadResourceId', 'listMessages', 'listMessagesByResourceId', 'listMessagesById',
    'deleteMessages', 'getResourceById', 'saveResource', 'updateResource',
];

export class MemoryDriver extends StoreDriver {
    constructor(options) {
        super(options);
        for (const op of operations) this[op] = args => this.call(op, args);
    }

    saveMessages({ messages }) {
        return this.call('saveMessages', { messages: messages.map(withStoredText) });
    }

    // Partial content is a JSON object and stays one.
    updateMessages({ messages }) {
        return this.call('updateMessages', { messages });
    }
}
