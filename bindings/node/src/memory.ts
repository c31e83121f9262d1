// Mastra's memory domain: threads, messages and resources.
import { ErrorCategory } from '@mastra/core/error';
import type { MastraDBMessage, StorageThreadType } from '@mastra/core/memory';
import * as storage from '@mastra/core/storage';
import {
    calculatePagination,
    MemoryStorage,
    normalizePerPage,
    type StorageCloneThreadInput,
    type StorageCloneThreadOutput,
    type StorageCopyThreadOutput,
    type StorageListMessagesByResourceIdInput,
    type StorageListMessagesInput,
    type StorageListMessagesOutput,
    type StorageListThreadsInput,
    type StorageListThreadsOutput,
    type StorageResourceType,
} from '@mastra/core/storage';
import { connectionOf, type Connection } from './connection.js';
import { guarded, storageError, StoreFault, type SpecialFaults } from './errors.js';
import { messagesOf, normalised, storedMessagesOf, type MessageRow } from './messages.js';
import type { DynamoDBDomainConfig } from './settings.js';
import { isoTime, withDates, type TimedRow } from './shapes.js';

type ListMessagesArgs = StorageListMessagesInput | StorageListMessagesByResourceIdInput;
type MessageChange = Parameters<MemoryStorage['updateMessages']>[0]['messages'][number];

// Absent from the oldest cores, where importing it by name would fail.
const { validateStorageMetadataFilter }: Partial<typeof storage> = storage;
const user = ErrorCategory.USER;
const copyFaults: SpecialFaults = {
    thread_not_found: { status: 'SOURCE_NOT_FOUND', category: user },
    thread_exists: { status: 'THREAD_EXISTS', category: user },
};

type MetadataUpdate = Parameters<MemoryStorage['updateThreadMetadata']>[0];

/** The reply of src/calls/thread_metadata.hpp. */
interface VersionedThread {
    thread: TimedRow;
    version: string;
    merged: boolean;
}
const alwaysChanged = {
    code: 'update_conflict', kind: 'conflict', message: 'the thread was changed by others each time, until the deadline of the call',
};

const threadOf = (row: TimedRow): StorageThreadType => withDates<StorageThreadType>(row);
const resourceOf = (row: TimedRow): StorageResourceType => withDates<StorageResourceType>(row);

/** A thread that was copied just now: the time in its metadata is a Date, as core's own store gives it. */
function copyOf(row: TimedRow): StorageThreadType {
    const thread = threadOf(row);
    const clone = thread.metadata?.['clone'] as { clonedAt?: unknown } | undefined;
    if (typeof clone?.clonedAt === 'string') clone.clonedAt = new Date(clone.clonedAt);
    return thread;
}

function isBlank(threadId: unknown): boolean {
    const ids = Array.isArray(threadId) ? threadId : [threadId];
    return ids.length === 0 || ids.some(id => typeof id !== 'string' || id.trim() === '');
}

export class MemoryStorageDynamoDB extends MemoryStorage {
    /** A title or metadata that is not given stays as it is. */
    override readonly supportsPartialThreadUpdate = true;
    readonly #connection: Connection;

    constructor(config: Connection | DynamoDBDomainConfig) {
        super();
        this.#connection = connectionOf(config);
    }

    /** This domain, with calls that end with the signal. */
    withSignal(signal: AbortSignal): MemoryStorageDynamoDB {
        return new MemoryStorageDynamoDB(this.#connection.withSignal(signal));
    }

    override async dangerouslyClearAll(): Promise<void> {
        await guarded('CLEAR_MEMORY', {}, () => this.#connection.call('clearMemory', {}));
    }

    // Threads.

    override async getThreadById({ threadId, resourceId }: { threadId: string; resourceId?: string }) {
        return guarded('GET_THREAD_BY_ID', { threadId }, async () => {
            const row = await this.#connection.call<TimedRow | null>('getThreadById', { threadId, resourceId });
            return row && threadOf(row);
        });
    }

    override async saveThread({ thread }: { thread: StorageThreadType }): Promise<StorageThreadType> {
        return guarded('SAVE_THREAD', { threadId: thread.id }, async () => {
            const now = new Date();
            const saved = { ...thread, createdAt: thread.createdAt ?? now, updatedAt: thread.updatedAt ?? now };
            return threadOf(await this.#connection.call<TimedRow>('saveThread', { thread: saved }));
        });
    }

    override async updateThread(change: { id: string; title?: string; metadata?: Record<string, unknown> }) {
        return guarded('UPDATE_THREAD', { threadId: change.id }, async () =>
            threadOf(await this.#connection.call<TimedRow>('updateThread', change)));
    }

    /**
     * Merges what the callback gives into the metadata of the thread that it was shown. It is called again where the thread was
     * changed meanwhile, here or in another process, so that a counter counts every call once.
     */
    override async updateThreadMetadata({ id, resourceId, update }: MetadataUpdate): Promise<StorageThreadType | null> {
        const until = performance.now() + this.#connection.timeoutMs;
        const ask = (merge: object): Promise<VersionedThread | null> => guarded('UPDATE_THREAD', { threadId: id }, () => {
            if (performance.now() > until) throw new StoreFault(alwaysChanged);
            return this.#connection.call('mergeThreadMetadata', { threadId: id, resourceId, ...merge });
        });
        let seen = await ask({});
        while (seen && !seen.merged) {
            const thread = threadOf(seen.thread);
            const metadata = update(thread);
            if (!metadata) return thread;
            seen = await ask({ version: seen.version, metadata });
        }
        return seen && threadOf(seen.thread);
    }

    override async deleteThread({ threadId }: { threadId: string }): Promise<void> {
        await guarded('DELETE_THREAD', { threadId }, () => this.#connection.call('deleteThread', { threadId }));
    }

    override async listThreads(args: StorageListThreadsInput): Promise<StorageListThreadsOutput> {
        const { page = 0, perPage: asked, orderBy, filter } = args;
        this.#checkThreadPage(page, asked);
        this.#checkThreadFilter(filter?.metadata);
        const perPage = normalizePerPage(asked, 100);
        const shown = calculatePagination(page, asked, perPage).perPage;
        const details = { page, perPage: shown, hasMetadataFilter: Object.keys(filter?.metadata ?? {}).length > 0 };
        return guarded('LIST_THREADS', { ...(filter?.resourceId && { resourceId: filter.resourceId }), ...details },
            async () => {
                const query = { page, perPage: shown, orderBy: this.parseOrderBy(orderBy), filter };
                const found = await this.#connection.call<StorageListThreadsOutput>('listThreads', query);
                const threads = (found.threads as unknown as TimedRow[]).map(threadOf);
                return { ...found, threads };
            });
    }

    #checkThreadPage(page: number, perPage: number | false | undefined): void {
        try {
            this.validatePaginationInput(page, perPage ?? 100);
        } catch (fault) {
            const details = { page, ...(perPage !== undefined && { perPage }) };
            throw storageError('LIST_THREADS', details, fault, { status: 'INVALID_PAGE', category: user });
        }
    }

    #checkThreadFilter(metadata: Record<string, unknown> | undefined): void {
        try {
            this.validateMetadataKeys(metadata);
        } catch (fault) {
            const shape = { status: 'INVALID_METADATA_KEY', category: user };
            throw storageError('LIST_THREADS', { metadataKeys: Object.keys(metadata ?? {}).join(', ') }, fault, shape);
        }
    }

    override async copyThread(args: StorageCloneThreadInput): Promise<StorageCopyThreadOutput> {
        return guarded('CLONE_THREAD', { sourceThreadId: args.sourceThreadId }, async () => {
            const copy = await this.#connection.call<StorageCopyThreadOutput>('copyThread', args);
            return { ...copy, thread: copyOf(copy.thread as unknown as TimedRow) };
        }, copyFaults);
    }

    override async cloneThread(args: StorageCloneThreadInput): Promise<StorageCloneThreadOutput> {
        return guarded('CLONE_THREAD', { sourceThreadId: args.sourceThreadId }, async () => {
            const clone = await this.#connection.call<StorageCloneThreadOutput>('cloneThread', { ...args, updatedAt: false });
            const rows = clone.clonedMessages as unknown as MessageRow[];
            return { ...clone, thread: copyOf(clone.thread as unknown as TimedRow), clonedMessages: await messagesOf(rows) };
        }, copyFaults);
    }

    override async updateThreadResourceId(args: { threadId: string; resourceId: string }): Promise<StorageThreadType> {
        const details = { threadId: args.threadId, resourceId: args.resourceId };
        return guarded('UPDATE_THREAD_RESOURCE_ID', details, async () =>
            threadOf(await this.#connection.call<TimedRow>('updateThreadResourceId', args)),
        { thread_not_found: { text: `Thread "${args.threadId}" not found` } });
    }

    // Messages.

    override async listMessages(args: StorageListMessagesInput): Promise<StorageListMessagesOutput> {
        const { threadId, resourceId } = args;
        const threadIds = Array.isArray(threadId) ? threadId.join(',') : String(threadId);
        if (isBlank(threadId)) {
            const fault = new Error('threadId must be a non-empty string or array of non-empty strings');
            throw storageError('LIST_MESSAGES', { threadId: threadIds }, fault, { status: 'INVALID_THREAD_ID' });
        }
        const query = { ...this.#messageQuery(args), threadId, resourceId: resourceId || undefined };
        return guarded('LIST_MESSAGES', { threadId: threadIds, resourceId: resourceId ?? '' }, () =>
            this.#messagePage('listMessages', query));
    }

    override async listMessagesByResourceId(args: StorageListMessagesByResourceIdInput): Promise<StorageListMessagesOutput> {
        const { resourceId } = args;
        if (!resourceId?.trim()) {
            const fault = new Error('resourceId must be a non-empty string');
            throw storageError('LIST_MESSAGES_BY_RESOURCE_ID', {}, fault, { status: 'INVALID_QUERY', category: user });
        }
        const query = { ...this.#messageQuery(args), resourceId };
        return guarded('LIST_MESSAGES_BY_RESOURCE_ID', { resourceId }, () =>
            this.#messagePage('listMessagesByResourceId', query));
    }

    /** Throws plain errors for paging and filters that cannot be, as core's own functions do. */
    #messageQuery({ page = 0, perPage: asked, orderBy, include, filter, ...rest }: ListMessagesArgs) {
        const { perPage } = calculatePagination(page, asked, normalizePerPage(asked, 40));
        const { dateRange, metadata } = filter ?? {};
        return {
            page,
            perPage,
            orderBy: this.parseOrderBy(orderBy, 'ASC'),
            include,
            filter: {
                dateRange: dateRange && { ...dateRange, start: isoTime(dateRange.start), end: isoTime(dateRange.end) },
                metadata: validateStorageMetadataFilter?.(metadata) ?? metadata,
            },
            includeTotal: (rest as { includeTotal?: boolean }).includeTotal,
        };
    }

    async #messagePage(operation: string, query: object): Promise<StorageListMessagesOutput> {
        const found = await this.#connection.call<StorageListMessagesOutput>(operation, { ...query, updatedAt: false });
        return { ...found, messages: await messagesOf(found.messages as unknown as MessageRow[]) };
    }

    override async listMessagesById({ messageIds }: { messageIds: string[] }): Promise<{ messages: MastraDBMessage[] }> {
        if (messageIds.length === 0) return { messages: [] };
        return guarded('LIST_MESSAGES_BY_ID', { messageIds: JSON.stringify(messageIds) }, async () => {
            const rows = await this.#connection.call<MessageRow[]>('listMessagesById', { messageIds, updatedAt: false });
            return { messages: await messagesOf(rows) };
        });
    }

    override async saveMessages({ messages }: { messages: MastraDBMessage[] }): Promise<{ messages: MastraDBMessage[] }> {
        if (messages.length === 0) return { messages: [] };
        if (!messages[0]?.threadId) throw new Error('Thread ID is required');
        return guarded('SAVE_MESSAGES', { count: messages.length }, async () => {
            const now = new Date();
            const saved = messages.map(message => (message.createdAt ? message : { ...message, createdAt: now }));
            await this.#connection.call('saveMessages', { messages: saved, echo: false });
            return { messages: await normalised(saved) };
        });
    }

    override async updateMessages({ messages }: { messages: MessageChange[] }): Promise<MastraDBMessage[]> {
        if (messages.length === 0) return [];
        return guarded('UPDATE_MESSAGES', { count: messages.length }, async () =>
            storedMessagesOf(await this.#connection.call<MessageRow[]>('updateMessages', { messages, updatedAt: false })));
    }

    override async deleteMessages(messageIds: string[]): Promise<void> {
        if (!messageIds?.length) return;
        await guarded('DELETE_MESSAGES', { count: messageIds.length }, () =>
            this.#connection.call('deleteMessages', { messageIds }));
    }

    // Resources.

    override async getResourceById({ resourceId }: { resourceId: string }): Promise<StorageResourceType | null> {
        return guarded('GET_RESOURCE_BY_ID', { resourceId }, async () => {
            const row = await this.#connection.call<TimedRow | null>('getResourceById', { resourceId });
            return row && resourceOf(row);
        });
    }

    override async saveResource({ resource }: { resource: StorageResourceType }): Promise<StorageResourceType> {
        return guarded('SAVE_RESOURCE', { resourceId: resource.id }, async () => {
            const now = new Date();
            const saved = { ...resource, createdAt: resource.createdAt ?? now, updatedAt: resource.updatedAt ?? now };
            return resourceOf(await this.#connection.call<TimedRow>('saveResource', { resource: saved }));
        });
    }

    override async updateResource(change: {
        resourceId: string;
        workingMemory?: string;
        metadata?: Record<string, unknown>;
    }): Promise<StorageResourceType> {
        return guarded('UPDATE_RESOURCE', { resourceId: change.resourceId }, async () =>
            resourceOf(await this.#connection.call<TimedRow>('updateResource', change)));
    }
}
