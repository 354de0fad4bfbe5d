import { issueCrl } from '../../server/pdf/authority/crl-issuer.js';
import { bytesSource } from '../../server/pdf/core/byte-source.js';
import type { KeySigner } from '../../server/pdf/sign/key-signer.js';
import { signPdf, type SignPdfOptions } from '../../server/pdf/sign/sign-pdf.js';
import { appendRevision, objectIn } from './appended-revision.js';
import { appendObjects, letterPdf } from './letter-pdf.js';
import { longTermBy } from './long-term.js';
import { onePage, stream, streamPdf } from './made-pdfs.js';
import { formPdf } from './signed-form.js';
import { certifiedSigner, testAuthority } from './test-authority.js';

const at = new Date('2026-11-24T01:42:00Z');
const day = 86_400_000;
const options = (more: Partial<SignPdfOptions>) => ({ at, name: 'Kepala Dinas', ...more });

/** A form that its certification closes to every change, and one whose fields its signature locks. */
export async function closedForms(
  signer: KeySigner<void>,
): Promise<{ certified: Uint8Array; locked: Uint8Array }> {
  const locking = appendObjects(
    formPdf(),
    new Map([
      [
        12,
        '<< /Type /Annot /Subtype /Widget /FT /Sig /T (ttd) /F 132 /Rect [0 0 0 0] /P 3 0 R ' +
          '/Lock << /Type /SigFieldLock /Action /All >> >>',
      ],
    ]),
  );
  return {
    certified: await signed(formPdf(), signer, { certify: 1 }),
    locked: await signed(locking, signer, { existingField: 'ttd' }),
  };
}

/** Files with all that is needed to check them in years: two signers, and one over a file of streams. */
export async function longTermFiles(
  signer: KeySigner<void>,
  second: KeySigner<void>,
): Promise<{ twice: Uint8Array; streams: Uint8Array }> {
  const longTerm = await longTermBy(await testAuthority());
  const once = await signed(letterPdf(), signer, { level: 'B-LT', ...longTerm });
  return {
    twice: await signed(once, second, { level: 'B-LT', ...longTerm }),
    streams: await signed(streamPdf(onePage, { packed: [1, 2, 3] }), second, { level: 'B-LTA', ...longTerm }),
  };
}

/** Signed by somebody of whom the file's own list says that the certificate was revoked the day before. */
export async function revokedFile(): Promise<Uint8Array> {
  const signer = await certifiedSigner('rsa-sha256', 'Mantan Kepala');
  const { root, issuing } = await testAuthority();
  const times = { number: 1, thisUpdate: new Date(), nextUpdate: new Date(Date.now() + 180 * day) };
  const revocation = { revokedAt: new Date(Date.now() - day), reason: 'key-compromise' as const };
  const serial = BigInt(`0x${signer.certificate.serialHex}`);
  const lists = [
    await issueCrl({ issuer: root, revoked: [], ...times }),
    await issueCrl({ issuer: issuing, revoked: [{ serial, ...revocation }], ...times }),
  ];
  const file = await signed(letterPdf(), signer, {});
  return appendRevision(file, {
    info: '6 0 R',
    objects: {
      ...Object.fromEntries(
        lists.map((der, index) => [60 + index, stream(Buffer.from(der).toString('latin1'))]),
      ),
      62: '<< /Type /DSS /CRLs [60 0 R 61 0 R] >>',
      1: `${objectIn(file, 1).slice(0, -2)} /DSS 62 0 R >>`,
    },
  });
}

async function signed(
  base: Uint8Array,
  signer: KeySigner<void>,
  more: Partial<SignPdfOptions>,
): Promise<Uint8Array> {
  return Buffer.concat([base, await signPdf(bytesSource(base), signer, options(more))]);
}
