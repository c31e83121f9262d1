// docs/compatibility.md shows the lists that the differential tests prove. `--write` puts the current lists there:
//   node tests/differential/documentation.test.mjs --write
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { differencesTable, knownDifferences } from './known_differences.mjs';
import { knownDifferences as knownScoreDifferences } from './known_score_differences.mjs';
import { knownDifferences as knownWorkflowDifferences } from './known_workflow_differences.mjs';

const file = new URL('../../docs/compatibility.md', import.meta.url);
const [begin, end] = ['<!-- begin: known differences -->', '<!-- end: known differences -->'];
const place = new RegExp(`${begin}[^]*${end}`);
const wanted = `${begin}\n${differencesTable([...knownDifferences, ...knownScoreDifferences, ...knownWorkflowDifferences])}\n${end}`;

if (process.argv.includes('--write')) fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replace(place, () => wanted));

test('docs/compatibility.md shows the known differences', () => {
    assert.equal(fs.readFileSync(file, 'utf8').match(place)?.[0], wanted, 'run this file with --write');
});
