import {
  isSameCertificate,
  toPem,
  type Certificate,
  type ProofParts,
  type SignatureParts,
} from '../pdf/index.js';
import { safeName, type ZipEntry } from '../platform/zip-stream.js';
import { textEntry, type Claim, type PackPart } from './pack-claim.js';

/** Where what is signed lies in a pack. */
export const packedLetter = 'letter.pdf';

/** Whom the checks of a pack trust, and who leads there. The reader is told to get the first some other way. */
const roots = 'certificates/roots.pem';
const chain = 'certificates/chain.pem';

/**
 * The signatures of a file with their certificates, OCSP responses, revocation lists and time-stamps, each as a file of
 * its own, and the commands of OpenSSL that check them.
 *
 * @param anchors whom this server trusts: roots that the file does not bring along are taken from them
 */
export function packProof(parts: ProofParts, anchors: readonly Certificate[], now: Date): PackPart {
  const certificates = withRoots(parts.certificates, anchors);
  const names = new Map(certificates.map((one, at) => [one, certificateName(one, at)]));
  const nameOf = (one: Certificate) =>
    [...names].find(([other]) => isSameCertificate(one, other))?.[1] ?? roots;
  const signatures = parts.signatures.map((one, at) => packSignature(one, at, now));
  const answers = parts.ocsps.map(({ der, about }, at) => {
    const name = `ocsp/${numbered(at)}.der`;
    const claim: Claim[] = about
      ? [
          {
            says: [
              `Penerbit menyatakan status sertifikat ${about.certificate.commonName}.`,
              `The issuer tells the status of the certificate of ${about.certificate.commonName}.`,
            ],
            command:
              `openssl ocsp -respin ${name} -issuer ${nameOf(about.issuer)} -cert ${nameOf(about.certificate)} ` +
              `-CAfile ${roots} -verify_other ${chain} -no_nonce -attime ${seconds(now)}`,
          },
        ]
      : [];
    return { entry: { name, bytes: der }, claim };
  });
  const lists = parts.crls.map((der, at): { entry: ZipEntry; claim: Claim } => {
    const name = `crl/${numbered(at)}.der`;
    return {
      entry: { name, bytes: der },
      claim: {
        says: [
          `Daftar pencabutan ${name} asli dari penerbitnya.`,
          `The revocation list ${name} is its issuer's own.`,
        ],
        command: `openssl crl -inform DER -in ${name} -CAfile certificates/all.pem -noout 2>&1 | grep 'verify OK'`,
      },
    };
  });
  return {
    entries: [
      ...signatures.flatMap(({ entries }) => entries),
      textEntry(roots, pemOf(certificates.filter(isRoot))),
      textEntry(chain, pemOf(certificates.filter((one) => !isRoot(one)))),
      textEntry('certificates/all.pem', pemOf(certificates)),
      ...[...names].map(([one, name]) => textEntry(name, toPem(one))),
      ...answers.map(({ entry }) => entry),
      ...lists.map(({ entry }) => entry),
    ],
    claims: [
      ...signatures.flatMap(({ claims }) => claims),
      ...answers.flatMap(({ claim }) => claim),
      ...lists.map(({ claim }) => claim),
    ],
  };
}

function packSignature(one: SignatureParts, at: number, now: Date): PackPart {
  const folder = `signatures/${numbered(at)}-${safeName(one.field)}`;
  const signed = `{ head -c ${one.gapStart} ${packedLetter}; head -c ${one.end} ${packedLetter} | tail -c +${one.gapEnd + 1}; }`;
  const paths = `-CAfile ${roots}`;
  const when = `-attime ${seconds(one.time ?? now)}`;
  if (one.isTimestamp)
    return {
      entries: [{ name: `${folder}/timestamp.tst`, bytes: one.cms }],
      claims: [
        {
          says: [
            `Cap waktu ${one.field} mencakup ${one.end} bita pertama berkas${dated(one.time, 'id')}.`,
            `The time-stamp ${one.field} covers the first ${one.end} bytes of the file${dated(one.time, 'en')}.`,
          ],
          command: `${signed} > signed.tmp && openssl ts -verify -token_in -in ${folder}/timestamp.tst -data signed.tmp ${paths} -untrusted ${chain} ${when}`,
        },
      ],
    };
  const claims: Claim[] = [
    {
      says: [
        `Tanda tangan ${one.field} cocok dengan ${one.end} bita pertama berkas.`,
        `The signature ${one.field} matches the first ${one.end} bytes of the file.`,
      ],
      command: `${signed} > signed.tmp && openssl cms -verify -inform DER -in ${folder}/signature.p7s -content signed.tmp -binary -purpose any ${paths} -certfile ${chain} ${when} -out verified.tmp`,
    },
  ];
  const entries: ZipEntry[] = [{ name: `${folder}/signature.p7s`, bytes: one.cms }];
  if (one.token && one.value) {
    entries.push(
      { name: `${folder}/signature.value`, bytes: one.value },
      { name: `${folder}/timestamp.tst`, bytes: one.token },
    );
    claims.push({
      says: [
        `Tanda tangan ${one.field} sudah ada${dated(one.time, 'id')}: begitu kata cap waktunya.`,
        `The signature ${one.field} existed${dated(one.time, 'en')}: so says its time-stamp.`,
      ],
      command: `openssl ts -verify -token_in -in ${folder}/timestamp.tst -data ${folder}/signature.value ${paths} -untrusted ${chain} ${when}`,
    });
  }
  return { entries, claims };
}

/** A root that the file leaves out, as many do, is taken from whom this server trusts. */
function withRoots(held: readonly Certificate[], anchors: readonly Certificate[]): Certificate[] {
  const missing = anchors.filter(
    (anchor) =>
      !held.some((one) => isSameCertificate(one, anchor)) &&
      held.some((one) => one.issuer.folded === anchor.subject.folded && one.isSignedBy(anchor)),
  );
  return [...held, ...missing];
}

function isRoot(one: Certificate): boolean {
  return one.subject.folded === one.issuer.folded && one.isSignedBy(one);
}

function certificateName({ commonName }: Certificate, at: number): string {
  return `certificates/${numbered(at)}-${safeName(commonName)}.pem`;
}

function pemOf(certificates: readonly Certificate[]): string {
  return certificates.map(toPem).join('');
}

/** From 01, so that a listing has their order. */
export function numbered(at: number): string {
  return String(at + 1).padStart(2, '0');
}

function seconds(at: Date): number {
  return Math.floor(at.getTime() / 1000);
}

function dated(time: Date | undefined, language: 'id' | 'en'): string {
  if (!time) return '';
  return `${language === 'id' ? ' pada ' : ' at '}${time.toISOString()}`;
}
