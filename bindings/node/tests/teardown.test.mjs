// Environments that end at any moment: workers, process.exit, a process that just has nothing left to do.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { after, before, test } from 'node:test';
import { Worker } from 'node:worker_threads';
import { scaled } from '../../../tests/support/scale.mjs';
import { dropTable, newTable } from '../../../tests/support/tables.mjs';
import { openTestProxy } from '../../../tests/support/test_endpoint.mjs';
import { addonFile, address, esmFile, storeOn } from './package_under_test.mjs';
import { aThread } from './samples.mjs';

// Replies of this length are kept outside of V8's heap: some are alive when the environment ends.
const large = 'x'.repeat(50_000);

let table, proxy;
before(async () => {
    table = await newTable('package-teardown');
    proxy = await openTestProxy({ latencyMs: 100 });
    const memory = await storeOn(table).getStore('memory');
    await memory.saveThread({ thread: aThread('t', { metadata: { note: large } }) });
    await memory.saveThread({ thread: aThread('larger', { metadata: { note: 'x'.repeat(350_000) } }) });
});
after(async () => {
    await proxy.close();
    await dropTable(table);
});

const script = (end, endpoint) => `
    import(${JSON.stringify(esmFile)}).then(async ({ DynamoDBStore }) => {
        const config = ${JSON.stringify({ tableName: table, ...address(), ...(endpoint && { endpoint }) })};
        const memory = await new DynamoDBStore({ id: 'x', config }).getStore('memory');
        const read = () => memory.getThreadById({ threadId: 't' });
        ${end}
    })`;

async function runs(code) {
    const child = spawn(process.execPath, ['-e', code], { stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.on('data', chunk => { output += chunk; });
    const timer = setTimeout(() => child.kill('SIGKILL'), 20_000);
    const [exitCode, signal] = await once(child, 'close');
    clearTimeout(timer);
    return { exitCode, signal, output: output.trim() };
}

test('a process ends by itself when its calls are answered', async () => {
    assert.deepEqual(await runs(script("console.log((await read()).id);")), { exitCode: 0, signal: null, output: 't' });
});

test('a process waits for a call that nobody awaits', async () => {
    const code = script("read().then(thread => console.log(thread.id));", proxy.endpoint);
    assert.deepEqual(await runs(code), { exitCode: 0, signal: null, output: 't' });
});

// Node.js gives them back when the environment is dead already: nobody may be told then.
test('an environment ends with more large replies in use than V8 is not told of', async () => {
    const keeping = script(`
        globalThis.kept = [];
        for (let i = 0; i < 250; i++) kept.push(await memory.getThreadById({ threadId: 'larger' }));
        console.log(kept.length);`);
    const inWorker = `new (require('node:worker_threads').Worker)(${JSON.stringify(keeping)}, { eval: true });`;
    for (const code of [keeping, inWorker]) assert.deepEqual(await runs(code), { exitCode: 0, signal: null, output: '250' });
});

test('process.exit in the middle of calls ends the process at once', async () => {
    const code = script("for (let i = 0; i < 100; i++) read().catch(() => {}); setTimeout(() => process.exit(7), 30);", proxy.endpoint);
    const begun = performance.now();
    for (let i = 0; i < 5; i++) assert.deepEqual(await runs(code), { exitCode: 7, signal: null, output: '' });
    assert.ok(performance.now() - begun < 20_000);
});

test('an exception that nobody catches ends the process as always', async () => {
    const code = script("read(); read(); setTimeout(() => { throw new Error('on purpose'); }, 10);", proxy.endpoint).replace(/^/, 'console.error = () => {};');
    assert.deepEqual(await runs(`process.on('uncaughtException', () => process.exit(3));${code}`), { exitCode: 3, signal: null, output: '' });
});

// The addon alone: importing Mastra's core a thousand times would be a test of core.
const bare = (end, endpoint) => `
    const { constants } = require('node:os');
    const module_ = { exports: {} };
    process.dlopen(module_, ${JSON.stringify(addonFile)}, constants.dlopen.RTLD_NOW | constants.dlopen.RTLD_DEEPBIND);
    const addon = module_.exports;
    const waiting = new Map();
    const kept = [];
    const drain = () => {
        const [more, ...messages] = addon.take(1000);
        if (more) setImmediate(drain);
        kept.push(...messages);
        for (let i = 0; i < messages.length; i += 4) waiting.get(messages[i + 1])(JSON.parse(messages[i + 2]));
    };
    addon.connect(drain);
    const store = addon.openStore(${JSON.stringify(JSON.stringify({ ...address(), ...(endpoint && { endpoint }) }))}, ${JSON.stringify(JSON.stringify({ tableName: table }))});
    const read = () => new Promise(resolve => waiting.set(addon.call(store, 'getThreadById', '{"threadId":"t"}', true, true), resolve));
    (async () => { ${end} })();`;
const check = "if ((await read()).result?.id !== 't') process.exit(9);";
const endless = () => script("for (;;) await read();");
// How a worker leaves: with nothing to do, in the middle of calls and of their cancellation, with a store that is closed.
const leavings = () => [
    bare(check), bare("for (let i = 0; i < 20; i++) { read(); if (i % 2) addon.cancel(i); } setTimeout(() => process.exit(0), 5 * Math.random());", proxy.endpoint),
    bare(`${check} addon.closeStore(store);`), bare("for (let i = 0; i < 20; i++) read(); process.exit(0);"),
];

async function untilExit(worker) {
    const [code] = await once(worker, 'exit');
    return code;
}

test('8 workers read, and leave, many times', { timeout: 300_000 }, async () => {
    const rounds = scaled(125, 10);
    const ways = leavings();
    await Promise.all(Array.from({ length: 8 }, async () => {
        for (let i = 0; i < rounds; i++) {
            assert.equal(await untilExit(new Worker(ways[i % ways.length], { eval: true })), 0);
        }
    }));
});

test('workers that are terminated in the middle of calls leave the others alone', { timeout: 120_000 }, async () => {
    const memory = await storeOn(table).getStore('memory');
    for (let i = 0; i < 10; i++) {
        const workers = Array.from({ length: 4 }, () => new Worker(endless(), { eval: true }));
        await new Promise(resolve => setTimeout(resolve, 150));
        const mine = Promise.all(Array.from({ length: 20 }, () => memory.getThreadById({ threadId: 't' })));
        await Promise.all(workers.map(worker => worker.terminate()));
        assert.equal((await mine).length, 20);
    }
});

test('stores that are forgotten are collected', { timeout: 60_000 }, async () => {
    const code = `(async () => { for (let i = 0; i < 300; i++) {
        await ${script("await read();")}
    } global.gc?.(); console.log('done'); })()`;
    assert.deepEqual(await runs(code), { exitCode: 0, signal: null, output: 'done' });
});
