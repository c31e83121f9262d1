// The fault plan decides what the fault suites prove: its decisions must be repeatable and its replies like DynamoDB's.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FaultPlan } from './fault_plan.mjs';
import { conflictReply, splitBatch, throttledReply, withLeftovers } from './fault_replies.mjs';
import { seededRandom } from './seeded_random.mjs';

const kinds = (plan, operations) => operations.map(operation => plan.next(operation).kind);
const repeated = (operation, count) => Array(count).fill(operation);
const putRequest = n => ({ PutRequest: { Item: { pk: { S: String(n) } } } });
const batch = count => ({ RequestItems: { a: Array.from({ length: count }, (_, n) => putRequest(n)), b: [putRequest('b')] } });

test('the same seed makes the same decisions', () => {
    const shares = { seed: 7, throttled: 0.3, conflicts: 0.1, leftovers: 0.2, lostReplies: 0.05 };
    const operations = repeated('BatchWriteItem', 500);
    assert.deepEqual(kinds(new FaultPlan(shares), operations), kinds(new FaultPlan(shares), operations));
    assert.notDeepEqual(kinds(new FaultPlan(shares), operations), kinds(new FaultPlan({ ...shares, seed: 8 }), operations));
});

test('faults come in about the shares asked for', () => {
    const seen = kinds(new FaultPlan({ throttled: 0.3 }), repeated('Query', 10_000));
    const share = seen.filter(kind => kind === 'throttled').length / seen.length;
    assert.ok(share > 0.28 && share < 0.32, `30 % asked for, ${share} seen`);
});

test('no faults are made unless asked for', () => {
    assert.deepEqual(new Set(kinds(new FaultPlan(), repeated('TransactWriteItems', 1000))), new Set(['none']));
});

test('table operations meet no faults', () => {
    const all = { throttled: 1, conflicts: 1, leftovers: 1, lostReplies: 1 };
    assert.deepEqual(kinds(new FaultPlan(all), ['CreateTable', 'DescribeTable', 'ListTables']), repeated('none', 3));
});

test('only writes and transactions meet conflicts, only batches leave something over', () => {
    assert.deepEqual(kinds(new FaultPlan({ conflicts: 1 }), ['GetItem', 'PutItem', 'TransactWriteItems', 'BatchWriteItem']),
        ['none', 'conflicts', 'conflicts', 'none']);
    assert.deepEqual(kinds(new FaultPlan({ leftovers: 1 }), ['PutItem', 'BatchGetItem', 'BatchWriteItem']),
        ['none', 'leftovers', 'leftovers']);
});

test('a plan that makes no sense is refused', () => {
    assert.throws(() => new FaultPlan({ throttled: 1.5 }), /share/);
    assert.throws(() => new FaultPlan({ trottled: 0.5 }), /unknown fault: trottled/);
    assert.throws(() => new FaultPlan({ seed: 'x' }), /seed/);
});

test('a split batch carries out and leaves over every entry exactly once, and carries out one at least', () => {
    for (let seed = 0; seed < 300; seed++) {
        const request = batch(1 + (seed % 24));
        const { carriedOut, leftOver } = splitBatch(request, seededRandom(seed));
        const entries = parts => Object.values(parts).flat().map(entry => JSON.stringify(entry)).sort();
        assert.ok(entries(carriedOut.RequestItems).length >= 1);
        assert.ok(entries(leftOver).length >= 1);
        assert.deepEqual([...entries(carriedOut.RequestItems), ...entries(leftOver)].sort(), entries(request.RequestItems));
    }
});

test('a batch of one is never left over', () => {
    assert.equal(splitBatch({ RequestItems: { a: [putRequest(1)] } }, seededRandom(1)), undefined);
});

test('the leftovers of a BatchGetItem keep what the request said of the table', () => {
    const request = { RequestItems: { a: { Keys: [{ pk: { S: '1' } }, { pk: { S: '2' } }], ConsistentRead: true } } };
    const { leftOver } = splitBatch(request, seededRandom(3));
    assert.equal(leftOver.a.ConsistentRead, true);
    assert.equal(leftOver.a.Keys.length, 1);
});

test('leftovers are added to those that DynamoDB itself returned', () => {
    const reply = withLeftovers({ UnprocessedItems: { a: [putRequest(1)] } }, 'UnprocessedItems', { a: [putRequest(2)], b: [putRequest(3)] });
    assert.deepEqual(reply.UnprocessedItems, { a: [putRequest(1), putRequest(2)], b: [putRequest(3)] });
});

test('error replies carry DynamoDB\'s types', () => {
    assert.match(throttledReply(() => 0).__type, /#ProvisionedThroughputExceededException$/);
    assert.match(throttledReply(() => 0.9).__type, /#ThrottlingException$/);
    assert.match(conflictReply({}, () => 0).__type, /#TransactionConflictException$/);
    const cancelled = conflictReply({ TransactItems: [{}, {}, {}] }, () => 0.5);
    assert.match(cancelled.__type, /#TransactionCanceledException$/);
    assert.deepEqual(cancelled.CancellationReasons.map(reason => reason.Code), ['None', 'TransactionConflict', 'None']);
});
