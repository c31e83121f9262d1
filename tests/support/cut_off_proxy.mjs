// A proxy that stops the world: it lets so many writes through, and answers nothing from then on. What a process that
// dies (or loses its network) at that very point leaves behind is what the table holds.
import http from 'node:http';
import { once } from 'node:events';

const isWrite = target => /\.(UpdateItem|PutItem|DeleteItem|BatchWriteItem|TransactWriteItems)$/.test(target ?? '');

export async function openCutOffProxy(endpoint, writes) {
    let carriedOut = 0, cut;
    const reached = new Promise(resolve => { cut = resolve; });
    const target = new URL(endpoint);
    const server = http.createServer((request, response) => {
        const write = isWrite(request.headers['x-amz-target']);
        if (carriedOut >= writes && (write || writes > 0)) {
            cut();
            return;
        }
        carriedOut += write ? 1 : 0;
        const onward = http.request({ host: target.hostname, port: target.port, path: request.url, method: request.method, headers: request.headers }, reply => {
            if (write && carriedOut >= writes) {
                reply.resume().on('end', cut);
                return;
            }
            response.writeHead(reply.statusCode, reply.headers);
            reply.pipe(response);
        });
        onward.on('error', () => response.destroy());
        request.pipe(onward);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    return {
        endpoint: `http://127.0.0.1:${server.address().port}`,
        reached, // resolves when the last write is carried out, or one too many comes
        writes: () => carriedOut,
        close: async () => {
            server.closeAllConnections();
            server.close();
            await once(server, 'close');
        },
    };
}
