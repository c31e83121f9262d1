// How late the event loop's timers are while 100 reads of 1 MB each are answered.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { location, memoryOf, report } from './package_and_table.mjs';
import { aMessage, aThread } from '../tests/samples.mjs';

const memory = await memoryOf(await import(location));
const text = 'what was said '.repeat(700);
await memory.saveThread({ thread: aThread('long') });
for (let first = 0; first < 100; first += 25) {
    const messages = Array.from({ length: 25 }, (_, i) =>
        aMessage(`long-${first + i}`, 'long', first + i, { content: { format: 2, parts: [{ type: 'text', text }] } }));
    await memory.saveMessages({ messages });
}
const read = () => memory.listMessages({ threadId: 'long', perPage: false, includeTotal: false });
await read();

const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();
await Promise.all(Array.from({ length: 100 }, read));
delay.disable();
report({ 'event loop late (p99), ms': delay.percentile(99) / 1e6 });
