// Which certificate authorities the native client is told to trust.
import { readFileSync } from 'node:fs';

function extraCertificates(file: string | undefined): string {
    try {
        return file ? readFileSync(file, 'utf8') : '';
    } catch {
        return ''; // Node.js itself warns of it and goes on
    }
}

/**
 * Nothing where AWS_CA_BUNDLE says it, or the machine's own are to be used. Those of Node.js, as an AWS SDK would, where
 * NODE_EXTRA_CA_CERTS adds some and where the machine has none, as in slim containers.
 */
export function caCertificates(findsCaFile: () => boolean): { caCertificates?: string } {
    const extra = process.env['NODE_EXTRA_CA_CERTS'];
    if (process.env['AWS_CA_BUNDLE'] || (!extra && findsCaFile())) return {};
    const { rootCertificates } = process.getBuiltinModule('node:tls'); // takes milliseconds to load
    return { caCertificates: [...rootCertificates, extraCertificates(extra)].join('\n') };
}
