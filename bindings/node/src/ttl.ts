// When items expire: upstream's functions and types. What is written is computed by the native side from the same config.

export type DynamoDBTtlEntityName = 'thread' | 'message' | 'trace' | 'eval' | 'workflow_snapshot' | 'resource' | 'score';

export interface DynamoDBEntityTtlConfig {
    /** Items of this kind expire. */
    enabled: boolean;
    /** The table's TTL attribute. Default: `ttl`. */
    attributeName?: string;
    /** Seconds from the last write of an item to its end. Without it (or with 0) items get no TTL. */
    defaultTtlSeconds?: number;
}

export interface DynamoDBMessageTtlConfig extends DynamoDBEntityTtlConfig {
    /**
     * Messages take the rule of threads in place of their own, and none expires before its thread: writes to a thread
     * renew its older messages. Default: false.
     */
    followThread?: boolean;
}

export type DynamoDBTtlConfig = { [Kind in Exclude<DynamoDBTtlEntityName, 'message'>]?: DynamoDBEntityTtlConfig } & {
    message?: DynamoDBMessageTtlConfig;
};

const follows = (entityName: DynamoDBTtlEntityName, ttlConfig?: DynamoDBTtlConfig): boolean =>
    entityName === 'message' && ttlConfig?.message?.followThread === true;

const ruleOf = (entityName: DynamoDBTtlEntityName, ttlConfig?: DynamoDBTtlConfig): DynamoDBEntityTtlConfig | undefined =>
    ttlConfig?.[follows(entityName, ttlConfig) ? 'thread' : entityName];

/** The epoch second at which an item written now expires; undefined when it does not. */
export function calculateTtl(
    entityName: DynamoDBTtlEntityName,
    ttlConfig?: DynamoDBTtlConfig,
    customTtlSeconds?: number,
): number | undefined {
    const rule = ruleOf(entityName, ttlConfig);
    const lifetime = customTtlSeconds ?? rule?.defaultTtlSeconds;
    if (!rule?.enabled || lifetime === undefined || lifetime <= 0) return undefined;
    const more = follows(entityName, ttlConfig) ? Math.floor(lifetime / 2) : 0;
    return Math.floor(Date.now() / 1000) + lifetime + more;
}

export function getTtlAttributeName(entityName: DynamoDBTtlEntityName, ttlConfig?: DynamoDBTtlConfig): string {
    return ruleOf(entityName, ttlConfig)?.attributeName ?? 'ttl';
}

export function isTtlEnabled(entityName: DynamoDBTtlEntityName, ttlConfig?: DynamoDBTtlConfig): boolean {
    return ruleOf(entityName, ttlConfig)?.enabled === true;
}

/** The attribute to spread into an item; an empty object when it does not expire. */
export function getTtlProps(
    entityName: DynamoDBTtlEntityName,
    ttlConfig?: DynamoDBTtlConfig,
    customTtlSeconds?: number,
): { ttl?: number; expiresAt?: number } {
    const end = calculateTtl(entityName, ttlConfig, customTtlSeconds);
    return end === undefined ? {} : { [getTtlAttributeName(entityName, ttlConfig)]: end };
}
