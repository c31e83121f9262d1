// Mastra's scores domain.
import { ErrorCategory } from '@mastra/core/error';
import {
    calculatePagination,
    normalizePerPage,
    ScoresStorage,
} from '@mastra/core/storage';
import { connectionOf, type Connection } from './connection.js';
import { guarded, storageError, type Details } from './errors.js';
import type { DynamoDBDomainConfig } from './settings.js';
import { withDates, type TimedRow } from './shapes.js';

type Saved = Parameters<ScoresStorage['saveScore']>[0];
type Score = Awaited<ReturnType<ScoresStorage['saveScore']>>['score'];
type Page = Awaited<ReturnType<ScoresStorage['listScoresByRunId']>>;
type Pagination = Parameters<ScoresStorage['listScoresByRunId']>[0]['pagination'];
type ListArgs = { pagination: Pagination };

const scoreOf = (row: TimedRow): Score => withDates<Score>(row);

/** What core's schema makes of a score: its own keys only. */
async function validated(score: Saved): Promise<Saved> {
    const { saveScorePayloadSchema } = await import('@mastra/core/evals');
    try {
        return saveScorePayloadSchema.parse(score) as Saved;
    } catch (fault) {
        const details = {
            scorer: String(score?.scorer?.['id'] ?? 'unknown'), entityId: score?.entityId ?? 'unknown',
            entityType: score?.entityType ?? 'unknown', traceId: score?.traceId ?? '', spanId: score?.spanId ?? '',
        };
        throw storageError('SAVE_SCORE', details, fault, { status: 'VALIDATION_FAILED', category: ErrorCategory.USER });
    }
}

/** Throws core's plain errors for a page that cannot be. */
function checkPage({ page, perPage }: Pagination): void {
    calculatePagination(page, perPage, normalizePerPage(perPage, Number.MAX_SAFE_INTEGER));
}

export class ScoresStorageDynamoDB extends ScoresStorage {
    readonly #connection: Connection;

    constructor(config: Connection | DynamoDBDomainConfig) {
        super();
        this.#connection = connectionOf(config);
    }

    /** This domain, with calls that end with the signal. */
    withSignal(signal: AbortSignal): ScoresStorageDynamoDB {
        return new ScoresStorageDynamoDB(this.#connection.withSignal(signal));
    }

    override async dangerouslyClearAll(): Promise<void> {
        await guarded('CLEAR_SCORES', {}, () => this.#connection.call('clearScores', {}));
    }

    override async getScoreById({ id }: { id: string }): Promise<Score | null> {
        return guarded('GET_SCORE_BY_ID', { id }, async () => {
            const row = await this.#connection.call<TimedRow | null>('getScoreById', { id });
            return row && scoreOf(row);
        });
    }

    override async saveScore(score: Saved): Promise<{ score: Score }> {
        const { id } = score as { id?: string };
        const payload = { ...(await validated(score)), ...(id && { id }) };
        return guarded('SAVE_SCORE', { scorerId: score.scorerId, runId: score.runId }, async () => {
            const saved = scoreOf(await this.#connection.call<TimedRow>('saveScore', payload));
            return { score: { ...payload, id: saved.id, createdAt: saved.createdAt, updatedAt: saved.updatedAt } as Score };
        });
    }

    override async listScoresByScorerId(args: Parameters<ScoresStorage['listScoresByScorerId']>[0]): Promise<Page> {
        const { scorerId, entityId, entityType, source } = args;
        const details = { scorerId, entityId: entityId ?? '', entityType: entityType ?? '', source: source ?? '' };
        return this.#list('listScoresByScorerId', 'LIST_SCORES_BY_SCORER_ID', args, details);
    }

    override async listScoresByRunId(args: Parameters<ScoresStorage['listScoresByRunId']>[0]): Promise<Page> {
        return this.#list('listScoresByRunId', 'LIST_SCORES_BY_RUN_ID', args, { runId: args.runId });
    }

    override async listScoresByEntityId(args: Parameters<ScoresStorage['listScoresByEntityId']>[0]): Promise<Page> {
        const details = { entityId: args.entityId, entityType: args.entityType };
        return this.#list('listScoresByEntityId', 'LIST_SCORES_BY_ENTITY_ID', args, details);
    }

    override async listScoresBySpan(args: Parameters<ScoresStorage['listScoresBySpan']>[0]): Promise<Page> {
        const details = { traceId: args.traceId, spanId: args.spanId };
        return this.#list('listScoresBySpan', 'LIST_SCORES_BY_SPAN', args, details);
    }

    async #list(operation: string, id: string, args: ListArgs, details: Details): Promise<Page> {
        return guarded(id, details, async () => {
            checkPage(args.pagination);
            const found = await this.#connection.call<Page>(operation, args);
            const { perPage } = args.pagination;
            return {
                pagination: { ...found.pagination, perPage: perPage === false ? false : (perPage ?? Number.MAX_SAFE_INTEGER) },
                scores: (found.scores as unknown as TimedRow[]).map(scoreOf),
            };
        });
    }
}
