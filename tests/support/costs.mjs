// Bounds of what an operation may cost, counted by a proxy.
import assert from 'node:assert/strict';

// Runs `operation` alone and returns what it sent: {requests, units, operations, ...} (proxy.stats).
export async function costOf(proxy, operation) {
    await proxy.reset();
    await operation();
    return proxy.stats();
}

// `most`: {requests, units?}. Returns the cost.
export async function costsAtMost(proxy, most, operation) {
    const cost = await costOf(proxy, operation);
    const { requests, units, operations } = cost;
    assert.ok(requests <= most.requests, `${requests} requests (${JSON.stringify(operations)}), at most ${most.requests} are allowed`);
    if (most.units) assert.ok(units <= most.units, `${units} units, at most ${most.units} are allowed`);
    return cost;
}
