// The recipes of docs/guides/bundlers.md, as they stand there.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const guide = readFileSync(join(import.meta.dirname, '../../../docs/guides/bundlers.md'), 'utf8');

export function recipe(name) {
    const code = guide.split(`\`${name}\``)[1]?.split('```js\n')[1]?.split('```')[0];
    return code ?? assert.fail(`the guide has no ${name}`);
}
