// The command line tool from Node.js.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { testEndpoint } from '../support/test_endpoint.mjs';

const environment = {
    PATH: process.env.PATH, AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test', AWS_REGION: 'us-east-1',
    AWS_EC2_METADATA_DISABLED: 'true', HOME: '/nonexistent',
};

// The most memory the process has had so far, in kB; undefined once it has ended.
function peakMemory(pid) {
    try {
        return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
    } catch {
        return undefined;
    }
}

// A run that has begun: {kill(), done}. `done` gives {code, signal, out, err, peakKb, seconds}.
export function startTool(words, { endpoint = testEndpoint(), onOutput = () => {} } = {}) {
    const began = Date.now();
    const child = spawn(process.env['MASTRA_PROGRAM_mastra-dynamodb'], [...words, '--endpoint', endpoint],
        { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
    const texts = { out: '', err: '' };
    let peakKb = 0;
    const watch = setInterval(() => (peakKb = peakMemory(child.pid) || peakKb), 5);
    child.stdout.setEncoding('utf8').on('data', text => { texts.out += text; onOutput(text); });
    child.stderr.setEncoding('utf8').on('data', text => (texts.err += text));
    const done = new Promise(resolve => child.once('close', (code, signal) => {
        clearInterval(watch);
        resolve({ code, signal, ...texts, peakKb, seconds: (Date.now() - began) / 1000 });
    }));
    return { done, kill: () => child.kill('SIGKILL'), interrupt: () => child.kill('SIGINT') };
}

export const runTool = (words, options) => startTool(words, options).done;

export const linesOf = text => text.split('\n').filter(Boolean).map(line => JSON.parse(line));
