// The package as the build made it, and stores of it on a table of the test's own.
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { dropTable, newTable } from '../../../tests/support/tables.mjs';
import { testEndpoint } from '../../../tests/support/test_endpoint.mjs';

// scripts/test published names another than the build's own.
export const packageFolder = process.env.MASTRA_PUBLISHED_PACKAGE ?? process.env.MASTRA_NODE_PACKAGE;
if (!packageFolder) throw new Error('MASTRA_NODE_PACKAGE is not set: run through ctest');

export const esmFile = join(packageFolder, 'dist/esm/index.js');
export const cjsFile = join(packageFolder, 'dist/cjs/index.js');
export const addonFile = join(packageFolder, 'prebuilds/linux-x64/mastra-dynamodb.glibc.node');
export const ours = await import(pathToFileURL(esmFile).href);

export const address = () => ({
    region: 'us-east-1', endpoint: testEndpoint(), credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
});

export const storeOn = (tableName, more = {}) =>
    new ours.DynamoDBStore({ id: 'test', name: 'test', config: { id: 'test', tableName, ...address(), ...more } });

// A store on a new table; `dispose` ends both.
export async function newStore(purpose, more) {
    const tableName = await newTable(purpose);
    const store = storeOn(tableName, more);
    const dispose = async () => {
        await store.close();
        await dropTable(tableName);
    };
    return { store, tableName, memory: await store.getStore('memory'), workflows: await store.getStore('workflows'), dispose };
}
