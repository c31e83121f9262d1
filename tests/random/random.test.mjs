// Random operations against a model of the contract. MASTRA_TEST_SEED repeats a run that failed.
import { test } from 'node:test';
import { scaled } from '../support/scale.mjs';
import { openTestProxy, testEndpoint } from '../support/test_endpoint.mjs';
import { World } from './world.mjs';

const seed = Number(process.env.MASTRA_TEST_SEED ?? 20261122);
const worlds = 4; // side by side, each with a table and a process of its own

async function runWorlds(steps, driverOptions) {
    console.log(`seed ${seed}, ${steps} steps in ${worlds} worlds`);
    await Promise.all(Array.from({ length: worlds }, (_, i) => new World(seed + i, driverOptions).run(Math.ceil(steps / worlds))));
}

test('random operations give what the contract says', () => runWorlds(scaled(20_000), { endpoint: testEndpoint() }));

test('random operations give the same when requests are throttled, left over and lost', async () => {
    const proxy = await openTestProxy({ seed, throttled: 0.3, leftovers: 0.2, lostReplies: 0.05, conflicts: 0.05 });
    // 3 attempts, the default, are too few: over thousands of requests some meet three faults in a row.
    await runWorlds(scaled(1_000), { endpoint: proxy.endpoint, timeoutMs: 120_000, attempts: 20 });
    await proxy.close();
});
