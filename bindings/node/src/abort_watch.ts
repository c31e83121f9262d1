// The calls that a signal ends. One listener serves them all: Node.js warns of a signal with more than a few.

export class AbortWatch {
    static readonly #ofSignals = new WeakMap<AbortSignal, AbortWatch>();
    readonly #signal: AbortSignal;
    readonly #ends = new Map<number, () => void>();

    private constructor(signal: AbortSignal) {
        this.#signal = signal;
    }

    static of(signal: AbortSignal): AbortWatch {
        const known = AbortWatch.#ofSignals.get(signal) ?? new AbortWatch(signal);
        AbortWatch.#ofSignals.set(signal, known);
        return known;
    }

    /** `end` is called when the signal is aborted, unless the call was removed before. */
    add(call: number, end: () => void): void {
        if (this.#ends.size === 0) this.#signal.addEventListener('abort', this.#aborted);
        this.#ends.set(call, end);
    }

    remove(call: number): void {
        this.#ends.delete(call);
        if (this.#ends.size === 0) this.#signal.removeEventListener('abort', this.#aborted);
    }

    readonly #aborted = (): void => {
        for (const [call, end] of [...this.#ends]) {
            this.remove(call);
            end();
        }
    };
}
