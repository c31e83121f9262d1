// The process behind test_servers.mjs: DynamoDB Local, and a control server that opens a private proxy for each test.
//   POST /join  {pid}           the servers stay while this process lives
//   POST /leave {pid}           answered when the servers have ended, or others still use them
//   POST /proxies {plan}        opens a proxy with that fault plan, answers {endpoint}
//   DELETE /proxies {endpoint}  closes it
import http from 'node:http';
import fs from 'node:fs';
import { startDynamodbLocal } from './dynamodb_local.mjs';
import { bodyOf, listen } from './http_helpers.mjs';
import { Proxy } from './proxy.mjs';
import { writeState } from './server_state.mjs';

const aliveCheckMs = 1000;
const firstJoinLimitMs = 30_000;

function isAlive(pid) {
    try {
        process.kill(pid, 0);
        return true;
    } catch (error) {
        return error.code === 'EPERM';
    }
}

class ServerProcess {
    users = new Set();
    proxies = new Map();
    routes = {
        'POST /join': ({ pid }) => this.#join(pid),
        'POST /leave': ({ pid }) => { this.users.delete(pid); return this.#endUnlessUsed(); },
        'POST /proxies': ({ plan }) => this.#openProxy(plan),
        'DELETE /proxies': ({ endpoint }) => this.#closeProxy(endpoint),
    };

    constructor(stateFile, dynamodb) {
        this.stateFile = stateFile;
        this.dynamodb = dynamodb;
        this.server = http.createServer((request, response) => this.#serve(request, response));
    }

    async start() {
        const control = await listen(this.server);
        writeState(this.stateFile, { MASTRA_TEST_ENDPOINT: this.dynamodb.endpoint, MASTRA_TEST_CONTROL: control });
        this.unused = setTimeout(() => this.#forgetTheDead(), firstJoinLimitMs);
        this.dynamodb.ended.then(() => this.#end('DynamoDB Local ended'));
    }

    async #serve(request, response) {
        try {
            const action = this.routes[`${request.method} ${request.url}`];
            if (!action) return response.writeHead(404).end();
            const result = await action(JSON.parse(await bodyOf(request)));
            response.end(JSON.stringify(result ?? {}));
            if (this.ending) response.once('close', () => process.exit(0));
        } catch (error) {
            response.writeHead(400).end(error.message);
        }
    }

    #join(pid) {
        this.users.add(pid);
        clearTimeout(this.unused);
        // Whoever is killed cannot leave: look after the users ourselves.
        this.watch ??= setInterval(() => this.#forgetTheDead(), aliveCheckMs);
    }

    async #openProxy(plan) {
        const proxy = await new Proxy(this.dynamodb.endpoint, plan).start();
        this.proxies.set(proxy.endpoint, proxy);
        return { endpoint: proxy.endpoint };
    }

    #closeProxy(endpoint) {
        this.proxies.get(endpoint)?.stop();
        this.proxies.delete(endpoint);
    }

    async #forgetTheDead() {
        for (const pid of this.users) if (!isAlive(pid)) this.users.delete(pid);
        await this.#endUnlessUsed();
        if (this.ending) process.exit(0);
    }

    async #endUnlessUsed() {
        if (this.users.size === 0) await this.#end();
    }

    async #end(problem) {
        if (this.ending) return;
        this.ending = true;
        fs.rmSync(this.stateFile, { force: true });
        await this.dynamodb.stop();
        if (!problem) return;
        console.error(problem);
        process.exit(1);
    }
}

export async function serve(stateFile) {
    await new ServerProcess(stateFile, await startDynamodbLocal()).start();
}
