// Random operations with few ids, so that they meet often: ids that differ only in case or are prefixes of each other,
// equal times, small pages.
import { seededRandom } from '../support/seeded_random.mjs';

const threadIds = ['t', 'T', 't1', 'T1', 't1#x', 'tÄ', 'tä', 'ΣΑΣ', 'σας'];
const resourceIds = ['r', 'R', 'r1', 'r#r'];
const messageIds = ['m', 'M', 'm1', 'M1', 'm1#x', 'mß', 'mẞ', 'm2', 'm3', 'm4', 'M4', 'm5', 'm6', 'm7', 'İ', 'i̇'];
const counters = ['alpha', 'beta'];
const start = Date.parse('2025-03-01T00:00:00Z');
const times = [0, 0, 0, 1, 2, 1000, 60_000].map(offset => new Date(start + offset).toISOString());

export class Steps {
    constructor(seed, model) {
        this.random = seededRandom(seed);
        this.model = model;
    }

    chance(share) { return this.random() < share; }
    below(count) { return Math.floor(this.random() * count); }
    one(values) { return values[this.below(values.length)]; }
    some(most, make) { return Array.from({ length: this.below(most + 1) }, make); }
    maybe(share, make) { return this.chance(share) ? make() : undefined; }

    // Ids that copies made are met too.
    threadId() { return this.chance(0.15) ? this.one([...this.model.threads.keys(), 't']) : this.one(threadIds); }
    messageId() { return this.chance(0.15) ? this.one([...this.model.messages.keys(), 'm']) : this.one(messageIds); }
    resourceId() { return this.one(resourceIds); }
    time() { return this.one(times); }

    metadata() {
        const values = [1, 'text', true, null, { deep: [1, 2] }, '', 1.5, '日本'];
        return Object.fromEntries(this.some(3, () => [this.one(['k', 'K', 'topic', 'z_1']), this.one(values)]));
    }

    content() {
        if (this.chance(0.1)) return this.one(['plain text', 'x', '{not json']);
        const text = 'word '.repeat(this.below(8)) + this.below(1000);
        const metadata = this.maybe(0.4, () => this.metadata());
        return { format: 2, parts: [{ type: 'text', text }], ...(metadata ? { metadata } : {}) };
    }

    message() {
        return {
            id: this.messageId(), threadId: this.threadId(), resourceId: this.resourceId(),
            role: this.one(['user', 'assistant', 'tool']), type: this.maybe(0.2, () => 'v2'), content: this.content(),
            createdAt: this.time(), toolNames: this.maybe(0.1, () => ['search']),
        };
    }

    order() {
        return this.maybe(0.6, () => ({ field: this.one(['createdAt', 'createdAt', 'updatedAt']), direction: this.one(['ASC', 'DESC']) }));
    }

    paging() {
        const perPage = this.one([undefined, false, 0, 1, 2, 3, 5]);
        return { perPage, page: perPage === false ? 0 : this.one([undefined, 0, 0, 1, 2]) };
    }

    matchMetadata() { return { [this.one(['k', 'topic'])]: this.one([1, 'text', true, null, 'none']) }; }

    messageQuery() {
        const range = () => ({
            start: this.maybe(0.6, () => this.time()), end: this.maybe(0.6, () => this.time()),
            startExclusive: this.maybe(0.3, () => true), endExclusive: this.maybe(0.3, () => true),
        });
        const include = () => ({ id: this.messageId(), withPreviousMessages: this.below(4), withNextMessages: this.below(4) });
        return {
            ...this.paging(), orderBy: this.order(), includeTotal: this.maybe(0.5, () => this.chance(0.5)),
            include: this.maybe(0.3, () => [include(), ...this.some(1, include)]),
            filter: this.maybe(0.3, () => ({ dateRange: this.maybe(0.6, range), metadata: this.maybe(0.4, () => this.matchMetadata()) })),
        };
    }

    copy() {
        const messageFilter = () => ({
            startDate: this.maybe(0.3, () => this.time()), endDate: this.maybe(0.3, () => this.time()),
            messageIds: this.maybe(0.3, () => this.some(3, () => this.messageId())),
        });
        return {
            sourceThreadId: this.threadId(), newThreadId: this.maybe(0.5, () => this.threadId()),
            resourceId: this.maybe(0.4, () => this.resourceId()), title: this.maybe(0.3, () => 'a copy'),
            metadata: this.maybe(0.3, () => this.metadata()),
            options: this.maybe(0.5, () => ({ messageLimit: this.maybe(0.4, () => this.below(4)), messageFilter: this.maybe(0.5, messageFilter) })),
        };
    }

    thread() {
        return {
            id: this.threadId(), resourceId: this.resourceId(), title: this.maybe(0.7, () => this.one(['', 'a title', 'Ω'])),
            metadata: this.maybe(0.6, () => this.metadata()), createdAt: this.time(), updatedAt: this.time(),
        };
    }

    resource() {
        return {
            id: this.resourceId(), workingMemory: this.maybe(0.7, () => this.one(['', '# notes'])),
            metadata: this.maybe(0.6, () => this.metadata()), createdAt: this.time(), updatedAt: this.time(),
        };
    }

    messageUpdate() {
        return {
            id: this.messageId(), threadId: this.maybe(0.2, () => this.threadId()), resourceId: this.maybe(0.2, () => this.resourceId()),
            role: this.maybe(0.2, () => 'user'), content: this.maybe(0.7, () => {
                const content = this.content();
                return typeof content === 'string' ? { content } : content;
            }),
        };
    }

    // [weight, operation, arguments]
    table = [
        [6, 'saveThread', () => ({ thread: this.thread() })],
        [6, 'getThreadById', () => ({ threadId: this.threadId(), resourceId: this.maybe(0.3, () => this.resourceId()) })],
        [6, 'updateThread', () => ({ id: this.threadId(), title: this.maybe(0.5, () => 'changed'), metadata: this.maybe(0.6, () => this.metadata()) })],
        [4, 'updateThreadMetadata', () => ({ id: this.threadId(), increment: this.one(counters), resourceId: this.maybe(0.3, () => this.resourceId()) })],
        [3, 'deleteThread', () => ({ threadId: this.threadId() })],
        [6, 'listThreads', () => ({ ...this.paging(), orderBy: this.order(), filter: this.maybe(0.8, () => ({
            resourceId: this.maybe(0.8, () => this.resourceId()), metadata: this.maybe(0.3, () => this.matchMetadata()) })) })],
        [2, 'copyThread', () => this.copy()],
        [2, 'cloneThread', () => this.copy()],
        [3, 'updateThreadResourceId', () => ({ threadId: this.threadId(), resourceId: this.resourceId() })],
        [18, 'saveMessages', () => ({ messages: this.chance(0.5) ? [this.message()] : this.some(6, () => this.message()) })],
        [20, 'listMessages', () => ({ threadId: this.chance(0.7) ? this.threadId() : [this.threadId(), this.threadId(), this.threadId()],
            resourceId: this.maybe(0.3, () => this.one([...resourceIds, ''])), ...this.messageQuery() })],
        [5, 'listMessagesByResourceId', () => ({ resourceId: this.resourceId(), ...this.messageQuery() })],
        [5, 'listMessagesById', () => ({ messageIds: this.some(6, () => this.messageId()) })],
        [8, 'updateMessages', () => ({ messages: this.some(4, () => this.messageUpdate()) })],
        [4, 'deleteMessages', () => ({ messageIds: this.some(4, () => this.messageId()) })],
        [3, 'getResourceById', () => ({ resourceId: this.resourceId() })],
        [3, 'saveResource', () => ({ resource: this.resource() })],
        [4, 'updateResource', () => ({ resourceId: this.resourceId(), workingMemory: this.maybe(0.5, () => 'new'), metadata: this.maybe(0.6, () => this.metadata()) })],
    ];

    next() {
        // Copies make new ids without end: now and then a thread goes.
        if (this.model.threads.size > 14) return ['deleteThread', { threadId: this.one([...this.model.threads.keys()]) }];
        let draw = this.random() * this.table.reduce((sum, [weight]) => sum + weight, 0);
        const [, operation, args] = this.table.find(([weight]) => (draw -= weight) < 0);
        // As JSON will carry it: what is undefined is not there.
        return [operation, JSON.parse(JSON.stringify(args()))];
    }
}
