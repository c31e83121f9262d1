// Upstream and ours do the same (scenarios.mjs); the raw items are compared attribute by attribute, and what either
// reads of its own and of the other's items. Every difference is on the list of known_differences.mjs, and every entry
// of that list occurs.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { MemoryDriver } from '../support/store_driver/memory_driver.mjs';
import { dropTable, newTable, rawItems } from '../support/tables.mjs';
import { testEndpoint } from '../support/test_endpoint.mjs';
import { Volatile, itemDifferences, resultDifferences } from './differences.mjs';
import { knownDifferences } from './known_differences.mjs';
import { scenarios } from './scenarios.mjs';
import { upstreamMemory } from './upstream_memory.mjs';

const volatile = new Volatile();
const met = new Set();

const upstreamTtl = (ttl = {}) => Object.fromEntries(Object.entries(ttl).map(([kind, [attributeName, defaultTtlSeconds]]) =>
    [kind, { enabled: true, attributeName, defaultTtlSeconds }]));
const ourTtl = (ttl = {}) => Object.entries(ttl).map(([kind, [attribute, seconds]]) => `${kind}=${attribute}:${seconds}`);

// Runs `work` with our store on a table.
async function withOurs(table, ttl, work) {
    const driver = new MemoryDriver({ endpoint: testEndpoint(), table, ttl: ourTtl(ttl) });
    try {
        return await work(driver);
    } finally {
        await driver.close();
    }
}

async function inTurn(memory, calls) {
    const results = [];
    for (const [operation, args] of calls)
        results.push(operation === 'pause' ? await sleep(args.ms) : volatile.replaced(await memory[operation](args)));
    return results;
}

function settle(differences) {
    const unknown = [];
    for (const difference of differences) {
        const entry = knownDifferences.find(known => known.matches(difference));
        if (entry) met.add(entry);
        else unknown.push(difference);
    }
    assert.deepEqual(unknown, [], 'differences that are not on the list of known_differences.mjs');
}

for (const [scenario, { steps, reads, ttl }] of Object.entries(scenarios)) {
    test(scenario, async () => {
        const tables = { upstream: await newTable('differential'), ours: await newTable('differential') };
        await Promise.all([
            inTurn(upstreamMemory(tables.upstream, upstreamTtl(ttl)), steps),
            withOurs(tables.ours, ttl, memory => inTurn(memory, steps)),
        ]);
        const items = [await rawItems(tables.upstream), await rawItems(tables.ours)].map(list => volatile.replaced(list));
        const found = [...itemDifferences(scenario, ...items)];
        for (const [writer, table] of Object.entries(tables)) {
            const theirs = await inTurn(upstreamMemory(table, upstreamTtl(ttl)), reads);
            const ours = await withOurs(table, ttl, memory => inTurn(memory, reads));
            reads.forEach(([operation], i) => found.push(...resultDifferences(scenario, operation, writer, theirs[i], ours[i])));
        }
        await Promise.all(Object.values(tables).map(dropTable));
        settle(found);
    });
}

test('every known difference occurs', () => {
    assert.deepEqual(knownDifferences.filter(known => !met.has(known)).map(known => known.title), []);
});
