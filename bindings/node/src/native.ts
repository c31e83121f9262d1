// Calls of the addon as promises. One wake-up serves all replies that have come; a large pile is parsed in portions, with
// the event loop's other work in between.
import { loadAddon, type Addon } from './addon_file.js';
import { StoreFault, type FaultReply } from './errors.js';

/** What credentials look like in the AWS SDK. */
export interface AwsCredentials {
    accessKeyId: string;
    secretAccessKey: string;
    sessionToken?: string;
    expiration?: Date;
}
export type AwsCredentialsProvider = () => Promise<AwsCredentials> | AwsCredentials;

interface Waiting {
    resolve(result: unknown): void;
    reject(fault: Error): void;
}

const kinds = { reply: 0, credentialsWanted: 1 };
const portionBytes = 256 * 1024;

let addon: Addon | undefined;
const calls = new Map<number, Waiting>();
const providers: AwsCredentialsProvider[] = [];

function settle(id: number, text: string): void {
    const call = calls.get(id);
    calls.delete(id);
    try {
        const reply = JSON.parse(text) as { result?: unknown; error?: FaultReply };
        if (reply.error) call?.reject(new StoreFault(reply.error));
        else call?.resolve(reply.result);
    } catch (fault) {
        call?.reject(fault as Error); // the other replies of this wake-up must not be lost with it
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
    const [more, ...messages] = addon!.take(portionBytes);
    if (more) setImmediate(drain);
    for (let i = 0; i < messages.length; i += 3) {
        const [kind, id, text] = messages.slice(i, i + 3) as [number, number, string];
        if (kind === kinds.reply) settle(id, text);
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

    constructor({ credentials, ...client }: ClientSettings, store: object) {
        const source = typeof credentials === 'function'
            ? { credentialsProvider: providerNumber(credentials) }
            : { credentials };
        this.#handle = connected().openStore(JSON.stringify({ ...client, ...source }), JSON.stringify(store));
    }

    call<Result>(operation: string, args: unknown): Promise<Result> {
        return new Promise((resolve, reject) => {
            const id = addon!.call(this.#handle, operation, JSON.stringify(args));
            calls.set(id, { resolve: resolve as Waiting['resolve'], reject });
        });
    }

    /** Calls in flight go on. */
    close(): void {
        addon!.closeStore(this.#handle);
    }
}
