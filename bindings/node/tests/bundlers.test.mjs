// The recipes of docs/guides/bundlers.md, as they stand there, with the real bundlers: the bundle runs.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, beforeEach, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { rollup } from '@rollup/wasm-node';
import webpack from 'webpack';
import { dropTable, newTable } from '../../../tests/support/tables.mjs';
import { assertReadsBack, Consumer, readsBack } from './consumer.mjs';
import { recipe } from './recipe.mjs';

let consumer, table;
before(async () => {
    table = await newTable('package-bundlers');
    consumer = new Consumer({ linked: ['esbuild'] });
    // A module of the program's own, so that there is something to bundle.
    consumer.write('greeting.mjs', "export const greeting = 'bundled';");
    consumer.write('app.mjs', `import { DynamoDBStore } from 'mastra-dynamodb';
        import { MastraError } from '@mastra/core/error';
        import { greeting } from './greeting.mjs';
        if (greeting !== 'bundled' || !MastraError) throw new Error('not bundled');
        ${readsBack(table)}`);
});
beforeEach(() => consumer.remove('out'));
after(async () => {
    consumer.dispose();
    await dropTable(table);
});

const configured = async name => (await import(pathToFileURL(consumer.write(name, recipe(name))).href)).default;

/** The bundle holds our module, and of the package only its name. */
function assertExternal(file) {
    const bundle = readFileSync(consumer.path(file), 'utf8');
    assert.match(bundle, /bundled/);
    assert.doesNotMatch(bundle, /class DynamoDBStore|greeting\.mjs'/);
}

function built(config) {
    return new Promise((resolve, reject) => {
        webpack({ ...config, context: consumer.folder }, (fault, stats) => {
            if (fault || stats.hasErrors()) reject(fault ?? new Error(stats.toString('errors-only')));
            else resolve();
        });
    });
}

for (const format of ['esm', 'cjs']) {
    test(`esbuild, ${format}`, () => {
        const file = format === 'esm' ? 'out/app.mjs' : 'out/app.cjs';
        consumer.write('build.mjs', recipe('build.mjs').replace("format: 'esm'", `format: '${format}'`).replace('out/app.mjs', file));
        consumer.run('build.mjs');
        assertExternal(file);
        assertReadsBack(consumer.run(file));
    });
}

test('webpack', async () => {
    const config = await configured('webpack.config.mjs');
    await built({ ...config, output: { ...config.output, path: consumer.path('out') } });
    assertExternal('out/app.cjs');
    assertReadsBack(consumer.run('out/app.cjs'));
});

test('rollup', async () => {
    const { output, ...config } = await configured('rollup.config.mjs');
    const bundle = await rollup({ ...config, input: consumer.path(config.input) });
    await bundle.write({ ...output, file: consumer.path(output.file) });
    assertExternal('out/app.mjs');
    assertReadsBack(consumer.run('out/app.mjs'));
});

test('one file for everything: esbuild takes the package in', () => {
    consumer.write('build-all.mjs', recipe('build-all.mjs'));
    consumer.run('build-all.mjs');
    assert.match(readFileSync(consumer.path('out/app.mjs'), 'utf8'), /class DynamoDBStore|DynamoDBStore = class/);
    assertReadsBack(consumer.run('out/app.mjs', { MASTRA_DYNAMODB_ADDON: consumer.path('out/mastra-dynamodb.node') }));
});
