// Mastra's observability domain: spans and the traces they make. Logs, metrics and feedback are not kept.
import { ObservabilityStorage } from '@mastra/core/storage';
import { connectionOf, type Connection } from './connection.js';
import { guarded, type Details } from './errors.js';
import type { DynamoDBDomainConfig } from './settings.js';

type Base = ObservabilityStorage;
type Args<Name extends keyof Base> = Base[Name] extends (args: infer Given) => unknown ? Given : never;
type Result<Name extends keyof Base> = Base[Name] extends (args: never) => Promise<infer Given> ? Given : never;
type Row = Record<string, unknown>;
interface Rows {
    pagination: unknown;
    rows: Row[];
}

const times = ['startedAt', 'endedAt', 'createdAt', 'updatedAt'];

function spanOf(row: Row): Row {
    for (const name of times) {
        if (typeof row[name] === 'string') row[name] = new Date(row[name] as string);
    }
    return row;
}
const one = <Shape>(answer: { span: Row } | null): Shape => (answer && { span: spanOf(answer.span) }) as Shape;
const all = <Shape>(answer: { traceId: string; spans: Row[] } | null): Shape =>
    (answer && { ...answer, spans: answer.spans.map(spanOf) }) as Shape;

export class ObservabilityStorageDynamoDB extends ObservabilityStorage {
    readonly #connection: Connection;

    constructor(config: Connection | DynamoDBDomainConfig) {
        super();
        this.#connection = connectionOf(config);
    }

    /** This domain, with calls that end with the signal. */
    withSignal(signal: AbortSignal): ObservabilityStorageDynamoDB {
        return new ObservabilityStorageDynamoDB(this.#connection.withSignal(signal));
    }

    override async dangerouslyClearAll(): Promise<void> {
        await this.#call('clearObservability', 'CLEAR_OBSERVABILITY', {}, {});
    }

    override createSpan(args: Args<'createSpan'>): Promise<void> {
        return this.#call('createSpan', 'CREATE_SPAN', args, { spanId: args.span.spanId, traceId: args.span.traceId });
    }

    override batchCreateSpans(args: Args<'batchCreateSpans'>): Promise<void> {
        return this.#call('batchCreateSpans', 'BATCH_CREATE_SPANS', args, { count: args.records.length });
    }

    override async updateSpan(args: Args<'updateSpan'>): Promise<void> {
        await this.#call('updateSpan', 'UPDATE_SPAN', args, { spanId: args.spanId, traceId: args.traceId });
    }

    override async batchUpdateSpans(args: Args<'batchUpdateSpans'>): Promise<void> {
        await this.#call('batchUpdateSpans', 'BATCH_UPDATE_SPANS', args, { count: args.records.length });
    }

    override async getSpan(args: Args<'getSpan'>): Promise<Result<'getSpan'>> {
        const { traceId, spanId } = args;
        return one<Result<'getSpan'>>(await this.#call('getSpan', 'GET_SPAN', args, { traceId, spanId }));
    }

    override async getSpans(args: Args<'getSpans'>): Promise<Result<'getSpans'>> {
        const { traceId, spanIds } = args;
        const spans = await this.#call<Row[]>('getSpans', 'GET_SPANS', args, { traceId, count: spanIds.length });
        return all<Result<'getSpans'>>({ traceId, spans });
    }

    override async getRootSpan(args: Args<'getRootSpan'>): Promise<Result<'getRootSpan'>> {
        return one<Result<'getRootSpan'>>(await this.#call('getRootSpan', 'GET_ROOT_SPAN', args, { traceId: args.traceId }));
    }

    override async getTrace(args: Args<'getTrace'>): Promise<Result<'getTrace'>> {
        return all<Result<'getTrace'>>(await this.#call('getTrace', 'GET_TRACE', args, { traceId: args.traceId }));
    }

    override async getStructure(args: Args<'getStructure'>): Promise<Result<'getStructure'>> {
        return all<Result<'getStructure'>>(await this.#call('getStructure', 'GET_STRUCTURE', args, { traceId: args.traceId }));
    }

    override async getTraceLight(args: Args<'getTraceLight'>): Promise<Result<'getTraceLight'>> {
        return this.getStructure(args);
    }

    override async getBranch(args: Args<'getBranch'>): Promise<Result<'getBranch'>> {
        const { traceId, spanId } = args;
        return all<Result<'getBranch'>>(await this.#call('getBranch', 'GET_BRANCH', args, { traceId, spanId }));
    }

    override async listTraces(args: Args<'listTraces'>): Promise<Result<'listTraces'>> {
        const { pagination, rows } = await this.#call<Rows>('listTraces', 'LIST_TRACES', args ?? {}, {});
        return { pagination, spans: rows.map(spanOf) } as unknown as Result<'listTraces'>;
    }

    override async listBranches(args: Args<'listBranches'>): Promise<Result<'listBranches'>> {
        const { pagination, rows } = await this.#call<Rows>('listBranches', 'LIST_BRANCHES', args ?? {}, {});
        return { pagination, branches: rows.map(spanOf) } as unknown as Result<'listBranches'>;
    }

    override batchDeleteTraces(args: Args<'batchDeleteTraces'>): Promise<void> {
        return this.#call('batchDeleteTraces', 'BATCH_DELETE_TRACES', args, { count: args.traceIds.length });
    }

    #call<Answer>(operation: string, id: string, args: object, details: Details): Promise<Answer> {
        return guarded(id, details, () => this.#connection.call<Answer>(operation, args));
    }
}
