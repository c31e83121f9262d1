// The examples as their readers run them: each in processes of its own, on one table.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { dropTable, newTable } from '../../../tests/support/tables.mjs';
import { testEndpoint } from '../../../tests/support/test_endpoint.mjs';
import { packageFolder } from './package_under_test.mjs';

let table;
before(async () => { table = await newTable('package-examples'); });
after(() => dropTable(table));

const run = promisify(execFile);

// The lines that an example prints.
async function lines(example, ...args) {
    const env = {
        ...process.env, NODE_NO_WARNINGS: '1', MASTRA_DYNAMODB_TABLE: table, AWS_ENDPOINT_URL_DYNAMODB: testEndpoint(),
        AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test',
    };
    const { stdout } = await run(process.execPath, [join(packageFolder, 'examples', `${example}.ts`), ...args], { env });
    return stdout.trimEnd().split('\n');
}

test('chat: a second process knows what was said in the first', { timeout: 120_000 }, async () => {
    assert.deepEqual(await lines('chat', 'trip', 'ana', 'I am going to Lisbon.', 'In May.'), [
        'ana: I am going to Lisbon.', 'agent: We have not talked before.',
        'ana: In May.', 'agent: I remember 1 of your messages. The last: "I am going to Lisbon."',
    ]);
    assert.deepEqual(await lines('chat', 'trip', 'ana', 'Where am I going?'), [
        'ana: Where am I going?', 'agent: I remember 2 of your messages. The last: "In May."',
    ]);
    assert.deepEqual(await lines('chat', 'other', 'ana', 'Hello?'), ['ana: Hello?', 'agent: We have not talked before.']);
});

test('approval: a run suspends in one process and resumes in another, once', { timeout: 120_000 }, async () => {
    const [runId, status] = (await lines('approval', 'start', '250'))[0].split(' ');
    assert.equal(status, 'suspended');
    assert.deepEqual(await lines('approval', 'resume', runId, 'yes'), [`${runId} success { paid: 250 }`]);
    await assert.rejects(lines('approval', 'resume', runId, 'yes'), /not suspended/);
});

test('traces: what the agent did is listed, by another process too', { timeout: 120_000 }, async () => {
    const [question, answer, ...first] = await lines('traces', 'traced', 'ana', 'What do you remember?');
    assert.deepEqual([question, answer], ['ana: What do you remember?', 'agent: We have not talked before.']);
    assert.match(first[0], /^\d{4}-.*Z  agent run: 'guide'$/);
    const spans = first.slice(1).map(line => line.trim().split('  ')[0]);
    for (const type of ['agent_run', 'model_generation', 'model_step']) assert.ok(spans.includes(type), `${type} in ${spans}`);
    assert.ok(first.every(line => !line.includes('not ended')), first.join('\n'));
    assert.deepEqual(await lines('traces'), first);
});

test('they fit the declared types', { timeout: 300_000 }, async () => {
    const tools = join(import.meta.dirname, '../node_modules');
    const args = ['-p', join(packageFolder, 'examples'), '--typeRoots', join(tools, '@types')];
    await run(process.execPath, [join(tools, 'typescript/bin/tsc'), ...args]).catch(fault => assert.fail(fault.stdout));
});
