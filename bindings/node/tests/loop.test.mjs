// Pain 52: large replies do not hold up the event loop, whatever their number.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
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

for (const [what, piece] of [['ASCII', 'plain "quoted" \\ text\n'], ['Latin', 'Grüße, naïve '], ['any language', 'Ünïcödé 漢字 \u{1F600} \u2028 '], ['half a pair', 'a \ud83d b ']]) {
    test(`a message of 1 MB in ${what} comes as it was saved`, async () => {
        const text = piece.repeat(Math.ceil(1_000_000 / piece.length));
        const saved = aMessage(`large-${what}`, 'large', 1, { content: { format: 2, parts: [{ type: 'text', text }] } });
        await memory.saveMessages({ messages: [saved] });
        const [read] = (await memory.listMessagesById({ messageIds: [saved.id] })).messages;
        assert.equal(read.content.parts[0].text, text);
    });
}
