// Upstream and ours do the same; the raw items are compared attribute by attribute, and what either reads of its own and
// of the other's items. Every difference is on a list, and every entry of that list occurs.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { dropTable, newTable, rawItems } from '../support/tables.mjs';
import { testEndpoint } from '../support/test_endpoint.mjs';
import { Volatile, itemDifferences, resultDifferences } from './differences.mjs';

const volatile = new Volatile();

const upstreamTtl = (ttl = {}) => Object.fromEntries(Object.entries(ttl).map(([kind, [attributeName, defaultTtlSeconds]]) =>
    [kind, { enabled: true, attributeName, defaultTtlSeconds }]));
const ourTtl = (ttl = {}) => Object.entries(ttl).map(([kind, [attribute, seconds]]) => `${kind}=${attribute}:${seconds}`);

async function inTurn(store, calls) {
    const results = [];
    for (const [operation, args] of calls) results.push(operation === 'pause' ? await sleep(args.ms) : await store[operation](args));
    return results;
}

// `scenarios`: {name: {steps, reads, ttl}}, calls being [operation, args]. `upstream(table, ttl)` makes upstream's store,
// `Driver` is the class of ours. `idsOf(results of the steps)` tells ids that either store chose by itself: they are
// replaced by their number.
export function sideBySide({ scenarios, knownDifferences, upstream, Driver, idsOf = () => [] }) {
    const met = new Set();

    async function withOurs(table, ttl, work) {
        const driver = new Driver({ endpoint: testEndpoint(), table, ttl: ourTtl(ttl) });
        try {
            return await work(driver);
        } finally {
            await driver.close();
        }
    }

    function settle(differences) {
        const unknown = [];
        for (const difference of differences) {
            const entry = knownDifferences.find(known => known.matches(difference));
            if (entry) met.add(entry);
            else unknown.push(difference);
        }
        assert.deepEqual(unknown, [], 'differences that are not on the list');
    }

    // -1e-7 and -0.0000001 are one number.
    const plainNumber = (key, value) => (key === 'N' && typeof value === 'string' ? String(Number(value)) : value);

    // A function that makes values of one table comparable with those of the other.
    function comparable(results) {
        const ids = [...new Set(idsOf(results))];
        return value => (value === undefined ? value : volatile.replaced(JSON.parse(
            ids.reduce((text, id, i) => text.replaceAll(JSON.stringify(id).slice(1, -1), `id-${i}`), JSON.stringify(value, plainNumber)))));
    }

    for (const [scenario, { steps, reads, ttl }] of Object.entries(scenarios)) {
        test(scenario, async () => {
            const tables = { upstream: await newTable('differential'), ours: await newTable('differential') };
            const [theirs, ours] = (await Promise.all([
                inTurn(upstream(tables.upstream, upstreamTtl(ttl)), steps),
                withOurs(tables.ours, ttl, store => inTurn(store, steps)),
            ])).map(comparable);
            const found = [...itemDifferences(scenario, theirs(await rawItems(tables.upstream)), ours(await rawItems(tables.ours)))];
            for (const [writer, table] of Object.entries(tables)) {
                const shown = writer === 'ours' ? ours : theirs;
                const byUpstream = await inTurn(upstream(table, upstreamTtl(ttl)), reads);
                const byOurs = await withOurs(table, ttl, store => inTurn(store, reads));
                reads.forEach(([operation], i) =>
                    found.push(...resultDifferences(scenario, operation, writer, shown(byUpstream[i]), shown(byOurs[i]))));
            }
            await Promise.all(Object.values(tables).map(dropTable));
            settle(found);
        });
    }

    test('every known difference occurs', () => {
        assert.deepEqual(knownDifferences.filter(known => !met.has(known)).map(known => known.title), []);
    });
}
