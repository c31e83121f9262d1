// The fixture dynamodb_local is shared by runs that know nothing of each other; none may pull it from under another, and
// none may leave it behind.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { call } from './raw_calls.mjs';
import { readState } from './server_state.mjs';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'mastra-servers-'));
const stateFile = path.join(folder, 'state');
const script = path.join(import.meta.dirname, 'test_servers.mjs');
after(() => fs.rmSync(folder, { recursive: true }));

// A user of the servers, as ctest is one: runs the script as its child whenever it is told to.
function user() {
    const program = `while read verb; do "${process.execPath}" "${script}" $verb "${stateFile}"; echo "$verb: $?"; done`;
    const shell = spawn('sh', ['-c', program], { stdio: ['pipe', 'pipe', 'inherit'] });
    shell.tell = async verb => {
        shell.stdin.write(`${verb}\n`);
        const [answer] = await once(shell.stdout, 'data');
        assert.equal(String(answer), `${verb}: 0\n`);
    };
    return shell;
}

const answers = async endpoint => {
    try {
        return Array.isArray((await call(endpoint, 'ListTables', {})).TableNames);
    } catch {
        return false;
    }
};

async function soonGone(endpoint) {
    for (let waited = 0; waited < 15_000; waited += 100, await sleep(100))
        if (!fs.existsSync(stateFile) && !(await answers(endpoint))) return true;
    return false;
}

test('the second user joins the servers of the first, and the last one out ends them', { timeout: 150_000 }, async () => {
    const first = user();
    const second = user();
    await Promise.all([first.tell('start'), second.tell('start')]);
    const { MASTRA_TEST_ENDPOINT: endpoint } = readState(stateFile);
    await first.tell('stop');
    assert.equal(await answers(endpoint), true);
    await second.tell('stop');
    assert.equal(fs.existsSync(stateFile), false);
    assert.equal(await answers(endpoint), false);
    for (const shell of [first, second]) shell.kill();
});

test('the servers end by themselves when their user is killed', { timeout: 150_000 }, async () => {
    const victim = user();
    await victim.tell('start');
    const { MASTRA_TEST_ENDPOINT: endpoint } = readState(stateFile);
    victim.kill('SIGKILL');
    assert.ok(await soonGone(endpoint));
});

test('a state file that dead servers left behind does not stop a start', { timeout: 150_000 }, async () => {
    fs.writeFileSync(stateFile, 'MASTRA_TEST_ENDPOINT=http://127.0.0.1:1\nMASTRA_TEST_CONTROL=http://127.0.0.1:1\n');
    const shell = user();
    await shell.tell('start');
    assert.ok(await answers(readState(stateFile).MASTRA_TEST_ENDPOINT));
    await shell.tell('stop');
    shell.kill();
});
