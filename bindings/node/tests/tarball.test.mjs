// The tarball that would be published: what is in it, and that it works where it is installed.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { dropTable, newTable } from '../../../tests/support/tables.mjs';
import { assertReadsBack, Consumer, readsBack } from './consumer.mjs';

const require = createRequire(import.meta.url);
const ownModules = join(import.meta.dirname, '../node_modules');
let consumer, table, installed;
before(async () => {
    table = await newTable('package-tarball');
    consumer = new Consumer();
    installed = consumer.path('node_modules/mastra-dynamodb');
});
after(async () => {
    consumer.dispose();
    await dropTable(table);
});

const filesBelow = folder => readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name));

test('the tarball is smaller than 3 MB', t => {
    t.diagnostic(`packed ${consumer.tarball.size} bytes, unpacked ${consumer.tarball.unpackedSize}`);
    assert.ok(consumer.tarball.size < 3_000_000, `${consumer.tarball.size} bytes`);
});

test('it holds the package and nothing else', () => {
    const kinds = new Set(consumer.tarball.files.map(({ path }) => path.split('/')[0]));
    assert.deepEqual([...kinds].sort(), ['LICENSE', 'README.md', 'dist', 'package.json', 'prebuilds', 'src']);
});

test('installing brings no other package and runs no script', () => {
    const lock = JSON.parse(readFileSync(consumer.path('package-lock.json'), 'utf8'));
    assert.deepEqual(Object.keys(lock.packages), ['', 'node_modules/mastra-dynamodb']);
    assert.equal(lock.packages['node_modules/mastra-dynamodb'].hasInstallScript, undefined);
});

test('it works by import', () => {
    consumer.write('app.mjs', `import { DynamoDBStore } from 'mastra-dynamodb'; ${readsBack(table)}`);
    assertReadsBack(consumer.run('app.mjs'));
});

test('it works by require', () => {
    consumer.write('app.cjs', `const { DynamoDBStore } = require('mastra-dynamodb'); ${readsBack(table)}`);
    assertReadsBack(consumer.run('app.cjs'));
});

test('node-gyp-build finds the addon that the package loads', () => {
    const found = require('node-gyp-build').resolve(installed);
    assert.equal(found, join(installed, 'prebuilds/linux-x64/mastra-dynamodb.glibc.node'));
    consumer.write('loaded.mjs', `import { DynamoDBStore } from 'mastra-dynamodb'; ${readsBack(table)}
        process.on('exit', () => console.log(process.report.getReport().sharedObjects.filter(file => file.endsWith('.node')).join()));`);
    assert.equal(consumer.run('loaded.mjs').split('\n').at(-1), found);
});

// As on Alpine, where the dynamic linker refuses the file.
test('an addon that does not load is told in one sentence', () => {
    const broken = consumer.write('broken.node', 'not a library');
    const { stderr } = spawnSync(process.execPath, [consumer.path('app.mjs')], {
        encoding: 'utf8', env: { ...process.env, MASTRA_DYNAMODB_ADDON: broken },
    });
    assert.match(stderr, /mastra-dynamodb's compiled addon does not load here; it needs Linux x64 with glibc: .*broken\.node/);
});

test('every source map and every declaration leads to a source in the package', () => {
    const compiled = filesBelow(join(installed, 'dist')).filter(file => /\.(js|d\.ts)$/.test(file) && !file.endsWith('cjs/here.js'));
    assert.ok(compiled.length > 0);
    for (const file of compiled) {
        const [, name] = /sourceMappingURL=(\S+)$/m.exec(readFileSync(file, 'utf8')) ?? assert.fail(`${file} names no map`);
        const map = JSON.parse(readFileSync(join(dirname(file), name), 'utf8'));
        for (const source of map.sources) assert.ok(existsSync(join(dirname(file), map.sourceRoot, source)), `${file}: ${source}`);
    }
});

test('a stack trace shows the line of the source', () => {
    consumer.write('fault.mjs', `import { DynamoDBStore } from 'mastra-dynamodb';
        try { new DynamoDBStore({ id: 'x', config: { tableName: '' } }); } catch (fault) { console.log((fault.cause ?? fault).stack); }`);
    const trace = execFileSync(process.execPath, ['--enable-source-maps', consumer.path('fault.mjs')], { encoding: 'utf8' });
    assert.match(trace, /mastra-dynamodb\/src\/settings\.ts:\d+/);
});

// What a TypeScript program writes: everything is typed, and wrong options are refused.
const typed = `
    import { DynamoDBStore, MemoryStorageDynamoDB, StoreFault, type DynamoDBStoreConfig } from 'mastra-dynamodb';
    import type { MastraCompositeStore } from '@mastra/core/storage';
    const config: DynamoDBStoreConfig = { tableName: 'some-table', region: 'us-east-1', ttl: { thread: { enabled: true } } };
    export const store: MastraCompositeStore = new DynamoDBStore({ id: 'typed', config });
    export const memory = new MemoryStorageDynamoDB(config);
    export const title: Promise<string | undefined> = memory.getThreadById({ threadId: 't' }).then(thread => thread?.title);
    export const retry = (fault: StoreFault): boolean => fault.kind === 'throttled';
    // @ts-expect-error: there is no such option
    new DynamoDBStore({ id: 'typed', config: { tableName: 'some-table', regoin: 'us-east-1' } });`;

// Core before 1.71 lacks some types that our declarations name; it does not compile without skipLibCheck itself.
const oldestCore = { paths: { '@mastra/core/*': [join(import.meta.dirname, 'node_modules/mastra-core-1-0/dist/*')] }, skipLibCheck: true };
for (const [what, names, options] of [
    ['with the newest core, declarations checked', ['typed.mts', 'typed.cts'], { module: 'nodenext' }],
    ['with the newest core, declarations checked', ['typed.ts'], { module: 'esnext', moduleResolution: 'bundler' }],
    ['with the oldest core', ['typed.ts'], { module: 'esnext', moduleResolution: 'bundler', ...oldestCore }],
]) {
    test(`${names.join(' and ')} compile (${options.module}) ${what}`, () => {
        for (const name of names) consumer.write(name, typed);
        consumer.write('tsconfig.json', JSON.stringify({
            compilerOptions: {
                target: 'es2022', strict: true, noEmit: true, skipLibCheck: false, ...options,
                types: ['node'], typeRoots: [join(ownModules, '@types')],
            },
            files: names,
        }));
        const { stdout } = spawnSync(process.execPath, [join(ownModules, 'typescript/bin/tsc'), '-p', consumer.folder], { cwd: consumer.folder, encoding: 'utf8' });
        const faults = stdout.split('\n').filter(line => /^(typed\.|node_modules\/mastra-dynamodb)/.test(line));
        assert.deepEqual(faults, []);
    });
}
