// Starts DynamoDB Local (installed by scripts/install-dependencies) on a free loopback port.
import { spawn } from 'node:child_process';
import http from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { listen } from './http_helpers.mjs';
import { call, createTable } from './raw_calls.mjs';

const folder = new URL('../node/dynamodb-local', import.meta.url);
const startLimitMs = 90_000;
const attempts = 3;

async function freePort() {
    const server = http.createServer();
    const port = new URL(await listen(server)).port;
    await new Promise(done => server.close(done));
    return port;
}

const javaArguments = port => [
    '-Xmx2g', '-Djava.library.path=./DynamoDBLocal_lib', '-jar', 'DynamoDBLocal.jar', '-inMemory', '-sharedDb', '-port', port,
];

async function answers(endpoint, java) {
    for (const start = Date.now(); Date.now() - start < startLimitMs; await sleep(100)) {
        if (java.exitCode !== null) return false;
        try {
            await call(endpoint, 'ListTables', {});
            return true;
        } catch { /* not yet listening */ }
    }
    return false;
}

// The first request of each kind takes Java a second or more; no test should meet its deadline on that.
async function warmUp(endpoint) {
    const TableName = 'warm-up';
    await createTable(endpoint, TableName);
    const Key = { pk: { S: 'a' }, sk: { S: 'b' } };
    await call(endpoint, 'PutItem', { TableName, Item: Key });
    await call(endpoint, 'GetItem', { TableName, Key });
    await call(endpoint, 'Query', {
        TableName, KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': { S: 'a' } },
    });
    await call(endpoint, 'DeleteTable', { TableName });
}

async function tryStart() {
    const port = await freePort();
    const endpoint = `http://127.0.0.1:${port}`;
    const java = spawn('java', javaArguments(port), { cwd: folder, stdio: ['ignore', 'inherit', 'inherit'] });
    const failed = new Promise((_, reject) =>
        java.once('error', error => reject(new Error(`java does not start: ${error.message}`))));
    const ended = new Promise(resolve => java.once('exit', resolve));
    const stop = async () => { java.kill('SIGKILL'); await ended; };
    if (await Promise.race([answers(endpoint, java), failed])) return { endpoint, pid: java.pid, ended, stop };
    if (java.exitCode === null) await stop();
    return undefined;
}

// Resolves to {endpoint, pid, ended, stop}. `ended` resolves when the program ends for whatever reason.
export async function startDynamodbLocal() {
    // Another program may take the free port before Java does: then Java ends at once, and another port is tried.
    for (let attempt = 0; attempt < attempts; attempt++) {
        const server = await tryStart();
        if (!server) continue;
        await warmUp(server.endpoint);
        return server;
    }
    throw new Error(`DynamoDB Local did not start in ${attempts} attempts`);
}
