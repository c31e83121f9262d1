// The process's CPU an operation, all its threads counted, with 32 calls in flight; and its memory at the end.
import { location, memoryOf, report } from './package_and_table.mjs';
import { aMessage, aThread } from '../tests/samples.mjs';

const inFlight = 32;
const seconds = 3;
const memory = await memoryOf(await import(location));
const threads = Array.from({ length: 8 }, (_, i) => `t${process.pid}-${i}`); // new ones: some packages read threads whole
const text = 'what was said '.repeat(70);
const message = (threadId, number) =>
    aMessage(`${threadId}-${number}`, threadId, number, { content: { format: 2, parts: [{ type: 'text', text }] } });
for (const id of threads) {
    await memory.saveThread({ thread: aThread(id) });
    await memory.saveMessages({ messages: Array.from({ length: 20 }, (_, number) => message(id, number)) });
}

async function microsecondsOf(operation) {
    const end = performance.now() + seconds * 1000;
    const begun = process.cpuUsage();
    let calls = 0;
    await Promise.all(Array.from({ length: inFlight }, async () => {
        while (performance.now() < end) await operation(threads[calls % threads.length], calls++);
    }));
    const { user, system } = process.cpuUsage(begun);
    return (user + system) / calls;
}

const newest = { perPage: 10, page: 0, includeTotal: false, orderBy: { field: 'createdAt', direction: 'DESC' } };
report({
    'CPU of reading a thread, us': await microsecondsOf(threadId => memory.getThreadById({ threadId })),
    'CPU of the last 10 messages, us': await microsecondsOf(threadId => memory.listMessages({ threadId, ...newest })),
    'CPU of saving a message, us': await microsecondsOf((threadId, call) => memory.saveMessages({ messages: [message(threadId, 100 + call)] })),
    'resident memory, MB': process.memoryUsage().rss / 1e6,
});
