// What differs between two stores' items or results, as a list of {scenario, where, what, kind, upstream, ours}.
// Times and TTLs that were set while the test ran are replaced by words: they differ from run to run.
const isObject = value => value !== null && typeof value === 'object';

// Writes and reads of one scenario take less than this, and scenarios that tell two times apart wait longer.
const slackSeconds = 5;
const lifetimeNames = new Set(['ttl', 'expiresAt']);

export class Volatile {
    #began = Date.now() - 1000;

    replaced(value) {
        if (Array.isArray(value)) return value.map(entry => this.replaced(entry));
        if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, this.#member(key, member, value)]));
        return typeof value === 'string' ? value.replace(/\d{4}-\d\d-\d\d[Tt][\d:.]{12}[Zz]/g, time => (this.#isNew(time) ? '<now>' : time))
            .replace(/(?<="timestamp":)\d{13}/, time => (Number(time) >= this.#began ? '"<now>"' : time)) : value;
    }

    #member(key, member, owner) {
        if (key === 'timestamp' && member >= this.#began) return '<now>'; // of a snapshot
        return lifetimeNames.has(key) ? this.#lifetime(Number(member.N ?? member), owner.updatedAt) : this.replaced(member);
    }

    #isNew(time) { return Date.parse(time.toUpperCase()) >= this.#began; }

    // From the record's last change on, in the 10 minutes that the tests use; less when the change did not renew it.
    #lifetime(expiresAt, updatedAt) {
        const text = updatedAt?.S ?? updatedAt;
        const isChanged = text && this.#isNew(text);
        const seconds = expiresAt - (isChanged ? Date.parse(text) : Date.now()) / 1000;
        const whole = Math.round(seconds / 600) * 600;
        return isChanged && seconds < whole - slackSeconds ? `<less than ${whole} s>` : `<${whole} s>`;
    }
}

// `path` has no numbers of list entries: what holds for one message holds for all.
function* valueDifferences(upstream, ours, path) {
    if (JSON.stringify(upstream) === JSON.stringify(ours)) return;
    if (isObject(upstream) && isObject(ours) && Array.isArray(upstream) === Array.isArray(ours)) {
        const before = [...new Set([...Object.keys(upstream), ...Object.keys(ours)])];
        for (const key of before) yield* valueDifferences(upstream[key], ours[key], Array.isArray(ours) ? `${path}[]` : path ? `${path}.${key}` : key);
        return;
    }
    const kind = upstream === undefined ? 'only ours' : ours === undefined ? 'only upstream' : 'other value';
    yield { what: path, kind, upstream, ours };
}

export function* itemDifferences(scenario, upstreamItems, ourItems) {
    const keyOf = item => `${item.pk.S}\n${item.sk.S}`;
    const nameOf = item => item.__edb_e__?.S ?? 'item';
    const ours = new Map(ourItems.map(item => [keyOf(item), item]));
    for (const item of upstreamItems) {
        const other = ours.get(keyOf(item));
        ours.delete(keyOf(item));
        if (!other) yield { scenario, where: 'item', what: nameOf(item), kind: 'only upstream', upstream: item };
        else for (const difference of valueDifferences(item, other, nameOf(item))) yield { scenario, where: 'item', ...difference };
    }
    for (const item of ours.values()) yield { scenario, where: 'item', what: nameOf(item), kind: 'only ours', ours: item };
}

export function* resultDifferences(scenario, operation, writtenBy, upstream, ours) {
    for (const difference of valueDifferences(upstream, ours, operation)) yield { scenario, where: 'result', writtenBy, ...difference };
}
