// DynamoDBStore: Mastra's storage in one DynamoDB table.
import { ErrorCategory } from '@mastra/core/error';
import { MastraCompositeStore, type StorageDomains } from '@mastra/core/storage';
import { Connection } from './connection.js';
import { Aborted, guarded, StoreFault, storageError } from './errors.js';
import { MemoryStorageDynamoDB } from './memory.js';
import { ObservabilityStorageDynamoDB } from './observability.js';
import { ScoresStorageDynamoDB } from './scores.js';
import { WorkflowStorageDynamoDB } from './workflows.js';
import type { DynamoDBStoreConfig } from './settings.js';

export interface DynamoDBStoreOptions {
    /** Upstream takes it in `config`; either place will do. */
    id?: string;
    /** Default: the id. */
    name?: string;
    config: DynamoDBStoreConfig;
    disableInit?: boolean;
}

function connectionTo(config: DynamoDBStoreConfig): Connection {
    try {
        return Connection.to(config);
    } catch (fault) {
        throw storageError('CONSTRUCTOR', {}, fault, { category: ErrorCategory.USER });
    }
}

/**
 * Takes the place of `DynamoDBStore` of `@mastra/dynamodb`: the same table, options and errors. The table must exist.
 * Stores with the same region, endpoint and credentials share their connections.
 */
export class DynamoDBStore extends MastraCompositeStore {
    override stores: StorageDomains;
    protected override hasInitialized: Promise<boolean> | null = null;
    readonly #connection: Connection;
    readonly #options: DynamoDBStoreOptions;

    /** `connection`: of the store that this one is made from. */
    constructor(options: DynamoDBStoreOptions, connection?: Connection) {
        const { id, name, config, disableInit } = options;
        const known = config?.id ?? id ?? '';
        super({ id: known, name: name ?? known, disableInit: disableInit ?? config?.disableInit });
        this.#connection = connection ?? connectionTo(config);
        this.#options = options;
        this.stores = {
            memory: new MemoryStorageDynamoDB(this.#connection),
            workflows: new WorkflowStorageDynamoDB(this.#connection),
            scores: new ScoresStorageDynamoDB(this.#connection),
            observability: new ObservabilityStorageDynamoDB(this.#connection),
        };
    }

    /**
     * A store whose calls end with the signal: they reject at once, with an error named AbortError (or TimeoutError) whose
     * cause is the signal's reason, and send no further request. A write that was sent may have been carried out. It shares
     * everything else with this store, so that one can be made for every request that is served.
     */
    withSignal(signal: AbortSignal): DynamoDBStore {
        return new DynamoDBStore(this.#options, this.#connection.withSignal(signal));
    }

    get #tableName(): string {
        return this.#options.config.tableName;
    }

    /** Checks that the table exists. A failure is not remembered: the next call looks again. */
    override async init(): Promise<void> {
        this.hasInitialized ??= this.#findTable().catch(fault => {
            this.hasInitialized = null;
            throw fault;
        });
        await guarded('INIT', { tableName: this.#tableName }, () => this.hasInitialized!);
    }

    /** Calls in flight end as if it had not been called. An AWS SDK client that was given is left alone. */
    override async close(): Promise<void> {
        this.hasInitialized = null;
        this.#connection.close();
    }

    async #findTable(): Promise<boolean> {
        try {
            await this.#connection.call('describeTable', {});
            return true;
        } catch (fault) {
            if (fault instanceof StoreFault && fault.kind === 'not_found') {
                throw new Error(
                    `Table ${this.#tableName} does not exist or is not accessible. Create it with "mastra-dynamodb table create" or your CDK or CloudFormation stack.`,
                    { cause: fault },
                );
            }
            if (fault instanceof Aborted) throw fault;
            throw storageError('VALIDATE_TABLE_EXISTS', { tableName: this.#tableName }, fault);
        }
    }
}
