// The few things every test server needs of node:http.
export async function bodyOf(message) {
    const chunks = [];
    for await (const chunk of message) chunks.push(chunk);
    return Buffer.concat(chunks);
}

// Listens on a free loopback port and returns the base address.
export async function listen(server) {
    await new Promise((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${server.address().port}`;
}
