// What the domains of one store share: its native store, opened at the first call; and the signal that ends their calls.
import { NativeStore } from './native.js';
import { checkConfig, clientSettings, storeSettings, type DynamoDBDomainConfig } from './settings.js';

class SharedStore {
    readonly #config: DynamoDBDomainConfig;
    #opened: NativeStore | undefined;
    #opening: Promise<NativeStore> | undefined;

    constructor(config: DynamoDBDomainConfig) {
        this.#config = config;
    }

    get timeoutMs(): number {
        return this.#config.timeoutMs ?? 30_000;
    }

    open(): NativeStore | Promise<NativeStore> {
        return this.#opened ?? (this.#opening ??= this.#openNow().finally(() => { this.#opening = undefined; }));
    }

    close(): void {
        this.#opened?.close();
        this.#opened = undefined;
    }

    async #openNow(): Promise<NativeStore> {
        const settings = await clientSettings(this.#config);
        this.#opened = new NativeStore(settings, storeSettings(this.#config), this.#config.onCall);
        return this.#opened;
    }
}

export class Connection {
    readonly #store: SharedStore;
    readonly #signal: AbortSignal | undefined;

    private constructor(store: SharedStore, signal?: AbortSignal) {
        this.#store = store;
        this.#signal = signal;
    }

    /** Does nothing but check. Throws for an option that cannot be. */
    static to(config: DynamoDBDomainConfig): Connection {
        checkConfig(config);
        return new Connection(new SharedStore(config));
    }

    /** The same store; its calls end with the signal, and with this connection's own. */
    withSignal(signal: AbortSignal): Connection {
        return new Connection(this.#store, this.#signal ? AbortSignal.any([this.#signal, signal]) : signal);
    }

    async call<Result>(operation: string, args: unknown): Promise<Result> {
        const store = this.#store.open();
        return (store instanceof NativeStore ? store : await store).call<Result>(operation, args, this.#signal);
    }

    /** How long one call may take, in milliseconds. */
    get timeoutMs(): number {
        return this.#store.timeoutMs;
    }

    /** Calls in flight go on; a later call opens it again. */
    close(): void {
        this.#store.close();
    }
}

/** A domain is given the connection of its store, or the options to make one. */
export const connectionOf = (given: Connection | DynamoDBDomainConfig): Connection =>
    given instanceof Connection ? given : Connection.to(given);
