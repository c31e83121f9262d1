// One table, one driver, one model: every step's reply and every thread it touches must be what the model says.
import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { MemoryDriver } from '../support/store_driver/memory_driver.mjs';
import { dropTable, newTable } from '../support/tables.mjs';
import { Model, ModelError } from './model.mjs';
import { Steps } from './steps.mjs';

// Text, so that the order of keys counts as well.
const asText = value => (value !== null && typeof value === 'object' ? JSON.stringify(value) : value);
function comparable(value) {
    if (Array.isArray(value)) return value.map(comparable);
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(Object.entries(value).map(([name, member]) =>
        [name, name === 'metadata' || name === 'content' ? asText(member) : comparable(member)]));
}
const assertSame = (actual, expected, message) => assert.deepStrictEqual(comparable(actual), comparable(expected), message);

const returnsThread = new Set(['updateThread', 'updateThreadMetadata', 'updateThreadResourceId']);

export class World {
    constructor(seed, driverOptions) {
        this.seed = seed;
        this.model = new Model();
        this.steps = new Steps(seed, this.model);
        this.driverOptions = driverOptions;
    }

    async run(count) {
        const table = await newTable('random');
        this.driver = new MemoryDriver({ table, ...this.driverOptions });
        for (this.step = 0; this.step < count; this.step++) {
            const [operation, args] = this.steps.next();
            try {
                await this.#take(operation, args);
            } catch (fault) {
                await this.driver.kill();
                const where = `seed ${this.seed}, step ${this.step}: ${operation}(${inspect(args, { depth: 9, breakLength: 120 })})`;
                throw new Error(`${where}\n${fault.stack}`);
            }
        }
        await this.driver.close();
        await dropTable(table);
    }

    async #take(operation, args) {
        const before = this.#threadsToSettle(operation, args);
        const owners = new Map(this.model.messagesOf([args.threadId]).map(message => [message.id, message.resourceId]));
        const reply = await this.driver[operation](args).catch(error => error);
        let expected;
        try {
            expected = this.model[operation](args, reply);
        } catch (error) {
            if (!(error instanceof ModelError)) throw reply instanceof Error ? reply : error;
            assert.equal(reply.code, error.code);
            return;
        }
        if (reply instanceof Error) throw reply;
        if (operation === 'updateThreadResourceId') await this.#settleMessages(args, owners);
        const settled = await this.#settleThreads(before);
        // What an operation returns of a thread is what is read afterwards.
        assertSame(reply, (returnsThread.has(operation) && settled.get(expected?.id)) || expected);
    }

    // Threads whose updatedAt this operation moves on, as they were.
    #threadsToSettle(operation, args) {
        const threadsOf = ids => ids.map(id => this.model.messages.get(id)?.threadId);
        const { threads, messages } = this.model;
        const ids = {
            updateThread: () => [args.id],
            updateThreadMetadata: () => [this.model.getThreadById({ threadId: args.id, resourceId: args.resourceId })?.id],
            updateThreadResourceId: () => (threads.get(args.threadId)?.resourceId === args.resourceId ? [] : [args.threadId]),
            saveMessages: () => [...new Map(args.messages.map(message => [message.id, message.threadId])).values()],
            updateMessages: () => {
                const known = args.messages.filter(({ id }) => messages.has(id));
                const moved = known.filter(({ threadId }) => threadId !== undefined).map(({ id, threadId }) => [id, threadId]);
                // Moved twice in one call: it never is in the thread in between.
                return [...threadsOf(known.map(({ id }) => id)), ...new Map(moved).values()];
            },
            deleteMessages: () => threadsOf(args.messageIds),
        }[operation]?.() ?? [];
        return [...new Set(ids)].filter(id => threads.has(id)).map(id => threads.get(id));
    }

    async #settleThreads(before) {
        const settled = new Map();
        await Promise.all(before.map(async old => {
            const stored = await this.driver.getThreadById({ threadId: old.id });
            assert.ok(stored.updatedAt > old.updatedAt, `updatedAt of thread ${old.id} did not move on: ${old.updatedAt}, ${stored.updatedAt}`);
            const expected = { ...this.model.threads.get(old.id), updatedAt: stored.updatedAt };
            assertSame(stored, expected, `thread ${old.id}`);
            this.model.threads.set(old.id, expected);
            settled.set(old.id, expected);
        }));
        return settled;
    }

    async #settleMessages({ threadId, resourceId }, owners) {
        const { messages } = await this.driver.listMessages({ threadId, perPage: false });
        for (const { id, updatedAt } of messages) {
            const old = this.model.messages.get(id);
            if (owners.get(id) === resourceId) assert.equal(updatedAt, old.updatedAt, `message ${id}`);
            this.model.messages.set(id, { ...old, updatedAt });
        }
        assertSame(messages, this.model.listMessages({ threadId, perPage: false }).messages);
    }
}
