// An HTTP proxy in front of a DynamoDB endpoint that counts (traffic.mjs) and makes faults (fault_plan.mjs).
//   GET  /__stats  counters as JSON        POST /__reset  counters to zero
//   POST /__plan   a new plan, as JSON; its draws start from its seed
import http from 'node:http';
import zlib from 'node:zlib';
import { setTimeout as sleep } from 'node:timers/promises';
import { FaultPlan } from './fault_plan.mjs';
import { conflictReply, splitBatch, throttledReply, withLeftovers } from './fault_replies.mjs';
import { bodyOf, listen } from './http_helpers.mjs';
import { itemOperation, operationOf } from './operations.mjs';
import { Traffic } from './traffic.mjs';

const contentType = 'application/x-amz-json-1.0';
// Headers that concern one connection only, or would make the reply unreadable here.
const notForwarded = ['accept-encoding', 'connection', 'expect', 'transfer-encoding'];
const notReturned = ['connection', 'keep-alive', 'transfer-encoding'];

function forward(target, agent, request, body) {
    const headers = { ...request.headers, host: target.host, 'content-length': body.length };
    for (const name of notForwarded) delete headers[name];
    const options = { host: target.hostname, port: target.port, method: request.method, path: request.url, headers, agent };
    return new Promise((resolve, reject) => {
        const upstream = http.request(options, async reply => {
            try {
                resolve({ status: reply.statusCode, headers: reply.headers, body: await bodyOf(reply) });
            } catch (error) {
                reject(error);
            }
        });
        upstream.on('error', reject);
        upstream.end(body);
    });
}

// Asks for consumed capacity unless the client did; the rest of the body stays byte for byte.
function metered(body, parsed) {
    if (parsed.ReturnConsumedCapacity) return body;
    const rest = body.subarray(body.indexOf('{') + 1);
    const comma = Object.keys(parsed).length > 0 ? ',' : '';
    return Buffer.concat([Buffer.from(`{"ReturnConsumedCapacity":"TOTAL"${comma}`), rest]);
}

// The JSON object in `body`; undefined when it is anything else.
function objectIn(body) {
    try {
        const value = JSON.parse(body);
        return value !== null && typeof value === 'object' ? value : undefined;
    } catch {
        return undefined;
    }
}

const jsonReply = (status, value) => {
    const body = Buffer.from(JSON.stringify(value));
    return { status, headers: { 'content-type': contentType, 'x-amz-crc32': String(zlib.crc32(body)) }, body };
};

function count(traffic, reply) {
    const parsed = objectIn(reply.body);
    if (reply.status === 200) traffic.consumed(parsed ?? {});
    else traffic.failed(String(parsed?.__type ?? reply.status).split('#').pop());
}

export class Proxy {
    constructor(target, plan = {}) {
        this.target = new URL(target);
        this.traffic = new Traffic();
        this.faults = new FaultPlan(plan);
        this.agent = new http.Agent({ keepAlive: true });
        this.server = http.createServer((request, response) => this.#serve(request, response));
        // Longer than any client keeps an idle connection, so that it is the client who closes it.
        this.server.keepAliveTimeout = 120_000;
    }

    async start() {
        this.endpoint = await listen(this.server);
        return this;
    }

    stop() {
        this.server.close();
        this.server.closeAllConnections();
        this.agent.destroy();
    }

    async #serve(request, response) {
        try {
            const body = await bodyOf(request);
            if (request.url.startsWith('/__')) return this.#control(request, body, response);
            await this.#pass(request, body, response);
        } catch (error) {
            response.writeHead(502).end(`test proxy: ${error.message}`);
        }
    }

    #control(request, body, response) {
        const actions = {
            '/__stats': () => {},
            '/__reset': () => { this.traffic = new Traffic(); },
            '/__plan': () => { this.faults = new FaultPlan(JSON.parse(body)); },
        };
        try {
            actions[request.url]();
            response.end(JSON.stringify({ ...this.traffic, plan: this.faults.plan }));
        } catch (error) {
            response.writeHead(400).end(error.message);
        }
    }

    async #pass(request, body, response) {
        const operation = operationOf(request.headers);
        const fault = this.faults.next(operation);
        const traffic = this.traffic; // a reset during this request must not mix the two counts
        traffic.started(operation, body.length, request.socket);
        let received = 0;
        try {
            if (this.faults.plan.latencyMs > 0) await sleep(this.faults.plan.latencyMs);
            const reply = await this.#reply(operation, fault, request, body, traffic);
            count(traffic, reply);
            if (fault.kind === 'lostReplies') return void response.destroy();
            received = reply.body.length;
            response.writeHead(reply.status, { ...reply.headers, 'content-length': received }).end(reply.body);
        } finally {
            traffic.ended(received);
        }
    }

    async #reply(operation, fault, request, body, traffic) {
        const facts = itemOperation(operation);
        const parsed = facts && objectIn(body);
        if (!parsed) return this.#forward(request, body);
        const split = fault.kind === 'leftovers' && splitBatch(parsed, fault.random);
        if (fault.kind !== 'none' && (fault.kind !== 'leftovers' || split)) traffic.faulted(fault.kind);
        if (fault.kind === 'throttled') return jsonReply(400, throttledReply(fault.random));
        if (fault.kind === 'conflicts') return jsonReply(400, conflictReply(parsed, fault.random));
        if (!split) return this.#forward(request, metered(body, parsed));
        const asked = Buffer.from(JSON.stringify(split.carriedOut));
        const reply = await this.#forward(request, metered(asked, split.carriedOut));
        if (reply.status !== 200) return reply;
        return jsonReply(200, withLeftovers(JSON.parse(reply.body), facts.leftovers, split.leftOver));
    }

    async #forward(request, body) {
        const reply = await forward(this.target, this.agent, request, body);
        for (const name of notReturned) delete reply.headers[name];
        return reply;
    }
}
