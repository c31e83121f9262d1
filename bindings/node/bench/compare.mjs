// The package beside upstream's, each in processes of its own, by turns: `node compare.mjs PACKAGE [ROUNDS]`, with
// MASTRA_TEST_STATE as for the tests. scripts/bench node runs it. Prints the middle of all rounds, and the ratios.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { dropTable, newTable } from '../../../tests/support/tables.mjs';

const [ours, rounds = '5'] = process.argv.slice(2);
const packages = { 'mastra-dynamodb': ours, '@mastra/dynamodb': '@mastra/dynamodb' };
const measurements = ['cold_start', 'throughput', 'event_loop'];

const table = await newTable('bench');
function measured(measurement, location) {
    const script = fileURLToPath(new URL(`${measurement}.mjs`, import.meta.url));
    return JSON.parse(execFileSync(process.execPath, [script, location, table], { encoding: 'utf8' }));
}

const middle = values => [...values].sort((a, b) => a - b)[values.length >> 1];
const results = {};
for (let round = 0; round < Number(rounds); round++) {
    for (const measurement of measurements) {
        for (const [name, location] of Object.entries(packages)) {
            process.stderr.write(`round ${round + 1} of ${rounds}: ${measurement} of ${name}\n`);
            for (const [what, value] of Object.entries(measured(measurement, location))) {
                ((results[what] ??= {})[name] ??= []).push(value);
            }
        }
    }
}
await dropTable(table);

console.table(Object.fromEntries(Object.entries(results).map(([what, values]) => {
    const [mine, theirs] = Object.keys(packages).map(name => middle(values[name]));
    return [what, { 'mastra-dynamodb': mine, '@mastra/dynamodb': theirs, ratio: `1/${(theirs / mine).toFixed(1)}` }];
})));
