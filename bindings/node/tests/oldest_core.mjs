// Preloaded (node --import): whoever asks for Mastra's core or memory gets the oldest that the package's peer range allows.
import { registerHooks } from 'node:module';

const ofToday = /^@mastra\/(core|memory)(?=$|\/)/;
registerHooks({ resolve: (specifier, context, next) => next(specifier.replace(ofToday, 'mastra-$1-1-0'), context) });
