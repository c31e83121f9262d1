// What the proxy must know of DynamoDB's operations: which move items, and which may meet which fault.
const itemOperations = {
    GetItem: {},
    PutItem: { singleWrite: true },
    UpdateItem: { singleWrite: true },
    DeleteItem: { singleWrite: true },
    Query: {},
    Scan: {},
    BatchGetItem: { leftovers: 'UnprocessedKeys' },
    BatchWriteItem: { leftovers: 'UnprocessedItems' },
    TransactGetItems: { transaction: true },
    TransactWriteItems: { transaction: true },
};

export const operationOf = headers => String(headers['x-amz-target'] ?? '').split('.').pop();

// Facts about an item operation; undefined for table operations, which meet no faults and consume no capacity.
export const itemOperation = operation => itemOperations[operation];
