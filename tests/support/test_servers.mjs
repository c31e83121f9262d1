// Shares one DynamoDB Local, and a control server that opens private proxies in front of it, among test runs.
//   node test_servers.mjs start STATE_FILE   starts the servers, or joins those that run
//   node test_servers.mjs stop STATE_FILE    leaves them; the last one out ends them, and so does the death of all users
// A user is the process that started this script: ctest, or a shell. STATE_FILE (server_state.mjs) says where they are.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readState } from './server_state.mjs';
import { serve } from './server_process.mjs';

const startLimitMs = 120_000;

const [command, stateFile] = process.argv.slice(2);

async function tell(verb) {
    const state = readState(stateFile);
    if (!state) return false;
    try {
        const body = JSON.stringify({ pid: process.ppid });
        return (await fetch(`${state.MASTRA_TEST_CONTROL}/${verb}`, { method: 'POST', body })).ok;
    } catch {
        return false; // the file was left behind by servers that are gone
    }
}

async function start() {
    if (await tell('join')) return;
    fs.mkdirSync(path.dirname(stateFile), { recursive: true });
    fs.rmSync(stateFile, { force: true });
    const logFile = `${stateFile}.log`;
    const log = fs.openSync(logFile, 'w');
    // Detached and with files for output: ctest would wait for the end of whoever holds its pipes.
    const options = { detached: true, stdio: ['ignore', log, log] };
    const servers = spawn(process.execPath, [import.meta.filename, 'serve', stateFile], options);
    servers.unref();
    for (const began = Date.now(); Date.now() - began < startLimitMs && servers.exitCode === null; await sleep(50))
        if (await tell('join')) return;
    throw new Error(`the test servers did not start:\n${fs.readFileSync(logFile, 'utf8')}`);
}

// Two runs may come at once: one starts the servers while the other waits, then joins. The lock is a name that the
// kernel frees when its owner dies.
async function underLock(action) {
    const name = `\0mastra-test-servers:${path.resolve(stateFile)}`;
    const lock = net.createServer().unref();
    const taken = () => new Promise((resolve, reject) => {
        lock.removeAllListeners();
        lock.once('error', error => (error.code === 'EADDRINUSE' ? resolve(false) : reject(error)));
        lock.listen(name, () => resolve(true));
    });
    while (!(await taken())) await sleep(100);
    try {
        await action();
    } finally {
        lock.close();
    }
}

const commands = { start: () => underLock(start), stop: () => underLock(() => tell('leave')), serve: () => serve(stateFile) };
if (!(command in commands) || !stateFile) {
    console.error('usage: test_servers.mjs start|stop STATE_FILE');
    process.exit(2);
}
await commands[command]();
