// The file that tells tests where the servers are: NAME=VALUE lines, which C++, sh and Node.js all read with ease.
import fs from 'node:fs';

export function readState(file) {
    let text;
    try {
        text = fs.readFileSync(file, 'utf8');
    } catch (error) {
        if (error.code === 'ENOENT') return undefined;
        throw error;
    }
    return Object.fromEntries(text.trim().split('\n').map(line => line.split(/=(.*)/s, 2)));
}

// Readers see the whole file or none.
export function writeState(file, values) {
    const text = Object.entries(values).map(([name, value]) => `${name}=${value}\n`).join('');
    fs.writeFileSync(`${file}.new`, text);
    fs.renameSync(`${file}.new`, file);
}
