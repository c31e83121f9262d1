// Scores and evals for tests.
import { timeOf } from './memory_samples.mjs';

export const aScore = (id, number = 0, more = {}) => ({
    id, scorerId: 'accuracy', runId: 'run-1', entityId: 'agent-1', entityType: 'AGENT', score: 0.5 + number / 8, source: 'LIVE',
    scorer: { id: 'accuracy' }, entity: { id: 'agent-1' }, input: [{ role: 'user', content: `question ${number}` }],
    output: { text: `answer ${number}` }, createdAt: timeOf(number), ...more,
});

export const anEval = (run_id, number = 0, more = {}) => ({
    run_id, global_run_id: 'global-1', agent_name: 'cook', metric_name: 'tone', instructions: 'be kind', input: '', output: 'Hello',
    result: { score: 0.5, info: { why: 'short' } }, created_at: timeOf(number), ...more,
});
