// Messages from and to the native side, normalised as core's MessageList does it.
import type { MastraDBMessage } from '@mastra/core/memory';
import { storedJson } from './shapes.js';

/** A message as the native side sends it: times as text. */
export interface MessageRow extends Record<string, unknown> {
    id: string;
    content: unknown;
    createdAt: string;
}

/** In place: the row is nobody else's. */
function messageOf(row: MessageRow): MastraDBMessage {
    const message: Record<string, unknown> = row;
    message['content'] = storedJson(row.content);
    message['createdAt'] = new Date(row.createdAt);
    return message as unknown as MastraDBMessage;
}

const plainParts = new Set(['text', 'step-start', 'reasoning', 'file', 'source']);

function isPlain({ role, content, createdAt }: MastraDBMessage): boolean {
    return (role === 'user' || role === 'assistant') && createdAt instanceof Date && content?.format === 2 &&
        Array.isArray(content.parts) && content.toolInvocations === undefined &&
        content.parts.every(part => part !== null && plainParts.has(part?.type));
}

/** MessageList would give these very objects: all in its own format, each id once, in the order of their times. */
function isNormal(messages: MastraDBMessage[]): boolean {
    return messages.every(isPlain) &&
        (messages.length < 2 || new Set(messages.map(message => message.id)).size === messages.length);
}

async function throughMessageList(messages: MastraDBMessage[]): Promise<MastraDBMessage[]> {
    const { MessageList } = await import('@mastra/core/agent');
    return new MessageList().add(messages, 'memory').get.all.db();
}

const byTime = (a: MastraDBMessage, b: MastraDBMessage): number => a.createdAt.getTime() - b.createdAt.getTime();

/** As MessageList gives them: oldest first. */
export async function normalised(messages: MastraDBMessage[]): Promise<MastraDBMessage[]> {
    return isNormal(messages) ? [...messages].sort(byTime) : throughMessageList(messages);
}

/** The same for rows that came in the order that was asked for: that order is kept. */
export async function messagesOf(rows: MessageRow[]): Promise<MastraDBMessage[]> {
    const messages = rows.map(messageOf);
    if (isNormal(messages)) return messages;
    const places = new Map(rows.map((row, index) => [row.id, index]));
    const place = (message: MastraDBMessage): number => places.get(message.id) ?? rows.length;
    return (await throughMessageList(messages)).sort((a, b) => place(a) - place(b));
}

/** Without a look at MessageList, for results that upstream gives as they are stored. */
export const storedMessagesOf = (rows: MessageRow[]): MastraDBMessage[] => rows.map(messageOf);
