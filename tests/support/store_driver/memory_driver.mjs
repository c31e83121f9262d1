// The memory store from Node.js: an object with Mastra's methods. Content goes out as the text that is to be stored
// (what JSON.stringify makes of an object) and comes back parsed, as a binding would do it.
import { StoreDriver, StoreError } from './store_driver.mjs';

export { StoreError };

const storedText = content => (typeof content === 'string' || content === undefined ? content : JSON.stringify(content));
const withStoredText = message => ({ ...message, content: storedText(message.content) });

function parsedContent(text) {
    if (!text.startsWith('{') && !text.startsWith('[')) return text;
    try {
        return JSON.parse(text);
    } catch {
        return text;
    }
}
const parsed = message => ({ ...message, content: parsedContent(message.content) });

function parsedMessages(result) {
    if (Array.isArray(result)) return result.map(row => ('content' in row ? parsed(row) : row));
    for (const name of ['messages', 'clonedMessages']) if (result?.[name]) result[name] = result[name].map(parsed);
    return result;
}

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

    shaped(result) {
        return parsedMessages(result);
    }

    saveMessages({ messages }) {
        return this.call('saveMessages', { messages: messages.map(withStoredText) });
    }

    // Partial content is a JSON object and stays one.
    updateMessages({ messages }) {
        return this.call('updateMessages', { messages });
    }
}
