// What agents do all day, for the compiler to see what runs often: `node practice.mjs [SECONDS]`, with MASTRA_NODE_PACKAGE and
// MASTRA_TEST_STATE as for the tests. scripts/package runs it.
import { newStore } from './tests/package_under_test.mjs';
import { aMessage, aScore, aSnapshot, aStepResult, aThread, timeOf } from './tests/samples.mjs';

const [seconds = '15'] = process.argv.slice(2);
const agents = 32;

const { store, memory, workflows, dispose } = await newStore('practice');
const [scores, traces] = await Promise.all([store.getStore('scores'), store.getStore('observability')]);

const texts = ['what was said '.repeat(70), 'Er sagte: "Grüße"\n'.repeat(20), 'hm', '{"tool":{"args":[1,2.5,null]}}'.repeat(30)];
const aTurn = (threadId, number, text = texts[Math.abs(number) % texts.length]) => aMessage(`${threadId}-${number}`, threadId, number,
    { content: { format: 2, parts: [{ type: 'text', text }] } });
const newest = { perPage: 10, page: 0, includeTotal: false, orderBy: { field: 'createdAt', direction: 'DESC' } };
const aSpan = (traceId, spanId, parentSpanId) => ({
    traceId, spanId, parentSpanId, name: spanId, spanType: 'agent_run', isEvent: false, startedAt: timeOf(1), endedAt: timeOf(2),
    input: { question: texts[1] }, output: { answer: texts[0] }, attributes: { model: 'm' }, metadata: { requestId: 'r' },
});

// Several calls to one thread at once, as a conversation makes them; every eighth time the rest of an agent's work.
async function work(agent, round) {
    const threadId = `t${agent % 8}`;
    const number = round * agents + agent;
    await memory.getThreadById({ threadId });
    await memory.listMessages({ threadId, ...newest });
    await memory.saveMessages({ messages: [aTurn(threadId, number)] });
    if (round % 8 !== agent % 8) return;
    const run = { workflowName: 'w', runId: `run-${number}` };
    const ids = [`${threadId}-${number}`, `${threadId}-0`];
    await memory.saveMessages({ messages: Array.from({ length: 10 }, (_, i) => aTurn(`many-${agent}`, i)) });
    await memory.listMessages({ threadId: `many-${agent}`, perPage: false });
    await memory.listMessagesById({ messageIds: ids });
    await memory.updateMessages({ messages: [{ id: ids[0], metadata: { seen: true } }] });
    await memory.updateThread({ id: threadId, title: `Round ${round}`, metadata: { round } });
    await memory.listThreads({ filter: { resourceId: 'user-1' }, page: 0, perPage: 20 });
    await memory.updateResource({ resourceId: `user-${agent}`, workingMemory: texts[0], metadata: { round } });
    await memory.getResourceById({ resourceId: `user-${agent}` });
    await workflows.persistWorkflowSnapshot({ ...run, snapshot: aSnapshot(run.runId) });
    await workflows.updateWorkflowResults({ ...run, stepId: 's', result: aStepResult(texts[0]), requestContext: {} });
    await workflows.loadWorkflowSnapshot(run);
    await scores.saveScore(aScore({ runId: run.runId }));
    await scores.listScoresByScorerId({ scorerId: 's', pagination: { page: 0, perPage: 10 } });
    await traces.batchCreateSpans({ records: [aSpan(run.runId, 'root'), aSpan(run.runId, 'child', 'root')] });
    await traces.getTrace({ traceId: run.runId });
    if (agent === 0) await workRarely(round);
}

// Long threads, records that DynamoDB does not take whole, ids that are not in lower case.
async function workRarely(round) {
    const run = { workflowName: 'large', runId: `Größe-${round}` };
    await memory.listMessages({ threadId: 'Long', perPage: false, includeTotal: false });
    await workflows.persistWorkflowSnapshot({ ...run, snapshot: aSnapshot(run.runId, { value: { text: texts.join().repeat(200) } }) });
    await workflows.loadWorkflowSnapshot(run);
    await workflows.listWorkflowRuns({ workflowName: 'w', perPage: 20, page: 0 });
}

for (let i = 0; i < 8; i++) {
    await memory.saveThread({ thread: aThread(`t${i}`) });
    await memory.saveMessages({ messages: Array.from({ length: 20 }, (_, number) => aTurn(`t${i}`, -number)) });
}
await memory.saveThread({ thread: aThread('Long') });
for (let first = 0; first < 100; first += 25) {
    await memory.saveMessages({ messages: Array.from({ length: 25 }, (_, i) => aTurn('Long', first + i, texts.join().repeat(3))) });
}
const end = performance.now() + Number(seconds) * 1000;
let rounds = 0;
await Promise.all(Array.from({ length: agents }, async (_, agent) => {
    for (let round = 1; performance.now() < end; round++, rounds++) await work(agent, round);
}));
await dispose();
console.log(`${rounds} rounds of work`);
