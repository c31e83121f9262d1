// DynamoDBStore: Mastra's storage in one DynamoDB table.
import { ErrorCategory } from '@mastra/core/error';
import { MastraCompositeStore, type StorageDomains } from '@mastra/core/storage';
import { Connection } from './connection.js';
import { guarded, StoreFault, storageError } from './errors.js';
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

function opened(config: DynamoDBStoreConfig): Connection {
    try {
        return new Connection(config);
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
    readonly #tableName: string;

    constructor({ id, name, config, disableInit }: DynamoDBStoreOptions) {
        const known = config?.id ?? id ?? '';
        super({ id: known, name: name ?? known, disableInit: disableInit ?? config?.disableInit });
        this.#connection = opened(config);
        this.#tableName = config.tableName;
        this.stores = {
            memory: new MemoryStorageDynamoDB(this.#connection),
            workflows: new WorkflowStorageDynamoDB(this.#connection),
            scores: new ScoresStorageDynamoDB(this.#connection),
            observability: new ObservabilityStorageDynamoDB(this.#connection),
        };
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
            throw storageError('VALIDATE_TABLE_EXISTS', { tableName: this.#tableName }, fault);
        }
    }
}
