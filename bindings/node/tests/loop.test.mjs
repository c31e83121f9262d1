// Pain 52: large replies do not hold up the event loop, whatever their number.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { newStore } from './package_under_test.mjs';
import { aMessage, aThread } from './samples.mjs';

let memory, dispose;
before(async () => {
    ({ memory, dispose } = await newStore('package-loop'));
    await memory.saveThread({ thread: aThread('t') });
    const text = 'lorem ipsum '.repeat(800);
    for (let at = 0; at < 100; at += 25) {
        await memory.saveMessages({ messages: Array.from({ length: 25 }, (_, i) => aMessage(`m${at + i}`, 't', at + i, { content: { format: 2, parts: [{ type: 'text', text }] } })) });
    }
});
after(() => dispose());

test('100 reads of 1 MB side by side leave the loop free between two of them', { timeout: 120_000 }, async t => {
    const read = () => memory.listMessages({ threadId: 't', perPage: false });
    const size = JSON.stringify((await read()).messages).length;
    assert.ok(size > 900_000, `${size}`);
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    await Promise.all(Array.from({ length: 100 }, read));
    delay.disable();
    const p99 = delay.percentile(99) / 1e6;
    t.diagnostic(`p99 ${p99.toFixed(1)} ms, most ${(delay.max / 1e6).toFixed(1)} ms`);
    // The bar on a machine with nothing else to do is 5 ms. All hundred at once would be hundreds of milliseconds.
    assert.ok(p99 < 50, `p99 ${p99} ms`);
});
