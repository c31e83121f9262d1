// Tables of a test's own, and a look at what is in them.
import { randomUUID } from 'node:crypto';
import { call, createTable } from './raw_calls.mjs';
import { testEndpoint } from './test_endpoint.mjs';

export async function newTable(purpose) {
    const name = `${purpose}-${randomUUID()}`;
    await createTable(testEndpoint(), name);
    return name;
}

export const dropTable = name => call(testEndpoint(), 'DeleteTable', { TableName: name });

// Every item as DynamoDB has it, sorted by key.
export async function rawItems(TableName) {
    const items = [];
    let ExclusiveStartKey;
    do {
        const page = await call(testEndpoint(), 'Scan', { TableName, ConsistentRead: true, ExclusiveStartKey });
        items.push(...page.Items);
        ExclusiveStartKey = page.LastEvaluatedKey;
    } while (ExclusiveStartKey);
    const keyOf = item => `${item.pk.S}\n${item.sk.S}`;
    return items.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}
