// Where our observability store does other than Mastra's in-memory one, and why. The random test keeps clear of these,
// or allows for them by the name given here.
export const differences = {
    waiting: 'an update of a span that does not exist waits for it instead of failing: exporters send updates that overtake creates',
    ties: 'spans of one time are ordered by trace id and span id instead of by insertion, which no index keeps: pages must not overlap',
    roots: 'a trace with several parentless spans is listed once for each, and its root is the first to start, not the last written',
    traceFilter: 'listTraces applies filters.traceId, which the in-memory store accepts and ignores',
    exclusive: 'listBranches heeds startExclusive and endExclusive, which the in-memory store ignores there',
    empty: 'filters.endedAt without start and end restricts nothing; the in-memory store takes running spans out',
    anchor: 'getBranch gives the asked span first, as its fallback does; the in-memory store sorts it in by time',
    deltas: 'there is no delta mode: pages have no deltaCursor',
    checks: 'wrong types, unknown members of an update and times outside 1970 to 9999 are refused instead of stored',
    owner: 'whose a rootless trace is says its earliest span, not the first one inserted',
    sizes: 'an id that makes a key too long is refused: about 450 bytes for each of the two ids of a listed span',
};
