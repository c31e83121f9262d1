// A workflow that waits for a person, for as long as it takes: one process starts it, another one goes on.
//   node approval.ts start AMOUNT          prints the id of the run
//   node approval.ts resume RUN yes|no
import { Mastra } from '@mastra/core/mastra';
import { createStep, createWorkflow } from '@mastra/core/workflows';
import { z } from 'zod';
import { storage } from './guide.ts';

const ask = createStep({
    id: 'ask',
    inputSchema: z.object({ amount: z.number() }),
    suspendSchema: z.object({ question: z.string() }),
    resumeSchema: z.object({ approved: z.boolean() }),
    outputSchema: z.object({ paid: z.number() }),
    execute: async ({ inputData, resumeData, suspend }) => {
        if (!resumeData) return suspend({ question: `Pay ${inputData.amount}?` });
        return { paid: resumeData.approved ? inputData.amount : 0 };
    },
});
const approval = createWorkflow({
    id: 'approval', inputSchema: z.object({ amount: z.number() }), outputSchema: z.object({ paid: z.number() }),
}).then(ask).commit();

const workflow = new Mastra({ storage, workflows: { approval }, logger: false }).getWorkflow('approval');
const [command, value = '', answer] = process.argv.slice(2);
if (command === 'start') {
    const run = await workflow.createRun();
    const { status } = await run.start({ inputData: { amount: Number(value) } });
    console.log(`${run.runId} ${status}`);
} else {
    const run = await workflow.createRun({ runId: value });
    const outcome = await run.resume({ step: 'ask', resumeData: { approved: answer === 'yes' } });
    console.log(`${value} ${outcome.status}`, 'result' in outcome ? outcome.result : '');
}
