// Texts that try every rule of toLowerCase, from a seed.
import { seededRandom } from '../support/seeded_random.mjs';

// Sigma, letters, characters that are case-ignorable, both, or neither, and every special mapping.
const interesting = [
    'Σ', 'Σ', 'Σ', 'Σ', 'σ', 'ς', 'A', 'b', 'Ж', "'", '.', ':', '-', '_', '#', ' ', '1', '$', '\u0345', '\u02b0', '\u0301',
    '\u00ad', '\u200d', 'İ', 'ı', 'ß', 'ẞ', 'ǅ', 'ᾈ', 'Ⅷ', '日', '\u{10400}', '\u{1f600}', '\u{1e900}', 'ª', '\u2019', '^', '`',
];

export function* lowerCaseSamples(seed, count, anyCodePointShare = 0) {
    const random = seededRandom(seed);
    const below = limit => Math.floor(random() * limit);
    const codePoint = () => {
        const value = below(0x110000 - 0x800);
        return String.fromCodePoint(value < 0xd800 ? value : value + 0x800);
    };
    for (let i = 0; i < count; ++i) {
        const length = 1 + below(12);
        yield Array.from({ length }, () => (random() < anyCodePointShare ? codePoint() : interesting[below(interesting.length)])).join('');
    }
}
