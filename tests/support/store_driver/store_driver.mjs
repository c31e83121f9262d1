// mastra_store_driver from Node.js: calls by Mastra's names, answered as parsed JSON. Each store has a class of its own
// on top, with Mastra's methods.
import { spawn } from 'node:child_process';

export class StoreError extends Error {
    constructor({ code, kind, message, detail }) {
        super(message);
        Object.assign(this, { code, kind, ...detail });
    }
}

const optionNames = {
    connections: '--connections', parallel: '--parallel', timeoutMs: '--timeout-ms', attemptTimeoutMs: '--attempt-timeout-ms',
    attempts: '--attempts', stoppedAt: '--stopped-at',
};

function commandLine({ endpoint, table, ttl = [], ...options }) {
    const rest = Object.entries(options).flatMap(([name, value]) => [optionNames[name], String(value)]);
    return ['--endpoint', endpoint, '--table', table, ...ttl.flatMap(rule => ['--ttl', rule]), ...rest];
}

// An unfinished last line, of a driver that was killed, is no line: readline would report it.
function eachLine(stream, use) {
    let rest = '';
    stream.setEncoding('utf8').on('data', text => {
        const lines = (rest + text).split('\n');
        rest = lines.pop();
        lines.forEach(use);
    });
}

export class StoreDriver {
    #calls = new Map();
    #next = 1;

    // {endpoint, table, ttl: ['message=ttl:3600'], connections, parallel, timeoutMs, attemptTimeoutMs, attempts,
    // stoppedAt: '2026-01-01T00:00:00.000Z'}
    constructor(options) {
        const program = process.env.MASTRA_PROGRAM_mastra_store_driver;
        if (!program) throw new Error('MASTRA_PROGRAM_mastra_store_driver is not set: run through ctest');
        this.process = spawn(program, commandLine(options), { stdio: ['pipe', 'pipe', 'inherit'] });
        this.process.stdin.on('error', () => {}); // its end is reported by `ended`
        this.ended = new Promise(resolve => this.process.once('close', (code, signal) => {
            for (const { reject } of this.#calls.values()) reject(new Error(`the driver ended: ${signal ?? code}`));
            resolve({ code, signal });
        }));
        eachLine(this.process.stdout, line => this.#answered(JSON.parse(line)));
    }

    #answered({ id, result, error }) {
        const { resolve, reject } = this.#calls.get(id);
        this.#calls.delete(id);
        if (error) reject(new StoreError(error));
        else resolve(this.shaped(result));
    }

    call(op, args) {
        const id = this.#next++;
        return new Promise((resolve, reject) => {
            this.#calls.set(id, { resolve, reject });
            this.process.stdin.write(`${JSON.stringify({ id, op, args })}\n`);
        });
    }

    // What a store makes of the JSON of a result.
    shaped(result) {
        return result;
    }

    // As a machine that loses power: nothing is finished.
    async kill() {
        this.process.kill('SIGKILL');
        await this.ended;
    }

    async close() {
        this.process.stdin.end();
        const { code, signal } = await this.ended;
        if (code !== 0) throw new Error(`the driver ended with ${signal ?? code}`);
    }
}
