// Every difference between the two memory stores that the scenarios meet, on purpose. memory.test.mjs fails for a
// difference that is not here, and for an entry that does not occur; docs/compatibility.md shows this list.
import { item, result } from './difference_matchers.mjs';

export const knownDifferences = [
    {
        title: 'Attribute `mdb_write` of updated items',
        upstream: 'not written, ignored when read',
        ours: 'tokens of the last updates',
        why: 'tells a writer whose reply was lost whether its update was carried out',
        matches: item(/^(thread|message|resource)\.mdb_write$/, 'only ours'),
    },
    {
        title: 'A message is saved again with another `createdAt`',
        upstream: 'takes the new time',
        ours: 'keeps the stored one',
        why: 'the contract: a message keeps its place in the conversation',
        matches: item(/^message\.(createdAt|gsi1sk)\.S$/, 'other value', /saved again with another time/),
    },
    {
        title: 'Messages are saved into a thread that does not exist',
        upstream: 'makes a thread without resource and creation time',
        ours: 'saves the messages, makes no thread',
        why: 'such a thread breaks `listThreads` for the whole table',
        matches: item(/^thread$/, 'only upstream', /thread that does not exist/),
    },
    {
        title: 'Messages of several threads are saved at once',
        upstream: '`updatedAt` of the first thread moves on',
        ours: '`updatedAt` of every thread moves on',
        why: '`updatedAt` says when something was last said in a thread',
        matches: item(/^thread\.updatedAt\.S$/, 'other value', /two threads at once/),
    },
    {
        title: 'A thread or resource is saved again without metadata',
        upstream: 'the old metadata stays',
        ours: 'it is removed',
        why: 'saving replaces the record; otherwise metadata could never be cleared',
        matches: item(/^(thread|resource)\.metadata$/, 'only upstream', /without its metadata/),
    },
    {
        title: 'The title `""`',
        upstream: 'becomes `Thread <id>`',
        ours: 'stays empty; only a missing title becomes `Thread <id>`',
        why: 'an empty title is a value',
        matches: item(/^thread\.title\.S$/, 'other value', /empty title/),
    },
    {
        title: 'Fields of a message\'s content other than `metadata`, `parts` and `content` in an update',
        upstream: 'are dropped',
        ours: 'are merged like the others',
        why: 'the contract: `{...old, ...new}`',
        matches: item(/^message\.content\.S$/, 'other value', /upstream does not know/),
    },
    {
        title: 'Deleting a thread with messages of format 1 (plain text)',
        upstream: 'leaves those messages',
        ours: 'deletes them',
        why: 'nothing of a deleted conversation may stay',
        matches: item(/^message$/, 'only upstream', /format 1 deleted/),
    },
    {
        title: 'Messages of format 1 in `listMessages`',
        upstream: 'are left out',
        ours: 'are listed',
        why: 'they are part of the conversation',
        matches: result(/^listMessages\./, undefined, /format 1/),
    },
    {
        title: 'Messages of format 1 in `listMessagesById`',
        upstream: 'come converted to format 2',
        ours: 'come as they are stored',
        why: 'conversion is the work of Mastra\'s own `MessageList`, in the JavaScript layer',
        matches: result(/^listMessagesById\[\]\.(content|type|updatedAt)/, undefined, /format 1/),
    },
    {
        title: 'TTL of a record that is updated, or of a thread whose messages change',
        upstream: 'stays what it was',
        ours: 'begins anew',
        why: 'a conversation in use must not expire',
        matches: item(/^(thread|message|resource)\.ttl$/, 'other value', /updates with a TTL/),
    },
    {
        title: 'The TTL attribute in results',
        upstream: 'is part of them',
        ours: 'is not',
        why: 'it is no field of Mastra\'s records',
        matches: result(/\.(ttl|expiresAt)$/, 'only upstream', /TTL/),
    },
    {
        title: 'The attribute `entity` in results',
        upstream: 'is part of them',
        ours: 'is not',
        why: 'it is no field of Mastra\'s records',
        matches: result(/\.entity$/, 'only upstream'),
    },
];

// The table of docs/compatibility.md.
export const differencesTable = differences => [
    '| | upstream 1.0.0 | here | why |', '|---|---|---|---|',
    ...differences.map(({ title, upstream, ours, why }) => `| ${title} | ${upstream} | ${ours} | ${why} |`),
].join('\n');
