// A model that needs no network: it answers from the conversation it is shown, so that one sees what the memory brought.
import type { MastraModelConfig } from '@mastra/core/llm';

interface PromptMessage {
    role: string;
    content: string | { type: string; text?: string }[];
}

const usage = { inputTokens: 0, outputTokens: 0, totalTokens: 0 };

const textOf = ({ content }: PromptMessage): string =>
    typeof content === 'string' ? content : content.map(part => part.text ?? '').join('');

function answerTo(prompt: PromptMessage[]): string {
    const earlier = prompt.filter(({ role }) => role === 'user').map(textOf).slice(0, -1);
    if (earlier.length === 0) return 'We have not talked before.';
    return `I remember ${earlier.length} of your messages. The last: "${earlier.at(-1)}"`;
}

export const scriptedModel = {
    specificationVersion: 'v2',
    provider: 'scripted',
    modelId: 'scripted',
    supportedUrls: {},
    async doGenerate({ prompt }: { prompt: PromptMessage[] }) {
        return { content: [{ type: 'text', text: answerTo(prompt) }], finishReason: 'stop', usage, warnings: [] };
    },
    async doStream({ prompt }: { prompt: PromptMessage[] }) {
        const chunks = [
            { type: 'stream-start', warnings: [] },
            { type: 'text-start', id: 'answer' },
            { type: 'text-delta', id: 'answer', delta: answerTo(prompt) },
            { type: 'text-end', id: 'answer' },
            { type: 'finish', finishReason: 'stop', usage },
        ];
        return { stream: ReadableStream.from(chunks) };
    },
} as unknown as MastraModelConfig;
