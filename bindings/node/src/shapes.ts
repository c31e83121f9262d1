// Records from the native side: times become Date objects, nothing else changes.

/** ISO text, or what Date makes of the value; undefined for no date at all. */
export function isoTime(value: Date | string | undefined | null): string | undefined {
    if (value === undefined || value === null) return undefined;
    return new Date(value).toISOString();
}

export function withDates<Record>(row: { createdAt: string; updatedAt: string }): Record {
    return { ...row, createdAt: new Date(row.createdAt), updatedAt: new Date(row.updatedAt) } as Record;
}

/** Stored JSON that is deeper than the native side looks comes as text; other text is what it is. */
export function storedJson(value: unknown): unknown {
    if (typeof value !== 'string' || !/^[{[]/.test(value)) return value;
    try {
        return JSON.parse(value);
    } catch {
        return value;
    }
}

export interface TimedRow {
    createdAt: string;
    updatedAt: string;
    [name: string]: unknown;
}
