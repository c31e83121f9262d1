// What the published programs need of the system that they run on, and what they show to it.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { addonFile as addon } from './package_under_test.mjs';

const tool = process.env['MASTRA_PROGRAM_mastra-dynamodb'];
const read = (file, ...options) => execFileSync('readelf', ['--wide', ...options, file], { encoding: 'utf8', maxBuffer: 64 << 20 });

// glibc's own, and the unwinder that a process should have once; Node.js itself needs all of them.
const everywhere = /^(lib(c|m|dl|pthread|rt|gcc_s)|ld-linux-x86-64)\.so\.\d$/;
const programs = {
    // What Node.js 22 itself asks for: Debian 10, Ubuntu 20.04, Red Hat 8, Amazon Linux 2023, SUSE 15 SP3, and all that is newer.
    addon: { file: addon, glibc: [2, 28] },
    // How a program starts has changed then: Debian 12, Ubuntu 22.04, Red Hat 9, Amazon Linux 2023, and all that is newer.
    tool: { file: tool, glibc: [2, 34] },
};

const isNewer = ([major, minor], [otherMajor, otherMinor]) => major > otherMajor || (major === otherMajor && minor > otherMinor);

for (const [name, { file, glibc }] of Object.entries(programs)) {
    test(`the ${name} needs no library but glibc's`, () => {
        const needed = [...read(file, '--dynamic').matchAll(/NEEDED.*\[(.*)\]/g)].map(([, library]) => library);
        assert.ok(needed.includes('libc.so.6'));
        assert.deepEqual(needed.filter(library => !everywhere.test(library)), []);
    });

    test(`the ${name} needs no glibc newer than ${glibc.join('.')}`, t => {
        const wanted = [...read(file, '--dyn-syms').matchAll(/UND (\S+@GLIBC_(\d+)\.(\d+)\S*)/g)];
        const tooNew = wanted.filter(([, , major, minor]) => isNewer([Number(major), Number(minor)], glibc));
        const newest = Math.max(...wanted.map(([, , , minor]) => Number(minor)));
        t.diagnostic(`the newest is GLIBC_2.${newest}`);
        assert.ok(wanted.length > 0);
        assert.deepEqual(tooNew.map(([, symbol]) => symbol), []);
    });
}

// Node.js exports zlib and OpenSSL too: what is missing in the addon would silently be theirs.
test('the addon takes nothing from Node.js but Node-API', () => {
    const taken = [...read(addon, '--dyn-syms').matchAll(/UND (\S+)/g)].map(([, symbol]) => symbol);
    assert.deepEqual(taken.filter(symbol => !/@(GLIBC|GCC)_|^(napi|node_api)_|^(_ITM_|__gmon_start__)/.test(symbol)), []);
});

test('the addon shows nothing but the two functions that Node.js looks for', () => {
    const defined = [...read(addon, '--dyn-syms').matchAll(/^\s*\d+: \S+\s+\d+ \S+\s+(?:GLOBAL|WEAK|UNIQUE)\s+\S+\s+\d+ (\S+)/gm)].map(([, symbol]) => symbol);
    assert.deepEqual(defined.sort(), ['napi_register_module_v1', 'node_api_module_get_api_version_v1']);
});
