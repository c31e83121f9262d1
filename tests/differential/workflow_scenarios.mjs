// What both workflows stores are asked to do; see scenarios.mjs.
import { timeOf } from '../support/memory_samples.mjs';
import { aResult, aRun, aSnapshot } from '../support/workflow_samples.mjs';

const flow = { workflowName: 'flow' };
const run = { ...flow, runId: 'r1' };
const persist = (runId, number = 0, more = {}, snapshot = {}) => ['persistWorkflowSnapshot', { ...aRun(runId, number, snapshot), ...more }];
const results = (stepId, result, requestContext = {}) => ['updateWorkflowResults', { ...run, stepId, result, requestContext }];
const state = opts => ['updateWorkflowState', { ...run, opts }];
const readRun = [['loadWorkflowSnapshot', run], ['getWorkflowRunById', run], ['getWorkflowRunById', { runId: 'r1' }]];
const list = (query = {}) => ['listWorkflowRuns', { ...flow, perPage: 100, page: 0, ...query }];

const unicode = { workflowName: 'Flöw #1 ΑΣ', runId: 'Run#Ä-日本-İẞⅧ𐐀' };
const odd = { 10: 'b', 2: 'a', z: [1, 1.5, 1e21, -0, { n: null }], 'ключ"\\': '\u0001é\u2028', e: '', json: '{"a":1}' };

export const scenarios = {
    'a run with everything': { steps: [persist('r1', 0, { resourceId: 'user-1' })], reads: readRun },
    'a run without resource': { steps: [persist('r1')], reads: [...readRun, list()] },
    'a run without times': { steps: [['persistWorkflowSnapshot', { ...run, snapshot: aSnapshot('r1') }]], reads: readRun },
    'names with Unicode, blanks and #': {
        steps: [['persistWorkflowSnapshot', { ...aRun('x'), ...unicode }]],
        reads: [['loadWorkflowSnapshot', unicode], ['getWorkflowRunById', { runId: unicode.runId }], ['listWorkflowRuns', { workflowName: unicode.workflowName, perPage: 5, page: 0 }]],
    },
    'snapshots with every JSON type, keys like numbers, escapes': { steps: [persist('r1', 0, {}, { value: odd })], reads: readRun },
    'a run persisted again': {
        steps: [persist('r1', 0, { resourceId: 'user-1' }), persist('r1', 5, {}, { status: 'success' })], reads: readRun,
    },
    'a run persisted again for another resource': {
        steps: [persist('r1', 0, { resourceId: 'user-1' }), persist('r1', 5, { resourceId: 'user-2' })], reads: readRun,
    },
    'results of steps': {
        steps: [persist('r1'), results('a', aResult({ x: 1 }), { k: 1 }), results('b', aResult('two'), { l: 2 }), results('a', { status: 'failed', error: 'no' })],
        reads: readRun,
    },
    'a first result of a missing run': { steps: [results('a', aResult(1), { k: 1 })], reads: [['getWorkflowRunById', run]] },
    'results of a foreach': {
        steps: [persist('r1'), results('each', aResult([1, null])), results('each', aResult([null, 2]))], reads: readRun,
    },
    'a state changed': { steps: [persist('r1'), state({ status: 'suspended', suspendedPaths: { a: [0] } })], reads: readRun },
    'a state changed from an expected status': { steps: [persist('r1'), state({ status: 'suspended', expectedStatus: 'running' })], reads: readRun },
    'a state not changed from another status': { steps: [persist('r1'), state({ status: 'suspended', expectedStatus: 'paused' })], reads: readRun },
    'a state of a missing run': { steps: [state({ status: 'suspended' })], reads: readRun },
    'a run deleted': { steps: [persist('r1'), persist('r2'), ['deleteWorkflowRunById', run], ['deleteWorkflowRunById', run]], reads: [...readRun, list()] },
    'filters of the list': {
        steps: [persist('a3', 3, { resourceId: 'user-1' }), persist('b2', 2, { resourceId: 'user-2' }, { status: 'failed' }), persist('c1', 1)],
        reads: [list(), list({ resourceId: 'user-1' }), list({ status: 'failed' }), list({ fromDate: timeOf(2) }), list({ toDate: timeOf(2) }),
            list({ fromDate: timeOf(2), toDate: timeOf(2) }), list({ resourceId: 'nobody' }), ['listWorkflowRuns', { status: 'failed', perPage: 5, page: 0 }]],
    },
    'the order of the list': { steps: [persist('a1', 1), persist('b2', 2), persist('c3', 3)], reads: [list(), list({ perPage: 2 })] },
    'a list without pages': { steps: Array.from({ length: 12 }, (_, i) => persist(`r${99 - i}`, i)), reads: [['listWorkflowRuns', flow]] },
    'runs of one id in several workflows': {
        steps: [['persistWorkflowSnapshot', { ...aRun('r1', 1), workflowName: 'aaa' }], ['persistWorkflowSnapshot', { ...aRun('r1', 2), workflowName: 'zzz' }]],
        reads: [['getWorkflowRunById', { runId: 'r1' }], ['getWorkflowRunById', { runId: 'r1', workflowName: 'aaa' }]],
    },
    'runs with a TTL': {
        ttl: { workflow_snapshot: ['ttl', 3600] },
        steps: [persist('r1'), ['persistWorkflowSnapshot', { ...run, runId: 'r2', snapshot: aSnapshot('r2') }], ['pause', { ms: 6000 }], results('a', aResult(1))],
        reads: readRun,
    },
};
