// Calls of the addon as promises. One wake-up serves all replies that have come; a large pile is parsed in portions, with
// the event loop's other work in between.
import { AbortWatch } from './abort_watch.js';
import { loadAddon, type Addon } from './addon_file.js';
import { caCertificates } from './ca_certificates.js';
import { tell, type CallReport, type OnCall } from './call_report.js';
import { Aborted, StoreFault, type FaultReply } from './errors.js';

/** What credentials look like in the AWS SDK. */
export interface AwsCredentials {
    accessKeyId: string;
    secretAccessKey: string;
    sessionToken?: string;
    expiration?: Date;
}
export type AwsCredentialsProvider = () => Promise<AwsCredentials> | AwsCredentials;

interface Reply {
    result?: unknown;
    error?: FaultReply;
    /** Where the large strings belong that came beside the text. */
    large?: (string | number)[][];
    /** Only of calls that are metered. */
    cost?: Omit<CallReport, 'operation' | 'milliseconds' | 'error'>;
}

interface Waiting {
    resolve(result: unknown): void;
    reject(fault: unknown): void;
    /** Called with every reply, also of a call that was aborted meanwhile. */
    ended?(reply: Reply, fault: Error | undefined): void;
}

const kinds = { reply: 0, credentialsWanted: 1 };
const portionBytes = 256 * 1024;
/** The answer of a call that gives nothing back, such as saving messages: known without being parsed. */
const nothing = { text: '{"result":null}', reply: { result: null } as Reply };

let addon: Addon | undefined;
const calls = new Map<number, Waiting>();
const providers: AwsCredentialsProvider[] = [];

/** The large strings of a reply come beside its text (addon/large_strings.hpp). */
function parsed(text: string, strings: string[] | undefined): Reply {
    if (text === nothing.text) return nothing.reply;
    const reply = JSON.parse(text) as Reply;
    reply.large?.forEach((path, index) => {
        const owner = path.slice(0, -1).reduce((at: any, step) => at[step], reply);
        owner[path.at(-1)!] = strings![index];
    });
    return reply;
}

function settle(id: number, text: string, strings: string[] | undefined): void {
    const call = calls.get(id);
    if (!call) return;
    calls.delete(id);
    try {
        const reply = parsed(text, strings);
        const fault = reply.error && new StoreFault(reply.error);
        if (fault) call.reject(fault);
        else call.resolve(reply.result);
        call.ended?.(reply, fault);
    } catch (fault) {
        call.reject(fault); // the other replies of this wake-up must not be lost with it
    }
}

async function giveCredentials(question: number, provider: number): Promise<void> {
    let answer: string | null = null;
    try {
        answer = JSON.stringify(await providers[provider]?.()) ?? null;
    } catch {
        // Whatever it says may hold a secret.
    }
    addon?.answerCredentials(question, answer);
}

function drain(): void {
    const taken = addon!.take(portionBytes);
    if (taken[0]) setImmediate(drain);
    for (let i = 1; i < taken.length; i += 4) { // no copies: this runs with every reply
        const kind = taken[i] as number;
        const id = taken[i + 1] as number;
        const text = taken[i + 2] as string;
        if (kind === kinds.reply) settle(id, text, taken[i + 3] as string[] | undefined);
        else if (kind === kinds.credentialsWanted) void giveCredentials(id, Number(text));
    }
}

function connected(): Addon {
    if (!addon) {
        addon = loadAddon();
        addon.connect(drain);
        process.once('exit', () => addon?.disconnect());
    }
    return addon;
}

/** The number by which the native side asks for credentials: the same for the same function, so that stores share. */
function providerNumber(provider: AwsCredentialsProvider): number {
    const known = providers.indexOf(provider);
    return known >= 0 ? known : providers.push(provider) - 1;
}

export interface ClientSettings {
    region?: string;
    endpoint?: string;
    credentials?: AwsCredentials | AwsCredentialsProvider;
    [name: string]: unknown;
}

/** One open store of the native side. */
export class NativeStore {
    readonly #handle: object;
    readonly #onCall: OnCall | undefined;

    constructor({ credentials, ...client }: ClientSettings, store: object, onCall?: OnCall) {
        this.#onCall = onCall;
        const source = typeof credentials === 'function'
            ? { credentialsProvider: providerNumber(credentials) }
            : { credentials };
        const native = connected();
        const settings = { ...client, ...source, ...caCertificates(native.findsCaFile) };
        this.#handle = native.openStore(JSON.stringify(settings), JSON.stringify(store));
    }

    /** Rejects with a StoreFault, or Aborted. */
    call<Result>(operation: string, args: unknown, signal?: AbortSignal): Promise<Result> {
        const onCall = this.#onCall;
        return new Promise((resolve, reject) => {
            if (signal?.aborted) throw new Aborted(signal.reason);
            const begun = onCall ? performance.now() : 0;
            const id = addon!.call(this.#handle, operation, JSON.stringify(args), onCall !== undefined, signal !== undefined);
            const waiting: Waiting = { resolve: resolve as Waiting['resolve'], reject };
            calls.set(id, waiting);
            if (!onCall && !signal) return;
            const watch = signal && AbortWatch.of(signal);
            waiting.ended = (reply, error) => {
                watch?.remove(id);
                if (onCall) tell(onCall, { operation, ...reply.cost!, milliseconds: performance.now() - begun, ...(error && { error }) });
            };
            watch?.add(id, () => {
                addon!.cancel(id);
                reject(new Aborted(signal!.reason));
            });
        });
    }

    /** Calls in flight go on. */
    close(): void {
        addon!.closeStore(this.#handle);
    }
}
