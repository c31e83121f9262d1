// Checks and retention on a large table: memory does not grow with it, everything planted is found, and what is killed
// goes on without loss. Full size (100,000 items): MASTRA_TEST_SCALE=20.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { call } from '../support/raw_calls.mjs';
import { sanitized, scaled } from '../support/scale.mjs';
import { dropTable, newTable } from '../support/tables.mjs';
import { testEndpoint } from '../support/test_endpoint.mjs';
import { linesOf, runTool, startTool } from './tool.mjs';

const size = scaled(5_000, 1_000);
const isBounded = (large, small) => sanitized || large.peakKb < small.peakKb + 16_000;
const small = Math.round(size / 10);
const day = 86_400_000;
const now = Date.now();
const isoDaysAgo = days => new Date(now - days * day).toISOString();

const marked = (entity, attributes) => ({ __edb_e__: entity, __edb_v__: '1', entity, ...attributes });
const toItem = attributes => Object.fromEntries(Object.entries(attributes).map(([name, value]) =>
    [name, typeof value === 'number' ? { N: String(value) } : { S: value }]));

const message = (id, threadId, days, more = {}) => toItem(marked('message', {
    pk: `$mastra#entity_message#id_${id}`, sk: '$message_1#entity_message', gsi1pk: `$mastra#entity_message#threadid_${threadId}`,
    gsi1sk: `$message_1#createdat_${isoDaysAgo(days).toLowerCase()}`, id, threadId, resourceId: 'user', role: 'user', type: 'text',
    content: `{"format":2,"parts":[{"type":"text","text":"${'x'.repeat(300)}"}]}`, createdAt: isoDaysAgo(days), updatedAt: isoDaysAgo(days), ...more,
}));
const thread = (id, resourceId) => toItem(marked('thread', {
    pk: `$mastra#entity_thread#id_${id}`, sk: `$thread_1#id_${id}`, gsi1pk: `$mastra#entity_thread#resourceid_${resourceId.toLowerCase()}`,
    gsi1sk: `$thread_1#createdat_${isoDaysAgo(1).toLowerCase()}`, id, resourceId, title: 't', createdAt: isoDaysAgo(1), updatedAt: isoDaysAgo(1),
}));
const ghost = id => toItem(marked('thread', { pk: `$mastra#entity_thread#id_${id}`, sk: `$thread_1#id_${id}`, id, updatedAt: isoDaysAgo(3) }));
const part = (token, number) => ({
    ...toItem({ pk: `$mastra#PART_${token}`, sk: `$PART_1#${String(number).padStart(6, '0')}`, ownerPk: '$mastra#entity_message#id_gone', ownerSk: '$message_1#entity_message' }),
    data: { B: 'AAAA' },
});

const plantedCount = 20;
const each = make => Array.from({ length: plantedCount }, (_, i) => make(i));
const planted = {
    ghost: each(i => ghost(`ghost-${i}`)),
    orphan_part: each(i => part(`orphan${i}`, 0)),
    expired: each(i => message(`expired-${i}`, `t-exp-${i}`, 1, { ttl: 1_000_000 + i })),
    shared_partition: each(i => [thread(`sp-a-${i}`, `Tenant-${i}`), thread(`sp-b-${i}`, `tenant-${i}`)]).flat(),
};
// The pk of the finding that each planted fault must give.
const wanted = {
    ghost: each(i => `$mastra#entity_thread#id_ghost-${i}`),
    orphan_part: each(i => `$mastra#PART_orphan${i}`),
    expired: each(i => `$mastra#entity_message#id_expired-${i}`),
    shared_partition: each(i => `$mastra#entity_thread#resourceid_tenant-${i}`),
};

async function write(table, items) {
    const batches = [];
    for (let at = 0; at < items.length; at += 25) batches.push(items.slice(at, at + 25));
    const work = async () => {
        for (let batch; (batch = batches.pop());)
            await call(testEndpoint(), 'BatchWriteItem', { RequestItems: { [table]: batch.map(Item => ({ PutRequest: { Item } })) } });
    };
    await Promise.all(Array.from({ length: 8 }, work));
}

// Half of the messages are older than 30 days.
async function fill(table, count) {
    for (let at = 0; at < count; at += 5_000)
        await write(table, Array.from({ length: Math.min(5_000, count - at) },
            (_, i) => message(`m-${at + i}`, `t-${(at + i) % (count / 10)}`, (at + i) % 2 ? 60 : 2)));
}

const countItems = async (TableName, FilterExpression, values) => {
    let count = 0;
    let ExclusiveStartKey;
    do {
        const page = await call(testEndpoint(), 'Scan', { TableName, Select: 'COUNT', FilterExpression, ExpressionAttributeValues: values, ExclusiveStartKey });
        count += page.Count;
        ExclusiveStartKey = page.LastEvaluatedKey;
    } while (ExclusiveStartKey);
    return count;
};

let tables, folder;
before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'mastra-operators-'));
    tables = { small: await newTable('operators'), large: await newTable('operators') };
    await fill(tables.small, small);
    await fill(tables.large, size);
    for (const table of Object.values(tables)) await write(table, Object.values(planted).flat());
}, { timeout: 600_000 });
after(async () => {
    await Promise.all(Object.values(tables).map(dropTable));
    await rm(folder, { recursive: true });
});

const verify = (table, ...words) => ['table', 'verify', '--data', '--json', '--ttl-attribute', 'ttl', '--part-grace', '0', '--table', table, ...words];
const findings = text => linesOf(text).map(line => line.finding).filter(Boolean);

function assertAllFound(found) {
    for (const [fault, pks] of Object.entries(wanted))
        assert.deepEqual([...new Set(found.filter(each => each.fault === fault).map(each => each.pk))].sort(), [...pks].sort(), fault);
    assert.equal(found.length, plantedCount * Object.keys(wanted).length, 'nothing else is reported');
}

test('a check finds all that is planted, in the same memory for ten times the items', async () => {
    const runs = {};
    for (const [name, table] of Object.entries(tables)) {
        runs[name] = await runTool(verify(table));
        assert.equal(runs[name].code, 8, runs[name].err);
        assertAllFound(findings(runs[name].out));
        console.log(`verify --data, ${name}: ${runs[name].peakKb} kB at most, ${runs[name].seconds} s`);
    }
    const { data } = linesOf(runs.large.out).at(-1);
    assert.equal(data.kinds.message.items, size + plantedCount);
    assert.ok(isBounded(runs.large, runs.small), 'memory grows with the table');
});

test('a check that is killed goes on, and together they find everything', async () => {
    const state = path.join(folder, 'verify.state');
    const rate = String(Math.ceil(size / 60)); // some seconds for all
    const found = [];
    let killed = 0;
    for (let round = 0; round < 8; round++) {
        const run = startTool(verify(tables.large, '--state', state, ...(round < 4 ? ['--units-per-second', rate] : [])));
        const timer = round < 4 ? setTimeout(run.kill, 700) : undefined;
        const ended = await run.done;
        clearTimeout(timer);
        // A line that was cut off is not counted: its finding is given again.
        found.push(...findings(ended.out.slice(0, ended.out.lastIndexOf('\n') + 1)));
        if (ended.signal !== 'SIGKILL') {
            assert.equal(ended.code, 8, ended.err);
            assert.equal(linesOf(ended.out).at(-1).data.kinds.message.items, size + plantedCount, 'items of all runs, each once');
            break;
        }
        killed++;
    }
    assert.ok(killed > 0);
    assert.ok(!existsSync(state), 'the state of a finished check is removed');
    const once = [...new Map(found.map(finding => [`${finding.fault} ${finding.pk}`, finding])).values()];
    assertAllFound(once);
});

test('a dry prune counts, and a killed one goes on: exactly what is old is deleted, in constant memory', async () => {
    const old = 'begins_with(pk, :m) and createdAt < :cutoff';
    const values = { ':m': { S: '$mastra#entity_message' }, ':cutoff': { S: isoDaysAgo(30) } };
    const rule = ['--keep', 'message=30d', '--json'];
    const dry = await runTool(['prune', ...rule, '--dry-run', '--table', tables.large]);
    assert.equal(JSON.parse(dry.out).deleted.message, size / 2, dry.err);
    assert.equal(await countItems(tables.large, old, values), size / 2);

    const first = await runTool(['prune', ...rule, '--yes', '--table', tables.small]);
    assert.equal(JSON.parse(first.out).deleted.message, small / 2, first.err);

    const state = path.join(folder, 'prune.state');
    let killed = 0;
    let last;
    for (let round = 0; round < 6; round++) {
        const run = startTool(['prune', ...rule, '--yes', '--state', state, '--table', tables.large]);
        const timer = round < 3 ? setTimeout(run.kill, 150 + 250 * round) : undefined;
        last = await run.done;
        clearTimeout(timer);
        if (last.signal !== 'SIGKILL') break;
        killed++;
    }
    assert.equal(last.code, 0, last.err);
    assert.ok(killed > 0);
    assert.ok(JSON.parse(last.out).finished);
    assert.equal(await countItems(tables.large, old, values), 0, 'old ones left over');
    assert.equal(await countItems(tables.large, 'begins_with(pk, :m)', { ':m': values[':m'] }), size / 2 + plantedCount, 'others are gone');
    console.log(`prune: ${first.peakKb} kB for ${small}, ${last.peakKb} kB for ${size} items, ${killed} killed`);
    assert.ok(isBounded(last, first), 'memory grows with the table');
});

test('repair shows first, and with --yes removes what is removable and nothing else', async () => {
    const before = await countItems(tables.small);
    const shown = await runTool(verify(tables.small, '--repair'));
    assert.equal(shown.code, 8);
    assert.equal(await countItems(tables.small), before);
    const repaired = await runTool(verify(tables.small, '--repair', '--yes'));
    assert.equal(repaired.code, 8, 'shared partitions stay');
    assert.ok(findings(repaired.out).every(finding => finding.removed === finding.removable));
    assert.equal(await countItems(tables.small), before - 3 * plantedCount);
    assert.deepEqual(new Set(findings((await runTool(verify(tables.small))).out).map(finding => finding.fault)), new Set(['shared_partition']));
});
