import { bytesSource } from '../../server/pdf/core/byte-source.js';
import { addDocumentTimestamp } from '../../server/pdf/sign/document-timestamp.js';
import type { KeySigner } from '../../server/pdf/sign/key-signer.js';
import { signPdf } from '../../server/pdf/sign/sign-pdf.js';
import { verifyPdf } from '../../server/pdf/verify/verify-pdf.js';
import { closedForms, longTermFiles, revokedFile } from './fuzz-closed-seeds.js';
import { appendObjects, hybridLetterPdf, letterPdf } from './letter-pdf.js';
import { onePage, streamPdf, textOfBytes } from './made-pdfs.js';
import { certifiedSigner, testTimestamps } from './test-authority.js';

/** A signature that was really made, and what of the file it stands for. */
export interface GenuineSignature {
  readonly field: string;
  readonly gapStart: number;
  readonly gapEnd: number;
  readonly end: number;
}

/** A signed file from which cases are made. */
export interface FuzzSeed {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly signatures: readonly GenuineSignature[];
  readonly rights?: SeedRights;
}

/** What is known of a file beside that it is signed. */
export interface SeedRights {
  /** What its first signature closes: the fields that are there, or all that is shown. */
  readonly closed?: 'fields' | 'all';
  /** Its own evidence says of the signer that nobody may trust it. */
  readonly isRevoked?: true;
}

const at = new Date('2026-11-24T01:42:00Z');

/** One file of each kind that this house makes: tables and streams, one signature and several, filled and renewed. */
export async function fuzzSeeds(): Promise<FuzzSeed[]> {
  const head = await certifiedSigner('rsa-sha256', 'Kepala Dinas');
  const regent = await certifiedSigner('ecdsa-sha256', 'Bupati');
  const secretary = await certifiedSigner('rsa-pss-sha256', 'Sekretaris Daerah');
  const timestamp = await testTimestamps();
  const sign = async (base: Uint8Array, signer: KeySigner<void>, x?: number, stamped = false) => {
    const tail = await signPdf(bytesSource(base), signer, {
      at,
      name: signer.certificate.commonName,
      reason: 'Disetujui',
      ...(x !== undefined && { placement: { page: 1, rect: { x, y: 200 } } }),
      ...(stamped && { timestamp }),
    });
    return Buffer.concat([base, tail]);
  };
  const form = letterPdf({
    pageEntries: '/Annots [10 0 R]',
    catalogEntries: '/AcroForm << /Fields [10 0 R] >>',
    objects: ['<< /Type /Annot /Subtype /Widget /FT /Tx /T (Catatan) /Rect [50 50 200 70] /P 3 0 R >>'],
  });
  const once = await sign(letterPdf({ pages: 2 }), head, 80);
  const streams = streamPdf(onePage, { packed: [1, 2, 3] });
  const filled = appendObjects(
    await sign(form, head, 80),
    new Map([
      [10, '<< /Type /Annot /Subtype /Widget /FT /Tx /T (Catatan) /Rect [50 50 200 70] /P 3 0 R /V (Ya) >>'],
    ]),
  );
  const certified = Buffer.concat([
    letterPdf(),
    await signPdf(bytesSource(letterPdf()), head, { at, name: 'Kepala', certify: 2 }),
  ]);
  const { certified: shut, locked } = await closedForms(head);
  const longTerm = await longTermFiles(head, regent);
  const archived = Buffer.concat([once, await addDocumentTimestamp(bytesSource(once), timestamp)]);
  return Promise.all([
    seed('signed once', once),
    seed('signed by two', await sign(once, regent, 320)),
    seed('time-stamped', await sign(letterPdf(), regent, undefined, true)),
    seed('streams, signed by two', await sign(await sign(streams, secretary), regent)),
    seed('hybrid', await sign(hybridLetterPdf(), regent, 80)),
    seed('form filled between two signatures', await sign(filled, regent, 320)),
    seed('form filled after a signature', filled),
    seed('signed by three', await sign(await sign(await sign(form, regent), secretary), head, 80)),
    seed('certified and signed', await sign(certified, regent, 320)),
    seed('under a document time-stamp', archived),
    seed('form certified against every change', shut, { closed: 'all' }),
    seed('form with its fields locked', locked, { closed: 'fields' }),
    seed('signed by two, with evidence', longTerm.twice),
    seed('streams, with evidence under a time-stamp', longTerm.streams),
    seed('signed by one who was revoked', await revokedFile(), { isRevoked: true }),
  ]);
}

/** Signatures stand in the file in the order in which the report tells them: that of their making. */
async function seed(name: string, bytes: Uint8Array, rights?: SeedRights): Promise<FuzzSeed> {
  const report = await verifyPdf(bytesSource(bytes), { trust: { anchors: [] }, now: new Date() });
  const ranges = [...textOfBytes(bytes).matchAll(/\/ByteRange ?\[0 (\d+) (\d+) (\d+) *\]/gu)];
  const signatures = ranges.map((found, index) => ({
    field: report.signatures[index]?.field ?? '',
    gapStart: Number(found[1]),
    gapEnd: Number(found[2]),
    end: Number(found[2]) + Number(found[3]),
  }));
  return { name, bytes, signatures, ...(rights && { rights }) };
}
