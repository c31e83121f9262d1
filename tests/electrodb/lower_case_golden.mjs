// Writes tests/unit/model/lower_case_golden.inc: what V8 makes of every code point (a digest) and of sample texts.
//   node tests/electrodb/lower_case_golden.mjs > tests/unit/model/lower_case_golden.inc
import { createHash } from 'node:crypto';
import { lowerCaseSamples } from './lower_case_samples.mjs';

const digest = createHash('sha256');
for (let c = 0; c <= 0x10ffff; ++c) {
    if (c < 0xd800 || c > 0xdfff) digest.update(`${String.fromCodePoint(c).toLowerCase()}\n`);
}
const literal = text => `"${[...Buffer.from(text)].map(byte => `\\${byte.toString(8).padStart(3, '0')}`).join('')}"`;

console.log(`// Written by tests/electrodb/lower_case_golden.mjs with Unicode ${process.versions.unicode}; do not edit.`);
console.log('// clang-format off');
console.log(`constexpr std::string_view digest_of_all_code_points = "${digest.digest('hex')}";`);
console.log('constexpr std::pair<std::string_view, std::string_view> lower_case_samples[] = {');
for (const text of lowerCaseSamples(20261122, 400)) console.log(`    {${literal(text)}, ${literal(text.toLowerCase())}},`);
console.log('};');
