// Which certificate authorities are trusted: the same as by an AWS SDK in Node.js where the system has none or the user adds some.
import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { rootCertificates } from 'node:tls';
import { promisify } from 'node:util';
import { esmFile } from './package_under_test.mjs';

const { caCertificates } = await import(pathToFileURL(join(esmFile, '../ca_certificates.js')).href);
const folder = mkdtempSync(join(tmpdir(), 'mastra-certificates-'));
const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
// The machine that runs the tests may have its own.
for (const name of ['NODE_EXTRA_CA_CERTS', 'AWS_CA_BUNDLE', 'SSL_CERT_FILE']) delete process.env[name];
let server;

before(async () => {
    execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', key,
        '-out', certificate, '-subj', '/CN=localhost', '-addext', 'subjectAltName=IP:127.0.0.1'], { stdio: 'ignore' });
    server = createServer({ key: readFileSync(key), cert: readFileSync(certificate) }, (request, response) => {
        response.writeHead(400, { 'Content-Type': 'application/x-amz-json-1.0' });
        response.end('{"__type":"com.amazonaws.dynamodb.v20120810#ResourceNotFoundException","message":"no such table"}');
    });
    await new Promise(listening => server.listen(0, '127.0.0.1', listening));
});
after(() => {
    server.close();
    rmSync(folder, { recursive: true });
});

// What a call against our server ends with, in a process of its own.
async function outcome(environment) {
    const config = {
        tableName: 'some-table', region: 'us-east-1', endpoint: `https://127.0.0.1:${server.address().port}`,
        credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    };
    const script = `import(${JSON.stringify(esmFile)}).then(async ({ DynamoDBStore }) => {
        const memory = await new DynamoDBStore({ id: 'x', config: ${JSON.stringify(config)} }).getStore('memory');
        await memory.getThreadById({ threadId: 't' }).catch(fault => console.log(fault.cause.code));
    })`;
    const { stdout } = await promisify(execFile)(process.execPath, ['-e', script], { env: { ...process.env, ...environment } });
    return stdout.trim();
}

test('a server that nobody vouches for is refused', async () => {
    assert.equal(await outcome({}), 'tls_failed');
});

for (const name of ['NODE_EXTRA_CA_CERTS', 'AWS_CA_BUNDLE', 'SSL_CERT_FILE']) {
    test(`${name} makes it trusted`, async () => {
        assert.equal(await outcome({ [name]: certificate }), 'resource_not_found');
    });
}

test('AWS_CA_BUNDLE is stronger than NODE_EXTRA_CA_CERTS', async () => {
    assert.equal(await outcome({ AWS_CA_BUNDLE: certificate, NODE_EXTRA_CA_CERTS: '/nowhere' }), 'resource_not_found');
});

test('Node.js\' own are used where the system has none', () => {
    assert.ok(caCertificates(() => false).caCertificates.includes(rootCertificates[0]));
    assert.deepEqual(caCertificates(() => true), {});
});
