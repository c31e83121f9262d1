// Our lower-casing is V8's: for every code point, between any two, and for random texts with the contexts of sigma.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lowerCaseSamples } from './lower_case_samples.mjs';
import { modelParams } from './model_params.mjs';

// Texts are sent in bundles. A line feed is neither cased nor case-ignorable: it separates contexts.
const bundleSize = 500;

function checkAll(texts) {
    const bundles = [];
    for (let i = 0; i < texts.length; i += bundleSize) bundles.push(texts.slice(i, i + bundleSize).join('\n'));
    const answers = modelParams(bundles.map(text => ({ op: 'lower', text })));
    bundles.forEach((text, i) => {
        if (answers[i].request === text.toLowerCase()) return;
        const ours = answers[i].request.split('\n');
        text.split('\n').forEach((line, n) => assert.equal(ours[n], line.toLowerCase(), `of ${JSON.stringify(line)}`));
        assert.equal(ours.length, text.split('\n').length);
    });
}

function* codePoints() {
    for (let c = 0; c <= 0x10ffff; ++c) if (c < 0xd800 || c > 0xdfff) yield String.fromCodePoint(c);
}

test('every code point is lower-cased as V8 does', () => checkAll([...codePoints()]));

test('sigma is final where V8 says so, after and before every code point', () => {
    checkAll([...codePoints()].flatMap(c => [`A${c}Σ`, `AΣ${c}A`]));
});

test('random texts are lower-cased as V8 does', () => {
    checkAll([...lowerCaseSamples(1, 50_000), ...lowerCaseSamples(2, 50_000, 0.5)]);
});
