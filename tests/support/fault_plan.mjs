// Decides, from a seed, which requests meet which fault. Pure: the same seed and the same order of requests give the
// same decisions.
import { seededRandom } from './seeded_random.mjs';
import { itemOperation } from './operations.mjs';

// Shares are of 1; they are drawn independently, and the first of throttled, conflicts, lost replies that hits wins.
export const noFaults = Object.freeze({
    seed: 1,
    throttled: 0, // answered 400 at once, not carried out
    conflicts: 0, // writes and transactions: answered with a transaction conflict, not carried out
    leftovers: 0, // batches: a part is carried out, the rest returned as unprocessed
    lostReplies: 0, // carried out, then the connection is closed instead of an answer
    latencyMs: 0, // waited before each request is carried out, on item and table operations alike
});

const shares = ['throttled', 'conflicts', 'leftovers', 'lostReplies'];

function checked(plan) {
    const merged = { ...noFaults, ...plan };
    const unknown = Object.keys(merged).filter(key => !(key in noFaults));
    if (unknown.length > 0) throw new Error(`unknown fault: ${unknown.join(', ')}`);
    for (const key of shares)
        if (!(merged[key] >= 0 && merged[key] <= 1)) throw new Error(`${key} must be a share from 0 to 1`);
    if (!Number.isInteger(merged.seed)) throw new Error('seed must be a whole number');
    if (!(merged.latencyMs >= 0)) throw new Error('latencyMs must not be negative');
    return Object.freeze(merged);
}

export class FaultPlan {
    constructor(plan = {}) {
        this.plan = checked(plan);
        this.random = seededRandom(this.plan.seed);
    }

    // The fault for the next request: {kind, random}; `random` draws what the fault itself must choose.
    next(operation) {
        // Always the same number of draws a request, so that one decision does not shift the later ones.
        const draws = Object.fromEntries(shares.map(share => [share, this.random()]));
        const random = seededRandom(Math.floor(this.random() * 4294967296));
        const hits = share => draws[share] < this.plan[share];
        const facts = itemOperation(operation);
        if (!facts) return { kind: 'none', random };
        if (hits('throttled')) return { kind: 'throttled', random };
        if (hits('conflicts') && (facts.singleWrite || facts.transaction)) return { kind: 'conflicts', random };
        if (hits('lostReplies')) return { kind: 'lostReplies', random };
        if (hits('leftovers') && facts.leftovers) return { kind: 'leftovers', random };
        return { kind: 'none', random };
    }
}
