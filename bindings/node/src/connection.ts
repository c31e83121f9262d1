// What the domains of one store share: its native store, opened at the first call.
import { NativeStore } from './native.js';
import { checkTableName, clientSettings, storeSettings, type DynamoDBDomainConfig } from './settings.js';

export class Connection {
    readonly #config: DynamoDBDomainConfig;
    #opened: NativeStore | undefined;
    #opening: Promise<NativeStore> | undefined;

    /** Does nothing but check. Throws for a table name that cannot be. */
    constructor(config: DynamoDBDomainConfig) {
        checkTableName(config.tableName);
        this.#config = config;
    }

    async call<Result>(operation: string, args: unknown): Promise<Result> {
        const store = this.#opened ?? (await this.#open());
        return store.call<Result>(operation, args);
    }

    /** Calls in flight go on; a later call opens it again. */
    close(): void {
        this.#opened?.close();
        this.#opened = undefined;
    }

    #open(): Promise<NativeStore> {
        this.#opening ??= this.#openNow().finally(() => { this.#opening = undefined; });
        return this.#opening;
    }

    async #openNow(): Promise<NativeStore> {
        const settings = await clientSettings(this.#config);
        this.#opened = new NativeStore(settings, storeSettings(this.#config));
        return this.#opened;
    }
}

/** A domain is given the connection of its store, or the options to make one. */
export const connectionOf = (given: Connection | DynamoDBDomainConfig): Connection =>
    given instanceof Connection ? given : new Connection(given);
