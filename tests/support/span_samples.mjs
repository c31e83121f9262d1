// Spans for tests of the observability store.
export const spanTime = milliseconds => new Date(Date.UTC(2026, 0, 1) + milliseconds).toISOString();

export const aSpan = (traceId, spanId, number = 0, parentSpanId = null, more = {}) => ({
    traceId, spanId, parentSpanId, name: `the ${spanId}`, spanType: parentSpanId === null ? 'agent_run' : 'model_step',
    isEvent: false, startedAt: spanTime(number * 1000), ...more,
});

// A root and so many spans below it.
export const aTrace = (traceId, count, more = {}) =>
    Array.from({ length: count }, (_, i) => aSpan(traceId, `${traceId}-s${String(i).padStart(4, '0')}`, i, i === 0 ? null : `${traceId}-s0000`, more));
