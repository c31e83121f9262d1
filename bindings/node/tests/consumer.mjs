// The package as a user gets it: packed by npm, and installed from the tarball in a project of its own.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { address, packageFolder } from './package_under_test.mjs';

const modules = realpathSync(join(import.meta.dirname, 'node_modules'));
const npm = (folder, ...args) => execFileSync('npm', [...args, '--loglevel=error'], { cwd: folder, encoding: 'utf8' });

/** What `npm pack` makes, in `folder`: { filename, size, unpackedSize, files }. */
export function packed(folder) {
    const [tarball] = Object.values(JSON.parse(npm(packageFolder, 'pack', '--json', '--pack-destination', folder)));
    return tarball;
}

/** A project elsewhere that has installed the tarball without a network. Mastra's core is linked from where the tests have it. */
export class Consumer {
    constructor({ linked = [], parent = tmpdir() } = {}) {
        this.folder = realpathSync(mkdtempSync(join(parent, 'mastra-consumer-')));
        this.write('package.json', '{ "name": "consumer", "private": true }');
        this.tarball = packed(this.folder);
        npm(this.folder, 'install', '--offline', '--no-audit', '--no-fund', '--legacy-peer-deps', `./${this.tarball.filename}`);
        for (const name of ['@mastra/core', ...linked]) this.link(name);
    }

    /** A package of the tests, without installing it. */
    link(name) {
        const place = this.path(`node_modules/${name}`);
        mkdirSync(join(place, '..'), { recursive: true });
        symlinkSync(join(modules, name), place);
    }

    path(name) {
        return join(this.folder, name);
    }

    write(name, text) {
        mkdirSync(join(this.path(name), '..'), { recursive: true });
        writeFileSync(this.path(name), text);
        return this.path(name);
    }

    /** The output of a script of the project, run by this Node.js. */
    run(name, environment = {}, ...args) {
        return execFileSync(process.execPath, [this.path(name), ...args], {
            cwd: this.folder, encoding: 'utf8', env: { ...process.env, ...environment },
        }).trim();
    }

    remove(name) {
        rmSync(this.path(name), { recursive: true, force: true });
    }

    dispose() {
        rmSync(this.folder, { recursive: true });
    }
}

/** Source of `readBack()`, which writes a thread and gives the title that it reads; `DynamoDBStore` must be in scope. */
export const readBack = tableName => `
    async function readBack() {
        const config = ${JSON.stringify({ tableName, ...address() })};
        const memory = await new DynamoDBStore({ id: 'consumer', config }).getStore('memory');
        const now = new Date();
        const id = 'thread-' + Math.random();
        await memory.saveThread({ thread: { id, resourceId: 'r', title: 'read back', metadata: {}, createdAt: now, updatedAt: now } });
        return (await memory.getThreadById({ threadId: id })).title;
    }`;

/** The body of a program that prints what `readBack()` gives. */
export const readsBack = tableName => `${readBack(tableName)}
    readBack().then(title => console.log(title));`;

export const assertReadsBack = output => assert.equal(output, 'read back');
