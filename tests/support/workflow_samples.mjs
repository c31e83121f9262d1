// Snapshots of workflow runs for tests that care about their number or size.
import { noise, timeOf } from './memory_samples.mjs';

export const aSnapshot = (runId, more = {}) => ({
    runId, status: 'running', value: {}, context: { input: { question: 'why?' } }, activePaths: [], activeStepsPath: {},
    serializedStepGraph: [], suspendedPaths: {}, resumeLabels: {}, waitingPaths: {}, timestamp: 1750000000000, ...more,
});

export const aRun = (runId, number = 0, more = {}) => ({
    workflowName: 'flow', runId, snapshot: aSnapshot(runId, more), createdAt: timeOf(number), updatedAt: timeOf(number),
});

export const largeSnapshot = (runId, bytes, seed = 1) => aSnapshot(runId, { value: { text: noise(bytes, seed) } });

export const aResult = (output, more = {}) => ({ status: 'success', output, ...more });
