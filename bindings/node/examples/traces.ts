// What the agent did, kept in the same table:  node traces.ts [THREAD RESOURCE QUESTION]
// Asks the question, if there is one, and shows the newest traces.
import { Mastra } from '@mastra/core/mastra';
import { MastraStorageExporter, Observability } from '@mastra/observability';
import { guide, storage } from './guide.ts';

const mastra = new Mastra({
    storage, agents: { guide }, logger: false,
    observability: new Observability({ configs: { guide: { serviceName: 'guide', exporters: [new MastraStorageExporter()] } } }),
});

const [thread, resource, question] = process.argv.slice(2);
if (thread && resource && question) {
    const { text } = await mastra.getAgent('guide').generate(question, { memory: { thread, resource } });
    console.log(`${resource}: ${question}\nagent: ${text}`);
}
await mastra.shutdown(); // what the exporter still holds is written

const kept = await storage.getStore('observability');
const { spans: newest } = await kept!.listTraces({ pagination: { page: 0, perPage: 3 } });
for (const { traceId, name, startedAt } of newest) {
    console.log(`${startedAt.toISOString()}  ${name}`);
    const trace = await kept!.getTrace({ traceId });
    for (const span of trace?.spans ?? []) {
        console.log(`    ${span.spanType}  ${span.name}${span.endedAt ? '' : ' (not ended)'}`);
    }
}
