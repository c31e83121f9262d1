// A conversation that outlives the process:  node chat.ts THREAD RESOURCE QUESTION...
// Asked again, in the same thread, the agent knows what was said before.
import { guide } from './guide.ts';

const [thread = 'first-talk', resource = 'ana', ...questions] = process.argv.slice(2);
for (const question of questions) {
    const { text } = await guide.generate(question, { memory: { thread, resource } });
    console.log(`${resource}: ${question}\nagent: ${text}`);
}
