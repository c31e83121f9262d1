// The process is killed (SIGKILL) in the middle of its work: readers see the old value or the new one, never a mix and
// never an error, and what was begun can be finished. Parts of oversize messages that nothing points to may stay.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { MemoryDriver } from '../support/store_driver/memory_driver.mjs';
import { aMessage, aThread, manyMessages, noise } from '../support/memory_samples.mjs';
import { seededRandom } from '../support/seeded_random.mjs';
import { scaled } from '../support/scale.mjs';
import { dropTable, newTable, rawItems } from '../support/tables.mjs';
import { openTestProxy, testEndpoint } from '../support/test_endpoint.mjs';

const random = seededRandom(Number(process.env.MASTRA_TEST_SEED ?? 42));
// Each request takes a moment, so that the kill meets every stage.
const latencyMs = 10;
let table, proxy, calm;

before(async () => {
    table = await newTable('crash');
    proxy = await openTestProxy({ latencyMs });
    calm = new MemoryDriver({ endpoint: testEndpoint(), table });
});
after(async () => {
    await calm.close();
    await proxy.close();
    await dropTable(table);
});

// Starts `work` in a driver of its own and kills that one after a random time. True when the work was done before.
async function killed(work, withinMs) {
    const victim = new MemoryDriver({ endpoint: proxy.endpoint, table });
    await victim.getThreadById({ threadId: 'warm-up' });
    const done = work(victim).then(() => true, () => false);
    await sleep(random() * withinMs);
    await victim.kill();
    const finished = await done;
    await sleep(3 * latencyMs + 20); // what was sent arrives
    return finished;
}

const orphans = items => {
    const pointed = new Set(items.flatMap(item => Object.values(item.mdb_spill?.M ?? {}).map(pointer => `$mastra#PART_${pointer.M.token.S}`)));
    return items.filter(item => item.pk.S.startsWith('$mastra#PART_') && !pointed.has(item.pk.S)).length;
};

test('a save of oversize messages that is killed leaves each message old or new', async () => {
    const round = seed => [0, 1].map(i => aMessage(`big-${i}`, 'big', i, noise(800_000, 10 * seed + i)));
    await calm.saveMessages({ messages: round(0) });
    const texts = [round(0)];
    let cut = 0;
    for (let seed = 1; seed <= scaled(25, 5); seed++) {
        texts.push(round(seed));
        const single = seed % 2 === 0;
        const finished = await killed(driver => driver.saveMessages({ messages: single ? [round(seed)[0]] : round(seed) }), 150);
        cut += finished ? 0 : 1;
        const { messages } = await calm.listMessages({ threadId: 'big' });
        assert.equal(messages.length, 2);
        for (const [i, message] of messages.entries()) {
            const known = texts.findIndex(version => version[i].content.parts[0].text === message.content.parts[0].text);
            assert.ok(known >= 0, `round ${seed}: message ${i} is none of its versions`);
            if (finished && (i === 0 || !single)) assert.equal(known, seed, `round ${seed}: message ${i} was saved`);
        }
    }
    assert.ok(cut > 0, 'no save was cut off');
    console.log(`${cut} saves cut off, ${orphans(await rawItems(table))} orphaned parts`);
    await calm.deleteMessages({ messageIds: ['big-0', 'big-1'] });
    assert.deepEqual((await calm.listMessages({ threadId: 'big' })).messages, []);
});

test('a killed update of an oversize message leaves it old or new', async () => {
    await calm.saveMessages({ messages: [aMessage('edited', 'edits', 0, noise(800_000, 1))] });
    for (let seed = 1; seed <= scaled(12, 4); seed++) {
        await killed(driver => driver.updateMessages({ messages: [{ id: 'edited', content: { metadata: { seed } } }] }), 120);
        const [message] = await calm.listMessagesById({ messageIds: ['edited'] });
        assert.equal(message.content.parts[0].text, noise(800_000, 1));
        assert.ok([undefined, ...Array.from({ length: seed }, (_, i) => i + 1)].includes(message.content.metadata?.seed));
    }
});

test('a deletion of a thread that is killed can be finished, and leaves no message', async () => {
    let cut = 0;
    for (let number = 0; number < scaled(10, 3); number++) {
        const id = `thread-${number}`;
        await calm.saveThread({ thread: aThread(id) });
        await calm.saveMessages({ messages: [...manyMessages(id, 200), aMessage(`${id}-big`, id, 1000, noise(800_000, number))] });
        cut += (await killed(driver => driver.deleteThread({ threadId: id }), 100)) ? 0 : 1;
        const rest = (await calm.listMessages({ threadId: id, perPage: false })).messages;
        if (rest.length > 0) assert.ok(await calm.getThreadById({ threadId: id }), 'while messages are left the thread is listed');
        await calm.deleteThread({ threadId: id });
        const left = (await rawItems(table)).filter(item => item.id?.S?.startsWith(id) || item.threadId?.S === id);
        assert.deepEqual(left.map(item => item.pk.S), []);
    }
    assert.ok(cut > 0, 'no deletion was cut off');
    console.log(`${cut} deletions cut off, ${orphans(await rawItems(table))} orphaned parts`);
});
