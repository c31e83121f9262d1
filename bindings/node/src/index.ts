// Everything that upstream's package exports, and the types of what is ours.
export { DynamoDBStore, type DynamoDBStoreOptions } from './store.js';
export { MemoryStorageDynamoDB } from './memory.js';
export { ObservabilityStorageDynamoDB } from './observability.js';
export { ScoresStorageDynamoDB } from './scores.js';
export { WorkflowStorageDynamoDB } from './workflows.js';
export { StoreFault } from './errors.js';
export { calculateTtl, getTtlAttributeName, getTtlProps, isTtlEnabled } from './ttl.js';
export type { DynamoDBEntityTtlConfig, DynamoDBTtlConfig, DynamoDBTtlEntityName } from './ttl.js';
export type { CallReport } from './call_report.js';
export type {
    AwsClientLike,
    AwsCredentials,
    AwsCredentialsProvider,
    DynamoDBDomainConfig,
    DynamoDBStoreConfig,
    DynamoDBTransportOptions,
} from './settings.js';
