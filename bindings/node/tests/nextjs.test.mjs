// The recipe of docs/guides/bundlers.md for Next.js, with Next.js itself: a route runs from the files of `standalone` alone.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { after, before, test } from 'node:test';
import { dropTable, newTable } from '../../../tests/support/tables.mjs';
import { assertReadsBack, Consumer, readBack } from './consumer.mjs';
import { packageFolder } from './package_under_test.mjs';
import { recipe } from './recipe.mjs';

// Next.js wants every file below one folder, linked packages too.
const root = join(import.meta.dirname, '../../..');
process.env.NEXT_TELEMETRY_DISABLED = '1';

let app, table, elsewhere;
before(async () => {
    table = await newTable('package-nextjs');
    elsewhere = mkdtempSync(join(tmpdir(), 'mastra-standalone-'));
    app = new Consumer({ linked: ['next', 'react', 'react-dom'], parent: join(packageFolder, '..') });
    app.write('recipe.mjs', recipe('next.config.mjs'));
    app.write('next.config.mjs', `import recipe from './recipe.mjs';
        const root = ${JSON.stringify(root)};
        export default { ...recipe, output: 'standalone', outputFileTracingRoot: root, turbopack: { root } };`);
    app.write('app/layout.jsx', 'export default ({ children }) => <html><body>{children}</body></html>;');
    app.write('app/page.jsx', 'export default () => <p>A page</p>;');
    app.write('app/title/route.js', `import { DynamoDBStore } from 'mastra-dynamodb';
        export const dynamic = 'force-dynamic';
        ${readBack(table)}
        export const GET = async () => new Response(await readBack());`);
});
after(async () => {
    app.dispose();
    rmSync(elsewhere, { recursive: true });
    await dropTable(table);
});

async function freePort() {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address();
    server.close();
    await once(server, 'close');
    return port;
}

/** What the route answers, of the server in `folder`. */
async function answered(folder) {
    const port = await freePort();
    const server = spawn(process.execPath, ['server.js'], {
        cwd: folder, env: { ...process.env, PORT: String(port), HOSTNAME: '127.0.0.1' }, stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = once(server, 'exit'); // from here on: it may end by itself
    try {
        let said = '';
        for await (const words of server.stdout.iterator({ destroyOnReturn: false })) { // it has more to say
            said += words;
            if (said.includes('Ready')) break;
        }
        assert.match(said, /Ready/);
        const reply = await fetch(`http://127.0.0.1:${port}/title`);
        return await reply.text();
    } finally {
        server.kill();
        await ended;
    }
}

test('Next.js: the route runs from the traced files alone', async () => {
    app.run('node_modules/next/dist/bin/next', {}, 'build');
    const standalone = join(elsewhere, 'standalone');
    cpSync(app.path('.next/standalone'), standalone, { recursive: true, verbatimSymlinks: true });
    const folder = join(standalone, relative(root, app.folder));
    assert.ok(!existsSync(join(folder, 'app/title/route.js')));
    assertReadsBack(await answered(folder));
});
