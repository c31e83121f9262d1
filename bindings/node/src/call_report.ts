// What a call cost, for those who want to know (config.onCall).

/** One call of a store's method, told when its reply has come. */
export interface CallReport {
    /** Mastra's name of the method: `listMessages`. */
    operation: string;
    /** Requests that ended, each attempt for itself; one that is on its way when the call is aborted is not among them. */
    requests: number;
    /** Of these, attempts after the first. */
    retries: number;
    /** Capacity units as DynamoDB reports them. */
    readUnits: number;
    writeUnits: number;
    /** From the call to its reply. */
    milliseconds: number;
    /** What went wrong: a StoreFault. */
    error?: Error;
}

export type OnCall = (report: CallReport) => void;

/** Calls the hook. What it throws is no fault of the call: it becomes a warning of the process. */
export function tell(onCall: OnCall, report: CallReport): void {
    const warn = (fault: unknown): void => process.emitWarning(`config.onCall failed: ${String(fault)}`, 'MastraDynamoDB');
    try {
        void Promise.resolve(onCall(report)).catch(warn); // also where it is an async function
    } catch (fault) {
        warn(fault);
    }
}
