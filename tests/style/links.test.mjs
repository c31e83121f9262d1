// Documentation that points nowhere misleads: every relative link, and every path in backticks that looks like one of
// ours, names something that exists; every #anchor names a heading.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

const root = path.resolve(import.meta.dirname, '../..');
const skipped = new Set(['node_modules', 'build', '.git', 'dynamodb-local']);
const ourFolders = /^(apps|bench|cmake|docs|examples|include|scripts|src|tests)\/[\w./-]+$/;

function markdownFiles(folder) {
    return fs.readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
        const full = path.join(folder, entry.name);
        if (entry.isDirectory()) return skipped.has(entry.name) ? [] : markdownFiles(full);
        return entry.name.endsWith('.md') ? [full] : [];
    });
}

// GitHub's rule for the anchor of a heading.
const anchorOf = heading => heading.toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, '').trim().replaceAll(' ', '-');
const withoutCode = text => text.replace(/^```.*?^```/gms, '');
const anchorsOf = file => new Set([...withoutCode(fs.readFileSync(file, 'utf8')).matchAll(/^#+ (.*)$/gm)].map(match => anchorOf(match[1])));

function brokenLink(file, target) {
    if (/^[a-z]+:/.test(target)) return false;
    const [place, anchor] = target.split('#');
    const wanted = place === '' ? file : path.resolve(path.dirname(file), place);
    if (!fs.existsSync(wanted)) return true;
    return anchor !== undefined && wanted.endsWith('.md') && !anchorsOf(wanted).has(anchor);
}

for (const file of markdownFiles(root)) {
    test(`${path.relative(root, file)} points to things that exist`, () => {
        const text = withoutCode(fs.readFileSync(file, 'utf8'));
        const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(match => match[1]).filter(target => brokenLink(file, target));
        const paths = [...text.matchAll(/`([^`\s]+)`/g)].map(match => match[1])
            .filter(name => ourFolders.test(name) && !fs.existsSync(path.join(root, name)) && !fs.existsSync(path.join(path.dirname(file), name)));
        assert.deepEqual([...links, ...paths], []);
    });
}
