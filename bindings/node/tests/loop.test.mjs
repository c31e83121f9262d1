// Pain 52: large replies do not hold up the event loop, whatever their number.
import assert from 'node:assert/strict';
import { constants, PerformanceObserver } from 'node:perf_hooks';
import { after, before, test } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { seededRandom } from '../../../tests/support/seeded_random.mjs';
import { newStore } from './package_under_test.mjs';
import { aMessage, aSnapshot, aThread } from './samples.mjs';

let memory, workflows, dispose;
before(async () => {
    ({ memory, workflows, dispose } = await newStore('package-loop'));
    await memory.saveThread({ thread: aThread('t') });
    const text = 'lorem ipsum '.repeat(800);
    for (let at = 0; at < 100; at += 25) {
        await memory.saveMessages({ messages: Array.from({ length: 25 }, (_, i) => aMessage(`m${at + i}`, 't', at + i, { content: { format: 2, parts: [{ type: 'text', text }] } })) });
    }
});
after(() => dispose());

test('replies of 1 MB that have piled up are taken one a turn of the event loop', { timeout: 120_000 }, async () => {
    const read = () => memory.listMessages({ threadId: 't', perPage: false });
    assert.ok(JSON.stringify((await read()).messages).length > 900_000);
    let answered = 0;
    const reads = Array.from({ length: 20 }, async () => {
        await read();
        answered += 1;
    });
    await new Promise(resolve => setImmediate(resolve)); // every read is on its way
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 3_000); // meanwhile all are answered
    const aTurn = [];
    while (answered < reads.length) {
        const before = answered;
        await new Promise(resolve => setImmediate(resolve));
        aTurn.push(answered - before);
    }
    await Promise.all(reads);
    assert.ok(Math.max(...aTurn) <= 2, `answers a turn: ${aTurn}`);
});

// What V8 does not know of it never collects; what it knows of makes it collect whenever 64 MB more have come.
test('large replies make V8 collect garbage, but not for the first 64 MB', { timeout: 120_000 }, async () => {
    const megabytes = () => process.memoryUsage().external / 2 ** 20;
    let forced = 0;
    const collections = new PerformanceObserver(list => {
        forced += list.getEntries().filter(({ detail }) => detail.flags & constants.NODE_PERFORMANCE_GC_FLAGS_ALL_EXTERNAL_MEMORY).length;
    });
    setFlagsFromString('--expose-gc');
    runInNewContext('gc')();
    await nextTurn(); // finalizers run behind the collection
    const before = megabytes();
    collections.observe({ entryTypes: ['gc'] });
    const kept = [];
    while (megabytes() - before < 90) kept.push(await memory.listMessages({ threadId: 't', perPage: false }));
    await nextTurn();
    assert.equal(forced, 0, `collected ${forced} times while ${kept.length} results were used`);
    kept.length = 0;
    let most = 0;
    for (let read = 0; read < 400; read++) {
        await memory.listMessages({ threadId: 't', perPage: false });
        most = Math.max(most, megabytes() - before);
    }
    collections.disconnect();
    assert.ok(most < 250, `${most} MB waited to be collected`);
});

for (const [what, piece] of [['ASCII', 'plain "quoted" \\ text\n'], ['Latin', 'Grüße, naïve '], ['any language', 'Ünïcödé 漢字 \u{1F600} \u2028 '], ['half a pair', 'a \ud83d b ']]) {
    test(`a message of 1 MB in ${what} comes as it was saved`, async () => {
        const text = piece.repeat(Math.ceil(1_000_000 / piece.length));
        const saved = aMessage(`large-${what}`, 'large', 1, { content: { format: 2, parts: [{ type: 'text', text }] } });
        await memory.saveMessages({ messages: [saved] });
        const [read] = (await memory.listMessagesById({ messageIds: [saved.id] })).messages;
        assert.equal(read.content.parts[0].text, text);
    });
}

// Large strings come beside the JSON of their reply, each with its path: none may be lost, or land somewhere else.
test('large strings of any text stay where they were, however deep', async () => {
    const random = seededRandom(52);
    const below = count => Math.floor(random() * count);
    const pieces = ['plain ', '"quoted" \\ ', 'Grüße ', '漢字 \u{1F600} ', '\ud83d', '\u0000\n\u2028', '\\ud800 ', '{"a":[1,"}', ']'];
    const text = () => pieces[below(pieces.length)].repeat([1, 200, 1_100, 3_000][below(4)]);
    const keys = ['a', '10', '2', '__proto__', 'constructor', '', 'with "quotes" \\ and ü', 'large', 'x'.repeat(1_500)];
    const own = entries => entries.reduce((all, [name, value]) => Object.defineProperty(all, name, { value, enumerable: true, configurable: true, writable: true }), {});
    const value = depth => {
        const kind = depth > 5 ? 0 : below(5);
        if (kind < 2) return text();
        if (kind === 2) return [null, true, 1.5, -0, 1e21, ''][below(6)];
        if (kind === 3) return Array.from({ length: below(5) }, () => value(depth + 1));
        return own(Array.from({ length: below(5) }, () => [keys[below(keys.length)], value(depth + 1)]));
    };
    for (let run = 0; run < 40; run++) {
        const snapshot = aSnapshot(`r${run}`, { context: { input: value(0), filler: 'f'.repeat(40_000), more: [value(0), value(0)] } });
        await workflows.persistWorkflowSnapshot({ workflowName: 'large', runId: `r${run}`, snapshot });
        const read = await workflows.loadWorkflowSnapshot({ workflowName: 'large', runId: `r${run}` });
        assert.deepEqual(read, JSON.parse(JSON.stringify(snapshot)));
    }
    assert.equal({}.large, undefined);
});
