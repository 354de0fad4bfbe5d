import { createHash } from 'node:crypto';
import { writeDown } from '../ledger/index.js';
import { documentSource, letterDocuments } from '../letters/index.js';
import { proofParts } from '../pdf/index.js';
import { safeName, zipStream, type ZipEntry } from '../platform/zip-stream.js';
import { work, type DeskScope, type Office } from '../tenants/index.js';
import { reportFile, trustOf } from '../verification/index.js';
import { gatherSlip, type MadeSlip } from './make-slip.js';
import { jsonEntry, textEntry, type Claim } from './pack-claim.js';
import { packLedger } from './pack-ledger.js';
import { packedLetter, packProof } from './pack-proof.js';
import { packReadme } from './pack-readme.js';
import { packVersions } from './pack-versions.js';
import { slipPages } from './slip-pages.js';

/** A ZIP that is made while it is read. */
export interface EvidencePack {
  /** Of its one folder, and so of the file without its extension. */
  readonly name: string;
  readonly bytes: AsyncGenerator<Uint8Array>;
}

/**
 * Everything by which somebody who has never heard of Noken can check how a letter was signed, without a network, for a
 * desk that has the letter. That it was given out is written down.
 *
 * @throws {Problem} `letter-not-found`, `restricted-in-portal`, `letter-not-signed`, `server-busy`
 */
export async function evidencePack(
  scope: DeskScope,
  office: Office,
  letterId: string,
): Promise<EvidencePack> {
  const made = await gatherSlip(scope, office, letterId);
  const { letter } = made;
  const name = `bukti-${safeName(letter.number ?? letterId, 80)}`;
  const { entries, claims } = await contentsOf(scope, office, made);
  await work(scope, (work) => {
    writeDown(work, scope, { kind: 'evidence.downloaded', subject: letterId });
    return Promise.resolve();
  });
  const readmes = [
    textEntry('BACA-SAYA.txt', packReadme(made.slip, claims, 'id')),
    textEntry('README.txt', packReadme(made.slip, claims, 'en')),
  ];
  return { name, bytes: zipStream(inFolder(name, withSums([...readmes, ...entries])), scope.now) };
}

async function contentsOf(scope: DeskScope, office: Office, made: MadeSlip) {
  const { slip, judged, facts, letter } = made;
  const source = await documentSource(scope, slip.file.sha256);
  const { anchors } = await trustOf(office);
  const parts = [
    await packVersions(scope, source, judged, await letterDocuments(scope, letter.id)),
    packProof(await proofParts(source), anchors, scope.now),
    await packLedger(scope, facts, anchors),
  ];
  const entries: ZipEntry[] = [
    { name: 'slip.pdf', bytes: slipPages(slip, scope.zone) },
    jsonEntry('slip.json', slip),
    jsonEntry('report.json', judged.report),
    textEntry('report.id.html', reportFile(judged, 'id', scope.zone)),
    textEntry('report.en.html', reportFile(judged, 'en', scope.zone)),
    ...parts.flatMap((part) => part.entries),
  ];
  return { entries, claims: [...wholeClaims(made), ...parts.flatMap((part) => part.claims)] };
}

function wholeClaims({ slip, judged }: MadeSlip): Claim[] {
  // Poppler looks at signatures alone; of document time-stamps OpenSSL is asked.
  const signatures = judged.report.signatures.filter(({ kind }) => kind !== 'timestamp');
  return [
    {
      says: [
        'Tidak ada berkas paket ini yang berubah sejak dibuat.',
        'No file of this pack changed since it was made.',
      ],
      command: 'sha256sum -c SHA256SUMS',
    },
    {
      says: [
        `Surat ini berkas yang disebut bukti penandatanganan (SHA-256 ${slip.file.sha256}).`,
        `The letter is the file that the signing slip names (SHA-256 ${slip.file.sha256}).`,
      ],
      command: `echo '${slip.file.sha256}  ${packedLetter}' | sha256sum -c -`,
    },
    {
      says: [
        `Pembaca lain (poppler) juga menemukan ${signatures.length} tanda tangan yang cocok.`,
        `Another reader (poppler) finds ${signatures.length} signatures that match, too.`,
      ],
      command: `test $(pdfsig -nocert -no-ocsp ${packedLetter} | grep -c 'Signature is Valid') -eq ${signatures.length}`,
    },
  ];
}

function* inFolder(folder: string, entries: Iterable<ZipEntry>): Generator<ZipEntry> {
  for (const entry of entries) yield { ...entry, name: `${folder}/${entry.name}` };
}

/** The files as they are, and last of all the hashes of all of them. */
function* withSums(entries: readonly ZipEntry[]): Generator<ZipEntry> {
  const sums: string[] = [];
  for (const entry of entries) {
    const hash = createHash('sha256');
    yield { ...entry, bytes: hashed(entry.bytes, hash) };
    sums.push(`${hash.digest('hex')}  ${entry.name}\n`);
  }
  yield textEntry('SHA256SUMS', sums.join(''));
}

async function* hashed(
  bytes: ZipEntry['bytes'],
  hash: ReturnType<typeof createHash>,
): AsyncGenerator<Uint8Array> {
  for await (const piece of bytes instanceof Uint8Array ? [bytes] : bytes) {
    hash.update(piece);
    yield piece;
  }
}
