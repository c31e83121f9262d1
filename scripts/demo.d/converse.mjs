// Two users talk to an agent; @mastra/memory keeps what was said, and what the agent noted about one of them.
import { openMemory } from './memory.mjs';

const conversations = [
    {
        thread: { threadId: 'trip-to-lisbon', resourceId: 'ana', title: 'Trip to Lisbon', metadata: { topic: 'travel' } },
        turns: [
            ['I have three days in Lisbon in May. What should I not miss?', 'Alfama on foot, Belém in the morning, and one evening of fado.'],
            ['Which of these works on a rainy day?', 'The Gulbenkian museum, and the tile museum; Belém can wait.'],
            ['Book a table for Friday, two people.', 'Done: Friday at 20:00, two people, in Alfama. I noted that you eat no fish.'],
        ],
    },
    {
        thread: { threadId: 'invoice-2041', resourceId: 'ana', title: 'Invoice 2041' },
        turns: [['Why is invoice 2041 higher than the last?', 'It has 14 days of the new plan. The next one will be 49.00 again.']],
    },
    {
        thread: { threadId: 'first-steps', resourceId: 'ben', title: 'First steps' },
        turns: [['Hello! What can you remember? 🧠', 'Everything you tell me in this thread, and what I note about you across threads.']],
    },
];

const message = ({ threadId, resourceId }, role, text, position) => ({
    id: `${threadId}-${position}`,
    threadId,
    resourceId,
    role,
    createdAt: new Date(Date.parse('2026-05-01T09:00:00Z') + position * 20_000),
    content: { format: 2, parts: [{ type: 'text', text }] },
});

const memory = openMemory();
for (const { thread, turns } of conversations) {
    await memory.createThread(thread);
    const messages = turns.flatMap(([question, answer], turn) => [
        message(thread, 'user', question, 2 * turn),
        message(thread, 'assistant', answer, 2 * turn + 1),
    ]);
    await memory.saveMessages({ messages });
    console.log(`${thread.resourceId}: thread ${thread.threadId}, ${messages.length} messages`);
}
await memory.updateWorkingMemory({
    threadId: 'trip-to-lisbon', resourceId: 'ana', workingMemory: '# Ana\n- eats no fish\n- travels in May\n',
});
console.log('ana: working memory noted');
