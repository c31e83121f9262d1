// Where the package is. The CommonJS build has a file of its own in this one's place: commonjs.here.js.
import { fileURLToPath } from 'node:url';

/** The package.json of this package. */
// @ts-ignore: CommonJS has no import.meta
export const packageFile = (): string => fileURLToPath(new URL('../../package.json', import.meta.url));
