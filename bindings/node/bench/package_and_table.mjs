// What every measurement is told on its command line: a package, by name or path, and a table.
import { testEndpoint } from '../../../tests/support/test_endpoint.mjs';

export const [location, tableName] = process.argv.slice(2);

export function memoryOf({ DynamoDBStore }) {
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    const config = { id: 'bench', tableName, region: 'us-east-1', endpoint: testEndpoint(), credentials };
    return new DynamoDBStore({ id: 'bench', name: 'bench', config }).getStore('memory');
}

// Ends at once: what a package does at its end is not measured.
export function report(results) {
    console.log(JSON.stringify(Object.fromEntries(Object.entries(results).map(([what, value]) => [what, Math.round(value * 10) / 10]))));
    process.exit(0);
}
