// DynamoDB calls without an SDK, for the test servers and for tests that must not depend on what they test.
const headers = operation => ({
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-target': `DynamoDB_20120810.${operation}`,
    // DynamoDB Local wants a well-formed signature and does not verify it.
    'x-amz-date': '20260101T000000Z',
    authorization: 'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
});

export async function call(endpoint, operation, request) {
    const reply = await fetch(endpoint, { method: 'POST', headers: headers(operation), body: JSON.stringify(request) });
    const text = await reply.text();
    if (reply.ok) return JSON.parse(text);
    throw Object.assign(new Error(`${operation}: ${reply.status} ${text}`), { status: reply.status });
}

const indexes = [1, 2, 3, 4, 5, 6, 7].map(number => `gsi${number}`);
const keySchema = (hash, range) => [
    { AttributeName: hash, KeyType: 'HASH' },
    { AttributeName: range, KeyType: 'RANGE' },
];

// The single table as upstream's store expects it.
export const createTable = (endpoint, TableName) => call(endpoint, 'CreateTable', {
    TableName,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: ['pk', 'sk', ...indexes.flatMap(index => [`${index}pk`, `${index}sk`])]
        .map(AttributeName => ({ AttributeName, AttributeType: 'S' })),
    KeySchema: keySchema('pk', 'sk'),
    GlobalSecondaryIndexes: indexes.map(IndexName => ({
        IndexName,
        KeySchema: keySchema(`${IndexName}pk`, `${IndexName}sk`),
        Projection: { ProjectionType: 'ALL' },
    })),
});
