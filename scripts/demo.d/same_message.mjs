// Ends with an error unless a message has the same content in two files of JSON lines:  same_message.mjs ID FILE FILE
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

const [id, ...files] = process.argv.slice(2);

function contentOf(file) {
    const messages = readFileSync(file, 'utf8').trim().split('\n').map(line => JSON.parse(line));
    const message = messages.find(candidate => candidate.id === id);
    if (!message) throw new Error(`${file} has no message ${id}`);
    return JSON.stringify(message.content);
}

const [saved, read] = files.map(contentOf);
if (saved !== read) throw new Error(`message ${id} differs between ${files.join(' and ')}`);
console.log(`${id}: ${saved.length} characters came back as they were saved (sha256 ` +
    `${createHash('sha256').update(read).digest('hex').slice(0, 16)}...)`);
