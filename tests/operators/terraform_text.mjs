// A reader of the part of Terraform's language that our template uses: blocks with labels, and values that are strings,
// numbers or true and false.
const scalar = text => (text.startsWith('"') ? JSON.parse(text) : JSON.parse(text));

export function parseTerraform(text) {
    const root = { labels: [], values: {}, blocks: [] };
    const open = [root];
    for (const line of text.split('\n').map(each => each.trim()).filter(Boolean)) {
        const at = open.at(-1);
        const value = /^(\w+)\s+= (.+)$/.exec(line);
        const head = /^(\w+(?: "[\w-]+")*) \{$/.exec(line);
        if (value) at.values[value[1]] = scalar(value[2]);
        else if (head) {
            const block = { labels: head[1].split(' ').map(word => word.replaceAll('"', '')), values: {}, blocks: [] };
            at.blocks.push(block);
            open.push(block);
        } else if (line === '}' && open.length > 1) open.pop();
        else throw new Error(`not understood: ${line}`);
    }
    if (open.length !== 1) throw new Error('a block is not closed');
    return root;
}
