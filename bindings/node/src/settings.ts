// The options of the store and its domains, and what the native side is told of them.
import type { OnCall } from './call_report.js';
import type { AwsCredentials, AwsCredentialsProvider, ClientSettings } from './native.js';
import type { DynamoDBTtlConfig } from './ttl.js';

export type { AwsCredentials, AwsCredentialsProvider };

/** What is needed of an AWS SDK client (DynamoDBDocumentClient or DynamoDBClient); the SDK itself is not used. */
export interface AwsClientLike {
    config: {
        region?: string | (() => Promise<string>);
        endpoint?: () => Promise<{ protocol: string; hostname: string; port?: number; path?: string }>;
        credentials?: AwsCredentials | AwsCredentialsProvider;
    };
}

/** How requests are made. All of it is optional. */
export interface DynamoDBTransportOptions {
    /**
     * `strong` (the default): reads of single records see every write that finished before. `eventual`: they may be a moment
     * behind, for half the read units, as `@mastra/dynamodb` reads. Updates lose nothing either way. Lists are eventual.
     */
    consistency?: 'strong' | 'eventual';
    /** A whole operation, in milliseconds. Default 30,000. */
    timeoutMs?: number;
    /** One attempt of a request, in milliseconds. Default 10,000. */
    attemptTimeoutMs?: number;
    /** Setting up a connection, in milliseconds. Default 3,000. */
    connectTimeoutMs?: number;
    /** Connections of the pool that all stores with the same settings share. Default 64. */
    maxConnections?: number;
    /** Requests of one operation in flight at once, 1 to 64. Default 16. */
    maxParallelRequests?: number;
    /** The largest record accepted, in bytes; records over 400 KB are compressed and cut into parts. Default 32 MiB. */
    maxRecordBytes?: number;
    /** Told what each call cost. Only then DynamoDB is asked for capacity units. What it throws becomes a warning. */
    onCall?: OnCall;
    retry?: { maxAttempts?: number; maxThrottledAttempts?: number; baseDelayMs?: number; maxDelayMs?: number };
    /** Allows plain http to other hosts than this one. Default: false. */
    allowInsecureEndpoint?: boolean;
}

export interface DynamoDBAddress {
    /** Default: us-east-1. */
    region?: string;
    endpoint?: string;
    /** Values, or a function that is asked when they are about to expire. Default: AWS's usual places. */
    credentials?: AwsCredentials | AwsCredentialsProvider;
}

/** What a domain class needs when it is used without DynamoDBStore. */
export type DynamoDBDomainConfig = {
    tableName: string;
    ttl?: DynamoDBTtlConfig;
} & DynamoDBTransportOptions &
    (({ client: AwsClientLike } & { [Name in keyof DynamoDBAddress]?: never }) | ({ client?: never } & DynamoDBAddress));

export type DynamoDBStoreConfig = DynamoDBDomainConfig & {
    /** Given here, or beside `config`. */
    id?: string;
    /** The table is not looked at before the first use. Default: false. */
    disableInit?: boolean;
};

const transportNames = [
    'timeoutMs', 'attemptTimeoutMs', 'connectTimeoutMs', 'maxConnections', 'retry', 'allowInsecureEndpoint',
] as const;
const storeNames = ['tableName', 'ttl', 'maxParallelRequests', 'maxRecordBytes'] as const;

function picked(config: object, names: readonly string[]): Record<string, unknown> {
    const values = config as Record<string, unknown>;
    return Object.fromEntries(names.filter(name => values[name] !== undefined).map(name => [name, values[name]]));
}

export const storeSettings = (config: DynamoDBDomainConfig): object =>
    ({ ...picked(config, storeNames), consistentReads: config.consistency !== 'eventual' });

const knownSettings = ({ region, endpoint, credentials }: DynamoDBAddress): ClientSettings => ({
    region: region || 'us-east-1',
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(credentials === undefined ? {} : { credentials }),
});

async function settingsOfClient({ config }: AwsClientLike): Promise<ClientSettings> {
    const region = typeof config.region === 'function' ? await config.region() : config.region;
    const at = await config.endpoint?.();
    const endpoint = at && `${at.protocol}//${at.hostname}${at.port ? `:${at.port}` : ''}`;
    return knownSettings({ region, endpoint, credentials: config.credentials });
}

/** Settings that are known at once, or a promise where an AWS SDK client has to be asked. */
export function clientSettings(config: DynamoDBDomainConfig): ClientSettings | Promise<ClientSettings> {
    const more = picked(config, transportNames);
    if (config.client) return settingsOfClient(config.client).then(settings => ({ ...more, ...settings }));
    return { ...more, ...knownSettings(config) };
}

/** Whole numbers, and the range of each. */
const hour = 3_600_000;
const ranges: Record<string, [least: number, most: number]> = {
    timeoutMs: [1, hour],
    attemptTimeoutMs: [1, hour],
    connectTimeoutMs: [1, hour],
    maxConnections: [1, 1_024],
    maxParallelRequests: [1, 64],
    maxRecordBytes: [1, 1_000_000_000],
    'retry.maxAttempts': [1, 100],
    'retry.maxThrottledAttempts': [1, 100],
    'retry.baseDelayMs': [0, hour],
    'retry.maxDelayMs': [0, hour],
};

function checkNumber(name: string, value: unknown): void {
    const [least, most] = ranges[name]!;
    if (Number.isInteger(value) && least <= (value as number) && (value as number) <= most) return;
    throw new Error(`DynamoDBStore: config.${name} must be a whole number from ${least} to ${most}, not ${String(value)}.`);
}

function checkNumbers(prefix: string, values: object): void {
    for (const [name, value] of Object.entries(values)) {
        if (`${prefix}${name}` in ranges && value !== undefined) checkNumber(`${prefix}${name}`, value);
    }
}

const ttlKinds = ['thread', 'message', 'trace', 'eval', 'workflow_snapshot', 'resource', 'score'];

function checkTtl(ttl: DynamoDBTtlConfig): void {
    for (const kind of Object.keys(ttl)) {
        if (!ttlKinds.includes(kind)) {
            throw new Error(`DynamoDBStore: config.ttl.${kind} is none of the kinds ${ttlKinds.join(', ')}.`);
        }
    }
}

/** Throws for the first option that cannot be, with a sentence that names it. */
export function checkConfig(config: DynamoDBDomainConfig): void {
    checkTableName(config.tableName);
    const { consistency, onCall, retry, ttl } = config;
    if (consistency !== undefined && consistency !== 'strong' && consistency !== 'eventual') {
        throw new Error(`DynamoDBStore: config.consistency must be 'strong' or 'eventual', not ${String(consistency)}.`);
    }
    if (onCall !== undefined && typeof onCall !== 'function') {
        throw new Error('DynamoDBStore: config.onCall must be a function.');
    }
    checkNumbers('', config);
    checkNumbers('retry.', retry ?? {});
    checkTtl(ttl ?? {});
}

/** Upstream's rules for table names. Throws. */
function checkTableName(tableName: unknown): void {
    if (typeof tableName !== 'string' || tableName.trim() === '') {
        throw new Error('DynamoDBStore: config.tableName must be provided and cannot be empty.');
    }
    if (!/^[\w.-]{3,255}$/.test(tableName)) {
        throw new Error(
            `DynamoDBStore: config.tableName "${tableName}" contains invalid characters or is not between 3 and 255 characters long.`,
        );
    }
}
