// Upstream's store reads what our tool wrote: the newest messages of the thread given, as an agent's next turn would.
import { openMemory } from './memory.mjs';

const [threadId, resourceId] = process.argv.slice(2);
const newest = { perPage: 4, page: 0, orderBy: { field: 'createdAt', direction: 'DESC' } };
const { messages } = await openMemory().recall({ threadId, resourceId, ...newest });
for (const { id, role, content } of messages) {
    const text = content.parts.map(part => part.text).join(' ');
    console.log(`${id.padEnd(16)}  ${role.padEnd(9)}  ${text.length > 70 ? `${text.slice(0, 67)}...` : text}`);
}
