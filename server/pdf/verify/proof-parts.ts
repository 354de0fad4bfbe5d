import type { ByteSource } from '../core/byte-source.js';
import type { Certificate } from '../core/certificate.js';
import { isIdOf } from '../core/certificate-id.js';
import { readSignedData, soleValue, type SignedData } from '../core/cms-reader.js';
import { readDer } from '../core/der-reader.js';
import { hashOf } from '../core/hash-algorithm.js';
import { KeyRefusal } from '../core/key-refusal.js';
import { OID } from '../core/oids.js';
import { openPdf } from '../core/pdf-document.js';
import { readTstInfo } from '../core/tst-info.js';
import { readCoverage } from './byte-range.js';
import { evidenceInCms, joinEvidence, type Evidence } from './revocation-evidence.js';
import { isEmptySignature, signatureEntries } from './signature-entry.js';
import { validationMaterial } from './validation-material.js';

/** One signature or document time-stamp, as other tools want its pieces. Nothing of it is checked here. */
export interface SignatureParts {
  readonly field: string;
  readonly isTimestamp: boolean;
  /** It covers the file from 0 to `gapStart` and from `gapEnd` to `end`. */
  readonly gapStart: number;
  readonly gapEnd: number;
  readonly end: number;
  /** `ContentInfo` without what fills its place up; a TimeStampToken for a document time-stamp. */
  readonly cms: Uint8Array;
  /** The signature value, which is what a time-stamp in it is over; left out for a document time-stamp. */
  readonly value?: Uint8Array;
  /** TimeStampToken over `value`. */
  readonly token?: Uint8Array;
  /** Of the time-stamp. */
  readonly time?: Date;
}

/** All in a file that shows its signatures right, taken apart. */
export interface ProofParts {
  readonly signatures: readonly SignatureParts[];
  /** Each once: of the signatures, of their time-stamps, and of the document's store. */
  readonly certificates: readonly Certificate[];
  readonly ocsps: readonly {
    readonly der: Uint8Array;
    /** Left out where neither is among the certificates. */
    readonly about?: { readonly certificate: Certificate; readonly issuer: Certificate };
  }[];
  readonly crls: readonly Uint8Array[];
}

/**
 * Takes the proof in a file apart, so that it can be looked at without a reader of PDF. Signatures that cannot be read,
 * or do not lie where they say, are left out.
 *
 * @throws {PdfRefusal} what `openPdf` throws
 */
export async function proofParts(source: ByteSource): Promise<ProofParts> {
  const pdf = await openPdf(source);
  const signatures: SignatureParts[] = [];
  const certificates: Certificate[] = [];
  const evidence: Evidence[] = [];
  for (const { field, value, holder, isDirect, isTimestamp } of await signatureEntries(pdf)) {
    if (!holder || isEmptySignature(value)) continue;
    const coverage = await readCoverage(pdf, value, holder, isDirect);
    if (typeof coverage === 'string') continue;
    const { gapStart, gapEnd, end, contents } = coverage;
    const read = quietly(() => partsOf(contents, isTimestamp));
    if (!read) continue;
    signatures.push({ field, isTimestamp, gapStart, gapEnd, end, ...read.parts });
    certificates.push(...read.certificates);
    evidence.push(evidenceInCms(contents));
  }
  const store = await validationMaterial(pdf);
  const { ocsps, crls } = joinEvidence(...evidence, store.evidence);
  const answerers = ocsps.flatMap((answer) => answer.certificates);
  const all = once([...certificates, ...store.certificates, ...answerers], ({ der }) => der);
  return {
    signatures,
    certificates: all,
    ocsps: once(ocsps, ({ der }) => der).map(({ der, singles }) => {
      const about = singles.map(({ certId }) => pairFor(all, (one, issuer) => isIdOf(certId, one, issuer)));
      const [first] = about.filter((pair) => pair !== undefined);
      return { der, ...(first && { about: first }) };
    }),
    crls: once(crls, ({ der }) => der).map(({ der }) => der),
  };
}

interface Read {
  readonly parts: Pick<SignatureParts, 'cms' | 'value' | 'token' | 'time'>;
  readonly certificates: readonly Certificate[];
}

function partsOf(contents: Uint8Array, isTimestamp: boolean): Read {
  const cms = readDer(contents).node.encoded;
  const signed = readSignedData(contents);
  if (isTimestamp) return { parts: { cms, ...timeIn(cms) }, certificates: signed.certificates };
  const value = signed.signers[0]?.signature;
  const token = tokenIn(signed);
  const stamp = token && quietly(() => readSignedData(token));
  return {
    parts: { cms, ...(value && { value }), ...(stamp && { token, ...timeIn(token) }) },
    certificates: [...signed.certificates, ...(stamp?.certificates ?? [])],
  };
}

function timeIn(token: Uint8Array): { time?: Date } {
  const info = readTstInfo(token);
  return info ? { time: info.time } : {};
}

function tokenIn({ signers }: SignedData): Uint8Array | undefined {
  return soleValue(signers[0]?.unsignedAttributes ?? [], OID.signatureTimestamp)?.encoded;
}

function pairFor(
  all: readonly Certificate[],
  is: (certificate: Certificate, issuer: Certificate) => boolean,
): { certificate: Certificate; issuer: Certificate } | undefined {
  for (const certificate of all) {
    const issuer = all.find(
      (one) => one.subject.folded === certificate.issuer.folded && is(certificate, one),
    );
    if (issuer) return { certificate, issuer };
  }
  return undefined;
}

function once<T>(all: readonly T[], der: (one: T) => Uint8Array): T[] {
  const known = new Map(all.map((one) => [Buffer.from(hashOf('sha256', der(one))).toString('hex'), one]));
  return [...known.values()];
}

function quietly<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof KeyRefusal) return undefined;
    throw error;
  }
}
