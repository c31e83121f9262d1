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

export type DynamoDBTtlConfig = { [Kind in DynamoDBTtlEntityName]?: DynamoDBEntityTtlConfig };

/** The epoch second at which an item written now expires; undefined when it does not. */
export function calculateTtl(
    entityName: DynamoDBTtlEntityName,
    ttlConfig?: DynamoDBTtlConfig,
    customTtlSeconds?: number,
): number | undefined {
    const rule = ttlConfig?.[entityName];
    const lifetime = customTtlSeconds ?? rule?.defaultTtlSeconds;
    if (!rule?.enabled || lifetime === undefined || lifetime <= 0) return undefined;
    return Math.floor(Date.now() / 1000) + lifetime;
}

export function getTtlAttributeName(entityName: DynamoDBTtlEntityName, ttlConfig?: DynamoDBTtlConfig): string {
    return ttlConfig?.[entityName]?.attributeName ?? 'ttl';
}

export function isTtlEnabled(entityName: DynamoDBTtlEntityName, ttlConfig?: DynamoDBTtlConfig): boolean {
    return ttlConfig?.[entityName]?.enabled === true;
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
