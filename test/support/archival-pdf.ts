import { existsSync } from 'node:fs';
import { appendObjects, letterPdf } from './letter-pdf.js';
import { run, withFile } from './pdf-oracles.js';

/** A plain page that calls itself PDF/A, level B, of that part of ISO 19005. Black lines, no text. */
export function archivalPdf(part: 1 | 2 | 3): Uint8Array {
  const metadata = `<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>${String(part)}</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance></rdf:Description>
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title><rdf:Alt>
<rdf:li xml:lang="x-default">Surat tugas</rdf:li></rdf:Alt></dc:title></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"><pdf:Producer>tangan</pdf:Producer>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>`;
  const stream = (entries: string, text: string) =>
    `<< ${entries} /Length ${String(text.length)} >>\nstream\n${text}\nendstream`;
  const letter = letterPdf({
    catalogEntries: '/Metadata 10 0 R',
    objects: [stream('/Type /Metadata /Subtype /XML', metadata)],
  });
  const changes = [
    [2, '<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 595 842] /Resources << >> >>'],
    [4, stream('', 'q Q')],
    [5, 'null'],
  ] as const;
  return appendObjects(letter, new Map(changes));
}

const jars = [
  'preflight',
  'pdfbox2',
  'fontbox2',
  'xmpbox',
  'commons-logging',
  'javax.activation',
  'jaxb-api',
].map((name) => `/usr/share/java/${name}.jar`);

/** Whether PDFBox Preflight is here, which judges PDF/A-1b (Debian: libpdfbox2-java libactivation-java libjaxb-api-java). */
export const hasPreflight = jars.every((jar) => existsSync(jar));

/** What Preflight objects to, a line each. */
export async function preflightObjections(bytes: Uint8Array): Promise<string[]> {
  return withFile(bytes, async (path) => {
    const { output } = await run('java', [
      '-cp',
      jars.join(':'),
      'org.apache.pdfbox.preflight.Validator_A1b',
      path,
    ]);
    if (/is a valid PDF\/A-1b file/u.test(output)) return [];
    const objections = output.split('\n').filter((line) => /^\d[\d.]* : /u.test(line));
    return objections.length > 0 ? objections : [output];
  });
}
