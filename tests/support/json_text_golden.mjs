// Writes tests/unit/core/json_text_golden.inc: JSON texts and what JavaScript makes of them.
//   node tests/support/json_text_golden.mjs > tests/unit/core/json_text_golden.inc
// The random part has a fixed seed, so the file only changes when this script does.

let state = 20261122;
const random = (n) => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return Math.floor((state / 4294967296) * n);
};
const pick = (list) => list[random(list.length)];

const numbers = [
  '0', '-0', '0.0', '-0.0', '0e5', '-0e-5', '1', '-1', '10', '1.0', '1.50', '100e-2', '1e0', '1E+2', '1e21', '1e20', '123456789012345678901',
  '999999999999999', '9999999999999999', '9007199254740991', '9007199254740992', '9007199254740993', '-9007199254740993',
  '18446744073709551615', '123456789012345678901234567890', '0.1', '0.2', '0.30000000000000004', '0.000001', '0.0000001', '1.5e-7', '1e-6', '1e-7',
  '5e-324', '4.9e-324', '2.4703282292062327e-324', '2.4703282292062328e-324', '1e-323', '2.2250738585072014e-308', '2.225073858507201e-308',
  '1.7976931348623157e308', '1.7976931348623158e308', '1.7976931348623159e308', '1e308', '1e309', '-1e309', '1e400', '-1e400', '1e-400', '-1e-400',
  '1e99999999999999999999', '1e-99999999999999999999', '0e99999999999999999999', '5.684341886080802e-14', '5.684341886080801e-14', '4.35', '0.95',
  '1700000000123', '1700000000123.5', '1.7e12', '3.141592653589793238462643', '179769313486231570000' + '0'.repeat(290), '0.' + '0'.repeat(330) + '1',
  '1' + '0'.repeat(309), '0.' + '0'.repeat(20) + '1e21', '1' + '0'.repeat(400) + 'e-400', '123456789.125', '1e5', '12e-1', '4503599627370496.5',
  '9.5367431640625e-7', '1.2345e+30', '72057594037927945', '8.41e21', '2.0919495182368195e19', '2e-3',
];
const strings = [
  '""', '"a"', '"\\u0041"', '"\\/"', '"/"', '"\\""', '"\\\\"', '"\\b\\f\\n\\r\\t"', '"\\u0008\\u000c\\u000a\\u000d\\u0009"', '"\\u0000"', '"\\u001f\\u001F"',
  '"\\u007f\u007f"', '"\u2028\u2029"', '"\\u2028\\u2029"', '"\\u00e9é"', '"\\u20ac€"', '"\\ud83d\\ude00😀"', '"\\uD83D\\uDE00"', '"\\ud83d"', '"\\ude00"', '"\\uDEAD"',
  '"\\ud83d\\ud83d\\ude00"', '"\\ud83dx"', '"\\ud83d\\n"', '"\\ude00\\ud83d"', '"\\ud83d\\u0041"', '"\\udbff\\udfff"', '"\\ud800\\udc00"', '"\\uffff\\ufffe\\ufeff"',
  '"\ufeff"', '"日本語 text ünd"', '"a line that is longer than one machine word, with \\n in it and \\u0022quotes\\u0022"', '"ÿĀ߿ࠀ￿𐀀"', '"<script>&amp;\'"',
];
const objects = [
  '{}', '[]', '[[]]', '{"a":{}}', '{"b":1,"a":2}', '{"2":1,"1":2}', '{"b":1,"2":1,"a":3,"1":2}', '{"a":1,"a":2}', '{"a":1,"b":2,"a":3}', '{"1":1,"1":2}',
  '{"1":"x","0":"y","1":"z"}', '{"01":1,"1":2}', '{"-1":1,"1":2}', '{"1.5":1,"1":2}', '{"4294967294":1,"4294967293":2}', '{"4294967295":1,"4294967294":2}',
  '{"4294967296":1,"1":2}', '{"99999999999":1,"2":2}', '{"a":1,"\\u0061":2}', '{"\\u0031":1,"0":2}', '{"__proto__":1,"a":2}', '{"__proto__":{"x":1},"__proto__":2}',
  '{"constructor":1,"toString":2,"hasOwnProperty":3}', '{"":1}', '{"":1,"":2}', '{"\\ud800":1,"\\ud800":2}', '{"\\ud800":1,"\\ud801":2}', '{"é":1,"\\u00e9":2}',
  ' { "a" : [ 1 , 2 , { "b" : null } ] , "c" : true } ', '\t\r\n[true,\nfalse,\rnull]\t', '{"a":{"2":1,"1":2,"2":3},"a":{"b":[{"1":1,"0":0}]}}',
  '[{"10":1,"9":2,"100":3,"0":4,"x":5}]', '{"k":"\\u006b","K":"k"}', '{"a b":1,"\\"":2,"\\\\":3,"\\n":4}',
  '{' + Array.from({ length: 40 }, (_, i) => `"k${i % 25}":${i}`).join() + '}',
  '{' + Array.from({ length: 40 }, (_, i) => `"${(i * 17) % 29}":${i}`).join() + '}',
  '{' + Array.from({ length: 20 }, (_, i) => `"name${i}":{"${20 - i}":[${i}],"${i}":{}}`).join(' ,\n') + '}',
];
const scalars = ['true', 'false', 'null', ' true ', '\n null'];

const space = () => pick(['', '', '', ' ', '\n', '\t', ' \r\n ']);
const key = () => (random(3) === 0 ? JSON.stringify(String(random(12))) : pick([...strings.slice(0, 24), '"a"', '"b"', '"key"', '"createdAt"', '"__proto__"']));
const randomNumber = () => {
  if (random(3) === 0) return pick(numbers);
  const digits = () => String(random(2 ** 31)) + (random(2) ? String(random(2 ** 31)) : '');
  return (random(2) ? '-' : '') + String(random(1000000)) + (random(2) ? '.' + digits() : '') + (random(3) === 0 ? 'e' + pick(['', '+', '-']) + random(330) : '');
};
const value = (depth) => {
  const kind = random(depth > 3 ? 3 : 5);
  if (kind === 0) return randomNumber();
  if (kind === 1) return pick(strings);
  if (kind === 2) return pick(scalars).trim();
  const count = random(6);
  const parts = Array.from({ length: count }, () => {
    const item = space() + value(depth + 1) + space();
    return kind === 3 ? item : space() + key() + space() + ':' + item;
  });
  return kind === 3 ? `[${space()}${parts.join(',')}]` : `{${space()}${parts.join(',')}}`;
};
const random_values = Array.from({ length: 150 }, () => space() + value(0) + space());

const refused = [
  '', ' ', '{', '}', '[', ']', '[1', '[1,', '[1,]', '[,1]', '[,]', '{"a"}', '{"a":}', '{"a":1,}', '{,"a":1}', '{a:1}', "{'a':1}", '{"a" 1}', '{"a":1 "b":2}', '[1 2]', '1 2',
  'nul', 'nulll', 'True', 'NaN', 'Infinity', '-Infinity', 'undefined', '-', '+1', '01', '-01', '00', '1.', '.5', '-.5', '1.e5', '1e', '1e+', '1e-', '0x10', '1_000', '1,', '"', '"a',
  '"\\', '"\\"', '"\\x41"', '"\\u"', '"\\u12"', '"\\u12G4"', '"\\ud83d\\u12"', '"\\U0041"', '"\n"', '"\t"', '"\u0001"', '"\\ "', "'a'", '\u00a01', '\ufeff1', '/**/1', '1//', '[1]]', '{}}',
  '{"a":1}}', '"a""b"', '\v1', '\f1', '{"a":1;}', '{1:2}', '{null:1}', '[1:2]', '--1', '1-', 'tru', 'falsy', '[[[', '{"a":{"b":', '"abc\u0000"', '\u0000', '1\u0000', '[\u0000]',
];

const literal = (text) => {
  let out = '';
  for (const byte of Buffer.from(text, 'utf8')) {
    const printable = byte >= 0x20 && byte < 0x7f && byte !== 0x22 && byte !== 0x5c && byte !== 0x3f;
    out += printable ? String.fromCharCode(byte) : '\\' + byte.toString(8).padStart(3, '0');
  }
  return `"${out}"sv`;
};

console.log('// Written by tests/support/json_text_golden.mjs with JavaScript itself; do not edit.');
console.log('// clang-format off');
for (const text of [...numbers, ...numbers.map((n) => `[${n}, -1]`).slice(0, 12), ...strings, ...objects, ...scalars, ...random_values]) {
  console.log(`MASTRA_JSON_CASE(${literal(text)}, ${literal(JSON.stringify(JSON.parse(text)))})`);
}
for (const text of refused) {
  let accepted = true;
  try { JSON.parse(text); } catch { accepted = false; }
  if (accepted) throw new Error(`JavaScript accepts ${JSON.stringify(text)}`);
  console.log(`MASTRA_JSON_REFUSED(${literal(text)})`);
}
