// Where tests find their servers: the environment wins, else the state file of the fixture dynamodb_local.
import { readState } from './server_state.mjs';

function setting(name) {
    const value = process.env[name] ?? readState(process.env.MASTRA_TEST_STATE ?? '')?.[name];
    if (value) return value;
    throw new Error(`${name} is unknown: run through ctest, or start the servers with tests/support/test_servers.mjs ` +
        'and name their state file in MASTRA_TEST_STATE');
}

export const testEndpoint = () => setting('MASTRA_TEST_ENDPOINT');

const control = (method, body) =>
    fetch(`${setting('MASTRA_TEST_CONTROL')}/proxies`, { method, body: JSON.stringify(body) });

// A proxy of the test's own in front of DynamoDB Local: counts what passes, makes the faults of `plan` (fault_plan.mjs).
export async function openTestProxy(plan = {}) {
    const reply = await control('POST', { plan });
    if (!reply.ok) throw new Error(await reply.text());
    const { endpoint } = await reply.json();
    return {
        endpoint,
        stats: async () => (await fetch(`${endpoint}/__stats`)).json(),
        reset: () => fetch(`${endpoint}/__reset`, { method: 'POST' }),
        setPlan: next => fetch(`${endpoint}/__plan`, { method: 'POST', body: JSON.stringify(next) }),
        close: () => control('DELETE', { endpoint }),
    };
}
