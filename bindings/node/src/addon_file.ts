// Finds and loads the compiled addon: prebuilds/PLATFORM-ARCH/NAME.LIBC.node, where node-gyp-build would find it.
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { packageFile } from './here.js';

/** The functions of addon/addon.cpp. */
export interface Addon {
    connect(wake: () => void): void;
    disconnect(): void;
    findsCaFile(): boolean;
    openStore(clientSettings: string, storeSettings: string): object;
    closeStore(store: object): void;
    call(store: object, operation: string, args: string, metered: boolean, cancellable: boolean): number;
    cancel(call: number): void;
    take(maxBytes: number): [more: boolean, ...messages: (number | string | string[] | undefined)[]];
    answerCredentials(question: number, credentials: string | null): void;
}

const platform = `${process.platform}-${process.arch}`;
const needed = 'Linux x64 with glibc';

function addonFile(): string {
    const file = process.env['MASTRA_DYNAMODB_ADDON'] ??
        join(dirname(packageFile()), 'prebuilds', platform, 'mastra-dynamodb.glibc.node');
    if (existsSync(file)) return file;
    throw new Error(
        `mastra-dynamodb finds no compiled addon at ${file}. It has one for ${needed}; this is ${platform}. Install the package on ` +
        'the platform it runs on; a bundler must leave it alone (mark "mastra-dynamodb" as external) and take its prebuilds/ along. ' +
        'MASTRA_DYNAMODB_ADDON names another file.',
    );
}

export function loadAddon(): Addon {
    const module = { exports: {} as Addon };
    const file = addonFile();
    // Deep binding: the addon uses its own OpenSSL, not the one inside Node.js.
    const { RTLD_NOW, RTLD_DEEPBIND } = constants.dlopen;
    try {
        process.dlopen(module, file, RTLD_NOW | (RTLD_DEEPBIND ?? 0));
    } catch (cause) {
        // Alpine's libc, or a glibc older than Node.js itself asks for.
        throw new Error(`mastra-dynamodb's compiled addon does not load here; it needs ${needed}: ${(cause as Error).message}`, {
            cause,
        });
    }
    return module.exports;
}
