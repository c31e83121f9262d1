// The contract in memory: what every operation of the memory store must give, from the storage contract and the headers
// alone. Times that only the store's clock knows are taken over from its replies, after a check that they move on.
export class ModelError extends Error {
    constructor(code) {
        super(code);
        this.code = code;
    }
}

export const compareIds = (a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b));

// Total order: the field, then the id as bytes, both in the same direction. ISO text compares as time does.
export function inOrder(rows, { field = 'createdAt', direction = 'ASC' } = {}) {
    const sign = direction === 'DESC' ? -1 : 1;
    return [...rows].sort((a, b) => sign * (a[field] < b[field] ? -1 : a[field] > b[field] ? 1 : compareIds(a.id, b.id)));
}

const isObject = value => value !== null && typeof value === 'object';
const equal = (a, b) => JSON.stringify(a) === JSON.stringify(b);
const matches = (metadata, wanted = {}) =>
    Object.entries(wanted).every(([key, value]) => isObject(metadata) && Object.hasOwn(metadata, key) && equal(metadata[key], value));

function inRange(time, { start, end, startExclusive, endExclusive } = {}) {
    if (start && (startExclusive ? time <= start : time < start)) return false;
    return !(end && (endExclusive ? time >= end : time > end));
}

const pageOf = (rows, page, perPage) => (perPage === false ? rows : rows.slice(page * perPage, (page + 1) * perPage));
const rowsFollow = (page, perPage, total) => perPage !== false && (page + 1) * perPage < total;

function mergedContent(old, change) {
    const before = isObject(old) && !Array.isArray(old) ? old : {};
    const merged = { ...before, ...change };
    if (isObject(before.metadata) && isObject(change.metadata)) merged.metadata = { ...before.metadata, ...change.metadata };
    return merged;
}

const defined = row => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined));

export class Model {
    threads = new Map();
    messages = new Map();
    resources = new Map();

    thread(id) {
        if (!this.threads.has(id)) throw new ModelError('thread_not_found');
        return this.threads.get(id);
    }

    // Threads.

    getThreadById({ threadId, resourceId }) {
        const thread = this.threads.get(threadId);
        return thread && (resourceId === undefined || thread.resourceId === resourceId) ? thread : null;
    }

    saveThread({ thread }) {
        const saved = defined({ ...thread, title: thread.title ?? `Thread ${thread.id}` });
        this.threads.set(thread.id, saved);
        return saved;
    }

    // `updatedAt` stays open: the caller settles it.
    updateThread({ id, title, metadata }) {
        const old = this.thread(id);
        const changed = defined({ ...old, title: title ?? old.title, metadata: metadata ? { ...old.metadata, ...metadata } : old.metadata });
        this.threads.set(id, changed);
        return changed;
    }

    updateThreadMetadata({ id, resourceId, increment }) {
        const old = this.getThreadById({ threadId: id, resourceId });
        return old && this.updateThread({ id, metadata: { [increment]: (old.metadata?.[increment] ?? 0) + 1 } });
    }

    deleteThread({ threadId }) {
        this.threads.delete(threadId);
        for (const message of this.messagesOf([threadId])) this.messages.delete(message.id);
        return null;
    }

    listThreads({ page = 0, perPage = 100, orderBy, filter = {} }) {
        const order = { field: orderBy?.field ?? 'createdAt', direction: orderBy?.direction ?? 'DESC' };
        const all = inOrder([...this.threads.values()].filter(thread =>
            (filter.resourceId === undefined || thread.resourceId === filter.resourceId) && matches(thread.metadata, filter.metadata)), order);
        const total = all.length;
        return { threads: pageOf(all, page, perPage), total, page, perPage, hasMore: rowsFollow(page, perPage, total) };
    }

    // `made` is the store's reply: it chooses ids and times.
    copyThread({ sourceThreadId, newThreadId, resourceId, title, metadata, options = {} }, made) {
        const source = this.thread(sourceThreadId);
        if (this.threads.has(newThreadId)) throw new ModelError('thread_exists');
        const { startDate, endDate, messageIds } = options.messageFilter ?? {};
        let copied = inOrder(this.messagesOf([sourceThreadId])).filter(message =>
            inRange(message.createdAt, { start: startDate, end: endDate }) && (!messageIds?.length || messageIds.includes(message.id)));
        if (options.messageLimit !== undefined) copied = copied.slice(Math.max(0, copied.length - options.messageLimit));
        const { id, createdAt, updatedAt } = made.thread;
        const clone = defined({ sourceThreadId, clonedAt: createdAt, lastMessageId: copied.at(-1)?.id });
        const owner = resourceId ?? source.resourceId;
        const thread = {
            id, resourceId: owner, title: title ?? (source.title ? `Clone of ${source.title}` : ''),
            metadata: { ...metadata, clone }, createdAt, updatedAt,
        };
        this.threads.set(id, thread);
        const copies = copied.map(message => ({ ...message, id: made.messageIdMap[message.id], threadId: id, resourceId: owner, updatedAt }));
        for (const copy of copies) this.messages.set(copy.id, copy);
        return { thread, messageIdMap: Object.fromEntries(copied.map((message, i) => [message.id, copies[i].id])) };
    }

    cloneThread(args, made) {
        const copy = this.copyThread(args, made);
        // Not what lay in a thread of that id before it existed.
        return { ...copy, clonedMessages: inOrder(Object.values(copy.messageIdMap).map(id => this.messages.get(id))) };
    }

    updateThreadResourceId({ threadId, resourceId }) {
        const thread = this.thread(threadId);
        if (thread.resourceId === resourceId) return thread;
        for (const message of this.messagesOf([threadId])) this.messages.set(message.id, { ...message, resourceId });
        this.threads.set(threadId, { ...thread, resourceId });
        return this.threads.get(threadId);
    }

    // Messages.

    messagesOf(threadIds) {
        return [...this.messages.values()].filter(message => threadIds.includes(message.threadId));
    }

    saveMessages({ messages }, made) {
        const distinct = new Map();
        for (const message of messages) distinct.set(message.id, message); // a Map keeps the first place
        return [...distinct.values()].map((message, i) => {
            const createdAt = this.messages.get(message.id)?.createdAt ?? message.createdAt;
            const saved = { type: 'text', ...defined(message), createdAt, updatedAt: made[i]?.updatedAt };
            this.messages.set(message.id, saved);
            return saved;
        });
    }

    updateMessages({ messages }, made) {
        const changed = new Map();
        for (const { id, content, ...rest } of messages) {
            const old = this.messages.get(id);
            if (!old) continue;
            const merged = { ...old, ...defined(rest), content: content ? mergedContent(old.content, content) : old.content };
            this.messages.set(id, merged);
            changed.set(id, merged);
        }
        return [...changed.keys()].map((id, i) => {
            const settled = { ...changed.get(id), updatedAt: made[i]?.updatedAt };
            this.messages.set(id, settled);
            return settled;
        });
    }

    deleteMessages({ messageIds }) {
        for (const id of messageIds) this.messages.delete(id);
        return null;
    }

    listMessagesById({ messageIds }) {
        return inOrder([...new Set(messageIds)].filter(id => this.messages.has(id)).map(id => this.messages.get(id)));
    }

    listMessages({ threadId, ...query }) {
        return this.#list([threadId].flat(), query, { stopWhenAllReturned: true });
    }

    listMessagesByResourceId({ resourceId, ...query }) {
        const ids = [...this.threads.values()].filter(thread => thread.resourceId === resourceId).map(thread => thread.id);
        return this.#list(ids, { ...query, resourceId }, { stopWhenAllReturned: false });
    }

    #list(threadIds, { resourceId, page = 0, perPage = 40, orderBy, filter = {}, include = [], includeTotal = true }, { stopWhenAllReturned }) {
        const scope = resourceId === '' ? undefined : resourceId;
        const inScope = message => scope === undefined || message.resourceId === scope;
        const all = inOrder(this.messagesOf(threadIds).filter(message =>
            inScope(message) && inRange(message.createdAt, filter.dateRange) && matches(message.content?.metadata, filter.metadata)), orderBy);
        const shown = pageOf(all, page, perPage);
        // Without a count only what an index cannot answer (a filter on metadata, another order) knows the true total.
        const counted = includeTotal || perPage === false || Object.keys(filter.metadata ?? {}).length > 0 || orderBy?.field === 'updatedAt';
        const total = perPage === 0 ? 0 : counted ? all.length : page * perPage + shown.length;
        let hasMore = perPage !== 0 && rowsFollow(page, perPage, all.length);
        const windows = include.flatMap(one => this.#window(one, inScope));
        const rows = inOrder([...new Map([...shown, ...windows].map(message => [message.id, message])).values()], orderBy);
        const complete = includeTotal && !Object.keys(filter.metadata ?? {}).length &&
            rows.filter(message => threadIds.includes(message.threadId)).length >= total;
        if (stopWhenAllReturned && complete) hasMore = false;
        return { messages: rows, total, page, perPage, hasMore };
    }

    #window({ id, withPreviousMessages = 0, withNextMessages = 0 }, inScope) {
        const target = this.messages.get(id);
        if (!target || !inScope(target)) return [];
        const thread = inOrder(this.messagesOf([target.threadId]).filter(inScope));
        const at = thread.indexOf(target);
        return thread.slice(Math.max(0, at - withPreviousMessages), at + withNextMessages + 1);
    }

    // Resources.

    getResourceById({ resourceId }) {
        return this.resources.get(resourceId) ?? null;
    }

    saveResource({ resource }, made) {
        const createdAt = this.resources.get(resource.id)?.createdAt ?? resource.createdAt;
        this.resources.set(resource.id, defined({ ...resource, createdAt, updatedAt: made.updatedAt }));
        return this.resources.get(resource.id);
    }

    updateResource({ resourceId, workingMemory, metadata }, made) {
        const old = this.resources.get(resourceId) ?? { id: resourceId, metadata: {}, createdAt: made.createdAt };
        const merged = metadata ? { ...old.metadata, ...metadata } : old.metadata;
        const changed = defined({ ...old, workingMemory: workingMemory ?? old.workingMemory, metadata: merged, updatedAt: made.updatedAt });
        this.resources.set(resourceId, changed);
        return changed;
    }
}
