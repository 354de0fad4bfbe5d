import type { Certificate } from '../core/certificate.js';
import { readSignedData, soleValue, type SignedData } from '../core/cms-reader.js';
import { KeyRefusal } from '../core/key-refusal.js';
import { PdfString } from '../core/objects.js';
import { OID } from '../core/oids.js';
import type { PdfDocument } from '../core/pdf-document.js';
import { parseTstInfo, readTstInfo } from '../core/tst-info.js';
import type { EvidenceWanted } from './gather-evidence.js';

/** One signature or document time-stamp of a file, as far as evidence about it is to be gathered. */
export interface SignatureMaterial {
  readonly field: string;
  readonly isTimestamp: boolean;
  /** The value as it stands, padding and all. */
  readonly contents: Uint8Array;
  /** Whose paths are to be shown right: the signer, and whoever stamped the signature. */
  readonly wanted: readonly EvidenceWanted[];
  /** All certificates inside. */
  readonly certificates: readonly Certificate[];
}

/**
 * The signatures of a document in the order of its form. What cannot be read is left out; whether a signature is
 * right is another question.
 */
export async function signatureMaterials(document: PdfDocument, now: Date): Promise<SignatureMaterial[]> {
  const materials: SignatureMaterial[] = [];
  for (const field of await document.signatureFields()) {
    const value = await document.dict(field.value);
    const contents = await document.resolve(value?.get('Contents'));
    if (!(contents instanceof PdfString)) continue;
    const isTimestamp = value?.name('SubFilter') === 'ETSI.RFC3161';
    const read = quietly(() => materialOf(contents.bytes, isTimestamp, now));
    if (read) materials.push({ field: field.name, isTimestamp, contents: contents.bytes, ...read });
  }
  return materials;
}

/** The time in a signature's time-stamp, unchecked; undefined without one. */
export function stampedTime(cms: Uint8Array): Date | undefined {
  const token = stampIn(readSignedData(cms));
  return token && readTstInfo(token)?.time;
}

function stampIn({ signers }: SignedData): Uint8Array | undefined {
  return soleValue(signers[0]?.unsignedAttributes ?? [], OID.signatureTimestamp)?.encoded;
}

type Held = Pick<SignatureMaterial, 'wanted' | 'certificates'>;

function materialOf(cms: Uint8Array, isTimestamp: boolean, now: Date): Held {
  const signed = readSignedData(cms);
  const signer = signerOf(signed);
  if (isTimestamp) {
    const at = parseTstInfo(signed.content ?? new Uint8Array()).time;
    return { wanted: signer ? [{ certificate: signer, at }] : [], certificates: signed.certificates };
  }
  const token = stampIn(signed);
  const stamp = token && quietly(() => materialOf(token, true, now));
  const at = stamp?.wanted[0]?.at ?? now;
  return {
    wanted: [...(signer ? [{ certificate: signer, at }] : []), ...(stamp?.wanted ?? [])],
    certificates: [...signed.certificates, ...(stamp?.certificates ?? [])],
  };
}

function signerOf({ signers, certificates }: SignedData): Certificate | undefined {
  const [info] = signers;
  const named = info?.issuerAndSerial;
  return certificates.find((certificate) =>
    named
      ? Buffer.from(named.serialDer).equals(certificate.serialDer) &&
        Buffer.from(named.issuer.encoded).equals(certificate.issuer.der)
      : info?.subjectKeyId !== undefined && info.subjectKeyId === certificate.subjectKeyId,
  );
}

function quietly<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof KeyRefusal) return undefined;
    throw error;
  }
}
