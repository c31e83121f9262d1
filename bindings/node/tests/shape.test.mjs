// The package itself: both module formats, types, and what it says where there is no compiled addon.
import * as upstream from '@mastra/dynamodb';
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { test } from 'node:test';
import { address, cjsFile, esmFile, ours, packageFolder } from './package_under_test.mjs';

const require = createRequire(import.meta.url);
const description = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8'));

test('what upstream exports is exported', () => {
    for (const name of Object.keys(upstream)) assert.equal(typeof ours[name], 'function', name);
});

test('require gives the same names, and both formats work in one process', async () => {
    const common = require(cjsFile);
    assert.deepEqual(Object.keys(common).sort(), Object.keys(ours).sort());
    for (const { DynamoDBStore } of [common, ours]) {
        const memory = await new DynamoDBStore({ id: 'x', config: { tableName: 'no-such-table', ...address() } }).getStore('memory');
        await assert.rejects(memory.getThreadById({ threadId: 't' }), fault => fault.cause.code === 'resource_not_found');
    }
});

test('every file that package.json names exists, and there is no runtime dependency', () => {
    const { import: esm, require: common } = description.exports['.'];
    for (const file of [esm.types, esm.default, common.types, common.default, description.main, description.types]) {
        assert.ok(existsSync(join(packageFolder, file)), file);
    }
    assert.equal(description.dependencies, undefined);
    assert.equal(description.scripts, undefined);
});

const importing = `import(${JSON.stringify(esmFile)}).then(async ({ DynamoDBStore }) => {
    const memory = await new DynamoDBStore({ id: 'x', config: { tableName: 'some-table', region: 'x' } }).getStore('memory');
    await memory.getThreadById({ threadId: 't' });
})`;

test('without a compiled addon importing works, and the first call says what to do', () => {
    const { stderr } = spawnSync(process.execPath, ['-e', importing], {
        encoding: 'utf8', env: { ...process.env, MASTRA_DYNAMODB_ADDON: '/nowhere/mastra-dynamodb.node' },
    });
    assert.match(stderr, /mastra-dynamodb finds no compiled addon at \/nowhere.*It has one for Linux x64 with glibc; this is linux-x64/);
});

test('importing and constructing loads no compiled code', () => {
    const script = `import(${JSON.stringify(esmFile)}).then(({ DynamoDBStore }) => {
        new DynamoDBStore({ id: 'x', config: { tableName: 'some-table' } });
        console.log(process.report.getReport().sharedObjects.some(file => file.includes('mastra-dynamodb.glibc.node')));
    })`;
    assert.equal(execFileSync(process.execPath, ['-e', script], { encoding: 'utf8' }).trim(), 'false');
});
