// The proxy that all requests of the demo pass:  open: prints its address;  cost: prints what passed since the last time.
import { openTestProxy } from '../../tests/support/test_endpoint.mjs';

async function cost(endpoint) {
    const stats = await (await fetch(`${endpoint}/__stats`)).json();
    await fetch(`${endpoint}/__reset`, { method: 'POST' });
    const operations = Object.entries(stats.operations).map(([name, count]) => `${name} ${count}`).join(', ');
    return `${stats.requests} ${stats.requests === 1 ? 'request' : 'requests'} (${operations}), ${stats.units} capacity units`;
}

const [command] = process.argv.slice(2);
if (command === 'open') console.log((await openTestProxy()).endpoint);
else console.log(await cost(process.env.AWS_ENDPOINT_URL_DYNAMODB));
