// Records from the native side: times become Date objects, nothing else changes.

/** ISO text, or what Date makes of the value; undefined for no date at all. */
export function isoTime(value: Date | string | undefined | null): string | undefined {
    if (value === undefined || value === null) return undefined;
    return new Date(value).toISOString();
}

export function withDates<Record>(row: { createdAt: string; updatedAt: string }): Record {
    return { ...row, createdAt: new Date(row.createdAt), updatedAt: new Date(row.updatedAt) } as Record;
}

export interface TimedRow {
    createdAt: string;
    updatedAt: string;
    [name: string]: unknown;
}
