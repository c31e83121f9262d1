// A workflow that suspends and asks a person.
import { Mastra } from '@mastra/core/mastra';
import { createStep, createWorkflow } from '@mastra/core/workflows';
import { z } from 'zod';

export function approval(storage) {
    const ask = createStep({
        id: 'ask', inputSchema: z.object({ amount: z.number() }), outputSchema: z.object({ paid: z.boolean() }),
        resumeSchema: z.object({ approved: z.boolean() }), suspendSchema: z.object({}),
        execute: async ({ resumeData, suspend }) => (resumeData ? { paid: resumeData.approved } : suspend({})),
    });
    const workflow = createWorkflow({ id: 'approval', inputSchema: z.object({ amount: z.number() }), outputSchema: z.object({ paid: z.boolean() }) })
        .then(ask).commit();
    return new Mastra({ storage, workflows: { approval: workflow }, logger: false }).getWorkflow('approval');
}
