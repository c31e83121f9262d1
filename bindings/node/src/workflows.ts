// Mastra's workflows domain: snapshots of runs, updated atomically.
import { WorkflowsStorage, type StorageListWorkflowRunsInput, type WorkflowRun, type WorkflowRuns } from '@mastra/core/storage';
import type { WorkflowRunState } from '@mastra/core/workflows';
import { connectionOf, type Connection } from './connection.js';
import { guarded } from './errors.js';
import type { DynamoDBDomainConfig } from './settings.js';
import { isoTime, storedJson, withDates, type TimedRow } from './shapes.js';

type Method<Name extends keyof WorkflowsStorage> = WorkflowsStorage[Name] extends (...args: infer Args) => infer Result
    ? { args: Args[0]; result: Result }
    : never;

const runOf = (row: TimedRow): WorkflowRun => ({ ...withDates<WorkflowRun>(row), snapshot: storedJson(row['snapshot']) as WorkflowRunState });

export class WorkflowStorageDynamoDB extends WorkflowsStorage {
    readonly #connection: Connection;

    constructor(config: Connection | DynamoDBDomainConfig) {
        super();
        this.#connection = connectionOf(config);
    }

    /** This domain, with calls that end with the signal. */
    withSignal(signal: AbortSignal): WorkflowStorageDynamoDB {
        return new WorkflowStorageDynamoDB(this.#connection.withSignal(signal));
    }

    override async dangerouslyClearAll(): Promise<void> {
        await guarded('CLEAR_WORKFLOWS', {}, () => this.#connection.call('clearWorkflows', {}));
    }

    /** Every update is conditional on what it read. */
    supportsConcurrentUpdates(): boolean {
        return true;
    }

    override async updateWorkflowResults(args: Method<'updateWorkflowResults'>['args']) {
        const { workflowName, runId, stepId } = args;
        return guarded('UPDATE_WORKFLOW_RESULTS', { workflowName, runId, stepId }, () =>
            this.#connection.call<Awaited<Method<'updateWorkflowResults'>['result']>>('updateWorkflowResults', args));
    }

    override async updateWorkflowState(args: Method<'updateWorkflowState'>['args']) {
        const { workflowName, runId } = args;
        return guarded('UPDATE_WORKFLOW_STATE', { workflowName, runId }, async () =>
            (await this.#connection.call<WorkflowRunState | null>('updateWorkflowState', args)) ?? undefined);
    }

    override async persistWorkflowSnapshot(args: Method<'persistWorkflowSnapshot'>['args']): Promise<void> {
        const { workflowName, runId } = args;
        await guarded('PERSIST_WORKFLOW_SNAPSHOT', { workflowName, runId }, () =>
            this.#connection.call('persistWorkflowSnapshot', args));
    }

    override async loadWorkflowSnapshot(args: { workflowName: string; runId: string }): Promise<WorkflowRunState | null> {
        const { workflowName, runId } = args;
        return guarded('LOAD_WORKFLOW_SNAPSHOT', { workflowName, runId }, async () =>
            storedJson(await this.#connection.call<unknown>('loadWorkflowSnapshot', args)) as WorkflowRunState | null);
    }

    override async listWorkflowRuns(args: StorageListWorkflowRunsInput = {}): Promise<WorkflowRuns> {
        const details = { workflowName: args.workflowName ?? '', resourceId: args.resourceId ?? '' };
        return guarded('LIST_WORKFLOW_RUNS', details, async () => {
            const query = { ...args, fromDate: isoTime(args.fromDate), toDate: isoTime(args.toDate) };
            const { runs, total } = await this.#connection.call<{ runs: TimedRow[]; total: number }>('listWorkflowRuns', query);
            return { runs: runs.map(runOf), total };
        });
    }

    override async getWorkflowRunById(args: { runId: string; workflowName?: string }): Promise<WorkflowRun | null> {
        const { runId, workflowName } = args;
        return guarded('GET_WORKFLOW_RUN_BY_ID', { runId, workflowName: workflowName ?? '' }, async () => {
            const row = await this.#connection.call<TimedRow | null>('getWorkflowRunById', args);
            return row && runOf(row);
        });
    }

    override async deleteWorkflowRunById(args: { runId: string; workflowName: string }): Promise<void> {
        const { runId, workflowName } = args;
        await guarded('DELETE_WORKFLOW_RUN_BY_ID', { runId, workflowName }, () =>
            this.#connection.call('deleteWorkflowRunById', args));
    }
}
