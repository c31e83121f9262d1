// What both stores are asked to do, each scenario on tables of its own. `steps` write; `reads` are made of what either
// store wrote, by either store.
import { aMessage, aThread, manyMessages, timeOf } from '../support/memory_samples.mjs';

const readThread = threadId => [['getThreadById', { threadId }], ['listMessages', { threadId, perPage: false }]];
const readResource = resourceId => [['getResourceById', { resourceId }]];
const readById = (...messageIds) => [['listMessagesById', { messageIds }]];
const withMessages = (id, messages, thread = {}) => [['saveThread', { thread: aThread(id, thread) }], ['saveMessages', { messages }]];
const aResource = (id, more = {}) => ({ id, workingMemory: '# notes', metadata: { a: 1 }, createdAt: timeOf(0), updatedAt: timeOf(0), ...more });

const unicode = 'Th Read#Ä-日本-İẞⅧ𐐀 ΑΣ';
const toolCall = { type: 'tool-invocation', toolInvocation: { toolCallId: 'c1', toolName: 'search', args: { q: 'ß' }, state: 'result', result: { n: 1.5 } } };
const rich = { format: 2, parts: [{ type: 'text', text: 'line\n"quoted" \u2028 \ud83e\udde0' }, toolCall], metadata: { k: null }, content: '{"a":1}' };

export const scenarios = {
    'a thread with everything': { steps: [['saveThread', { thread: aThread('t') }]], reads: readThread('t') },
    'a thread with empty metadata': { steps: [['saveThread', { thread: aThread('t', { metadata: {} }) }]], reads: readThread('t') },
    'a thread without title and metadata': {
        steps: [['saveThread', { thread: aThread('t', { title: undefined, metadata: undefined }) }]], reads: readThread('t'),
    },
    'a thread with an empty title': { steps: [['saveThread', { thread: aThread('t', { title: '' }) }]], reads: readThread('t') },
    'ids with Unicode, blanks and #': {
        steps: [...withMessages(unicode, [{ ...aMessage('m#1', unicode), resourceId: 'Res Öne#X' }], { resourceId: 'Res Öne#X' }),
            ['saveResource', { resource: aResource('Res Öne#X') }]],
        reads: [...readThread(unicode), ...readById('m#1'), ...readResource('Res Öne#X'), ['listThreads', { filter: { resourceId: 'Res Öne#X' } }]],
    },
    'metadata of every JSON type, keys like numbers, escapes': {
        steps: [['saveThread', { thread: aThread('t', { metadata: { 10: 'b', 2: 'a', z: [1, 1.5, 1e21, -0, { n: null }], 'ключ"\\': '\u0001é', e: '' } }) }]],
        reads: readThread('t'),
    },
    'a thread saved again': {
        steps: [['saveThread', { thread: aThread('t') }], ['saveThread', { thread: aThread('t', { title: 'second', metadata: { b: 2 } }) }]],
        reads: readThread('t'),
    },
    'a thread saved again without its metadata': {
        steps: [['saveThread', { thread: aThread('t') }], ['saveThread', { thread: aThread('t', { metadata: undefined }) }]], reads: readThread('t'),
    },
    'a thread updated': {
        steps: [['saveThread', { thread: aThread('t') }], ['updateThread', { id: 't', title: 'new', metadata: { topic: 'x', more: [1] } }]],
        reads: readThread('t'),
    },
    'a title updated': { steps: [['saveThread', { thread: aThread('t') }], ['updateThread', { id: 't', title: 'new' }]], reads: readThread('t') },
    'messages of a thread': { steps: withMessages('t', manyMessages('t', 30)), reads: [...readThread('t'), ...readById('t-00003', 't-00001')] },
    'pages of messages': {
        steps: withMessages('t', manyMessages('t', 12)),
        reads: [['listMessages', { threadId: 't', perPage: 5 }], ['listMessages', { threadId: 't', perPage: 5, page: 2 }],
            ['listMessages', { threadId: 't', perPage: 4, orderBy: { field: 'createdAt', direction: 'DESC' } }],
            ['listMessages', { threadId: 't', filter: { dateRange: { start: timeOf(3), end: timeOf(6) } } }],
            ['listMessages', { threadId: 't', perPage: 2, include: [{ id: 't-00008', withPreviousMessages: 2, withNextMessages: 1 }] }]],
    },
    'a message with tool calls, escapes and metadata': {
        steps: withMessages('t', [{ ...aMessage('m', 't'), content: rich }, { ...aMessage('n', 't', 1), type: 'tool-call',
            toolCallIds: ['c1'], toolCallArgs: [{ q: 1 }], toolNames: ['search'] }]),
        reads: readThread('t'),
    },
    'a message of format 1': {
        steps: withMessages('t', [{ ...aMessage('m', 't'), content: 'plain text' }, aMessage('n', 't', 1)]), reads: [...readThread('t'), ...readById('m')],
    },
    'a message saved again with another time': {
        steps: [...withMessages('t', [aMessage('m', 't', 1)]), ['saveMessages', { messages: [aMessage('m', 't', 9, 'edited')] }]],
        reads: readThread('t'),
    },
    'a message saved again in another thread': {
        steps: [...withMessages('t', [aMessage('m', 't', 1)]), ['saveThread', { thread: aThread('u') }], ['saveMessages', { messages: [aMessage('m', 'u', 1)] }]],
        reads: [...readThread('t'), ...readThread('u')],
    },
    'messages updated': {
        steps: [...withMessages('t', [{ ...aMessage('m', 't'), content: rich }]),
            ['updateMessages', { messages: [{ id: 'm', role: 'assistant', content: { metadata: { seen: true }, parts: [] } }] }]],
        reads: readThread('t'),
    },
    'a message updated in a field of its content that upstream does not know': {
        steps: [...withMessages('t', [aMessage('m', 't')]), ['updateMessages', { messages: [{ id: 'm', content: { reasoning: 'because' } }] }]],
        reads: readThread('t'),
    },
    'a message moved': {
        steps: [...withMessages('t', [aMessage('m', 't')]), ['saveThread', { thread: aThread('u') }],
            ['updateMessages', { messages: [{ id: 'm', threadId: 'u' }] }]],
        reads: [...readThread('t'), ...readThread('u')],
    },
    'messages deleted': {
        steps: [...withMessages('t', manyMessages('t', 5)), ['deleteMessages', { messageIds: ['t-00001', 't-00003', 'unknown'] }]], reads: readThread('t'),
    },
    'messages into a thread that does not exist': { steps: [['saveMessages', { messages: [aMessage('m', 'none')] }]], reads: readById('m') },
    'messages into two threads at once': {
        steps: [['saveThread', { thread: aThread('t') }], ['saveThread', { thread: aThread('u') }],
            ['saveMessages', { messages: [aMessage('m', 't'), aMessage('n', 'u')] }]],
        reads: [...readThread('t'), ...readThread('u')],
    },
    'a thread deleted': { steps: [...withMessages('t', manyMessages('t', 30)), ['deleteThread', { threadId: 't' }]], reads: readThread('t') },
    'a thread with a message of format 1 deleted': {
        steps: [...withMessages('t', [{ ...aMessage('m', 't'), content: 'plain' }]), ['deleteThread', { threadId: 't' }]], reads: readThread('t'),
    },
    'a resource with everything': { steps: [['saveResource', { resource: aResource('r') }]], reads: readResource('r') },
    'a resource without metadata, with empty working memory': {
        steps: [['saveResource', { resource: aResource('r', { metadata: undefined, workingMemory: '' }) }]], reads: readResource('r'),
    },
    'a resource with JSON as working memory': {
        steps: [['saveResource', { resource: aResource('r', { workingMemory: '{"name":"Ana", "n":1.0}' }) }]], reads: readResource('r'),
    },
    'a resource saved again': {
        steps: [['saveResource', { resource: aResource('r') }], ['saveResource', { resource: aResource('r', { createdAt: timeOf(5), metadata: { b: 1 } }) }]],
        reads: readResource('r'),
    },
    'a resource saved again without its metadata': {
        steps: [['saveResource', { resource: aResource('r') }], ['saveResource', { resource: aResource('r', { metadata: undefined }) }]],
        reads: readResource('r'),
    },
    'a resource updated': {
        steps: [['saveResource', { resource: aResource('r') }], ['updateResource', { resourceId: 'r', workingMemory: 'new', metadata: { c: 3 } }]],
        reads: readResource('r'),
    },
    'a resource made by its first update': { steps: [['updateResource', { resourceId: 'r', workingMemory: 'first' }]], reads: readResource('r') },
    'everything with a TTL': {
        ttl: { thread: ['ttl', 3600], message: ['expiresAt', 7200], resource: ['ttl', 600] },
        steps: [...withMessages('t', manyMessages('t', 2)), ['saveResource', { resource: aResource('r') }]],
        reads: [...readThread('t'), ...readResource('r')],
    },
    'updates with a TTL': {
        ttl: { thread: ['ttl', 3600], message: ['ttl', 7200], resource: ['ttl', 600] },
        steps: [...withMessages('t', [aMessage('m', 't')]), ['saveResource', { resource: aResource('r') }], ['pause', { ms: 6000 }],
            ['updateThread', { id: 't', metadata: { x: 1 } }], ['updateMessages', { messages: [{ id: 'm', content: { metadata: { x: 1 } } }] }],
            ['updateResource', { resourceId: 'r', metadata: { x: 1 } }]],
        reads: [...readThread('t'), ...readResource('r')],
    },
};
