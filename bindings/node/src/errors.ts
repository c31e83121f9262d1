// Errors as Mastra's adapters throw them: core's MastraError with upstream's ids, the native error as its cause.
import { ErrorCategory, ErrorDomain, MastraError } from '@mastra/core/error';
import { createStorageErrorId } from '@mastra/core/storage';

/** The error member of a reply (include/mastra/calls/replies.hpp). */
export interface FaultReply {
    code: string;
    kind: string;
    message: string;
    detail?: { savedIds: string[]; unsavedIds: string[]; attempts: number; httpStatus: number };
}

/** What the native side says: decide by `kind`, look up `code` in docs/errors.md. It is the `cause` of a MastraError. */
export class StoreFault extends Error {
    override readonly name = 'StoreFault';
    readonly code: string;
    readonly kind: string;
    /** Of a batch that was saved in part. */
    readonly savedIds: string[];
    readonly unsavedIds: string[];
    readonly attempts: number;
    readonly httpStatus: number;

    constructor({ code, kind, message, detail }: FaultReply) {
        super(message);
        this.code = code;
        this.kind = kind;
        this.savedIds = detail?.savedIds ?? [];
        this.unsavedIds = detail?.unsavedIds ?? [];
        this.attempts = detail?.attempts ?? 0;
        this.httpStatus = detail?.httpStatus ?? 0;
    }
}

/** A call was ended by its signal. Only inside the package: callers get what abortError makes of it. */
export class Aborted {
    constructor(readonly reason: unknown) {}
}

export type Details = Record<string, string | number | boolean>;

export interface ErrorShape {
    status?: string;
    category?: ErrorCategory;
    text?: string;
}

/** MASTRA_STORAGE_DYNAMODB_<OPERATION>_<STATUS>. */
export function storageError(operation: string, details: Details, cause: unknown, shape: ErrorShape = {}): MastraError {
    const { status = 'FAILED', category = ErrorCategory.THIRD_PARTY, text } = shape;
    const error = cause instanceof Error ? cause : new Error(String(cause));
    return new MastraError(
        {
            id: createStorageErrorId('DYNAMODB', operation, status) as Uppercase<string>,
            domain: ErrorDomain.STORAGE,
            category,
            details,
            ...(text === undefined ? {} : { text }),
        },
        error,
    );
}

/**
 * MASTRA_STORAGE_DYNAMODB_<OPERATION>_ABORTED. Its name is the reason's, AbortError or TimeoutError, as with fetch; its
 * cause is the reason.
 */
function abortError(operation: string, details: Details, { reason }: Aborted): MastraError {
    const error = storageError(operation, details, reason, { status: 'ABORTED', category: ErrorCategory.USER });
    const name = reason instanceof DOMException ? reason.name : 'AbortError';
    return Object.defineProperty(error, 'name', { value: name, configurable: true, writable: true });
}

/** Other ids than FAILED, by the native error's code. */
export type SpecialFaults = Record<string, ErrorShape>;

/** What `work` gives; whatever it throws becomes the operation's MastraError. */
export async function guarded<Result>(
    operation: string,
    details: Details,
    work: () => Promise<Result>,
    special: SpecialFaults = {},
): Promise<Result> {
    try {
        return await work();
    } catch (fault) {
        if (fault instanceof Aborted) throw abortError(operation, details, fault);
        throw storageError(operation, details, fault, fault instanceof StoreFault ? special[fault.code] : undefined);
    }
}
