// What DynamoDB would answer for the faults we make up: error documents and partly processed batches.
const prefix = 'com.amazonaws.dynamodb.v20120810#';
const throttled = [
    ['ProvisionedThroughputExceededException', 'The level of configured provisioned throughput for the table was exceeded.'],
    ['ThrottlingException', 'Rate of requests exceeds the allowed throughput.'],
];

export function throttledReply(random) {
    const [type, message] = throttled[random() < 0.5 ? 0 : 1];
    return { __type: prefix + type, message };
}

export function conflictReply(request, random) {
    if (!request.TransactItems)
        return { __type: `${prefix}TransactionConflictException`, message: 'Transaction is ongoing for the item' };
    const hit = Math.floor(random() * request.TransactItems.length);
    const reasons = request.TransactItems.map((_, index) =>
        index === hit ? { Code: 'TransactionConflict', Message: 'Transaction is ongoing for the item' } : { Code: 'None' });
    const codes = reasons.map(reason => reason.Code).join(', ');
    return {
        __type: `${prefix}TransactionCanceledException`,
        Message: `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
        CancellationReasons: reasons,
    };
}

// One table's part of a batch: BatchWriteItem has a list, BatchGetItem an object with Keys.
const entriesOf = part => (Array.isArray(part) ? part : part.Keys);
const partWith = (part, entries) => (Array.isArray(part) ? entries : { ...part, Keys: entries });

function pick(requestItems, wanted) {
    const parts = {};
    let position = 0;
    for (const [table, part] of Object.entries(requestItems)) {
        const entries = entriesOf(part).filter(() => wanted(position++));
        if (entries.length > 0) parts[table] = partWith(part, entries);
    }
    return parts;
}

// Splits a batch into what is carried out (at least one entry, as DynamoDB does) and what is left over.
// Returns undefined when the batch is too small to be split.
export function splitBatch(request, random) {
    const count = Object.values(request.RequestItems ?? {}).reduce((sum, part) => sum + entriesOf(part).length, 0);
    if (count < 2) return undefined;
    const held = Array.from({ length: count }, () => random() < 0.5);
    held[Math.floor(random() * count)] = true;
    if (!held.includes(false)) held[Math.floor(random() * count)] = false;
    return {
        carriedOut: { ...request, RequestItems: pick(request.RequestItems, position => !held[position]) },
        leftOver: pick(request.RequestItems, position => held[position]),
    };
}

export function withLeftovers(reply, name, leftOver) {
    const merged = { ...(reply[name] ?? {}) };
    for (const [table, part] of Object.entries(leftOver))
        merged[table] = merged[table] ? partWith(part, [...entriesOf(merged[table]), ...entriesOf(part)]) : part;
    return { ...reply, [name]: merged };
}
