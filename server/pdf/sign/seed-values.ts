import type { Certificate } from '../core/certificate.js';
import { isInteger, type PdfDict, PdfName, type PdfObject, PdfString } from '../core/objects.js';
import type { PdfDocument } from '../core/pdf-document.js';
import { PdfRefusal } from '../core/pdf-refusal.js';
import { textOf } from '../core/pdf-text.js';
import type { CertificationLevel } from './certification.js';

/** What the signature will be, for a field to hold against its demands. */
export interface SignatureFacts {
  readonly reason?: string | undefined;
  readonly certify?: CertificationLevel | undefined;
  /** A time-stamp will be inside. */
  readonly timestamped: boolean;
  /** Signer and issuers, nearest first. Left out, a demand for a certain signer cannot be met. */
  readonly certificates?: readonly Certificate[] | undefined;
}

/** Bits of `/Ff` in a seed value dictionary (ISO 32000-2, table 237): which entries are demands and not wishes. */
const DEMAND = {
  Filter: 1,
  SubFilter: 2,
  V: 4,
  Reasons: 8,
  LegalAttestation: 16,
  AddRevInfo: 32,
  DigestMethod: 64,
  LockDocument: 128,
  AppearanceFilter: 256,
} as const;

/** Bits of `/Ff` in its certificate dictionary (ISO 32000-2, table 238). */
const CERT_DEMAND = { Subject: 1, Issuer: 2, OID: 4, SubjectDN: 8, KeyUsage: 32 } as const;

/** Version of the dictionary that we know: 3 is PDF 2.0. */
const KNOWN_VERSION = 3;
const MOST_ITEMS = 200;

/**
 * Holds a signature against the seed values of its field (ISO 32000-2 §12.7.5.5). A demand that we cannot meet, or
 * cannot judge, refuses; what is only a wish is passed over.
 *
 * @throws {PdfRefusal} `seed-value-unmet`, its detail naming the entry
 */
export async function demandSeedValues(
  document: PdfDocument,
  field: PdfDict,
  facts: SignatureFacts,
): Promise<void> {
  const seed = await document.dict(field.get('SV'));
  if (!seed) return;
  const flags = await whole(document, seed.get('Ff'));
  const demands = (key: keyof typeof DEMAND) => (flags & DEMAND[key]) !== 0;
  const texts = (key: string) => textsOf(document, seed.get(key));

  if (demands('Filter') && !(await texts('Filter')).includes('Adobe.PPKLite')) throw unmet('Filter');
  if (demands('SubFilter') && !(await texts('SubFilter')).includes('ETSI.CAdES.detached')) {
    throw unmet('SubFilter');
  }
  if (demands('DigestMethod') && !(await texts('DigestMethod')).includes('SHA256')) {
    throw unmet('DigestMethod');
  }
  const version = await document.resolve(seed.get('V'));
  if (demands('V') && !(typeof version === 'number' && version <= KNOWN_VERSION)) throw unmet('V');
  if (demands('Reasons') && !mayGive(facts.reason, await texts('Reasons'))) throw unmet('Reasons');
  if (demands('LegalAttestation') && facts.certify !== undefined) throw unmet('LegalAttestation');
  // PAdES keeps revocation data in the document and not in the signature, where this entry wants them.
  if (demands('AddRevInfo') && (await document.resolve(seed.get('AddRevInfo'))) === true) {
    throw unmet('AddRevInfo');
  }
  if (demands('LockDocument') && !(await texts('LockDocument')).includes('false'))
    throw unmet('LockDocument');
  if (demands('AppearanceFilter')) throw unmet('AppearanceFilter');
  await demandCertification(document, seed, facts);
  await demandTimestamp(document, seed, facts);
  await demandSigner(document, seed, facts);
}

/** A list that holds nothing but a full stop, or no list at all, demands that no reason is given. */
function mayGive(reason: string | undefined, allowed: readonly string[]): boolean {
  if (allowed.length === 0 || (allowed.length === 1 && allowed[0] === '.')) return !reason;
  return reason !== undefined && allowed.includes(reason);
}

/** `/MDP` says whether this is the author's signature, and which: 0 for any other. It is always a demand. */
async function demandCertification(
  document: PdfDocument,
  seed: PdfDict,
  { certify }: SignatureFacts,
): Promise<void> {
  const wanted = await document.dict(seed.get('MDP'));
  if (!wanted) return;
  const level = await document.resolve(wanted.get('P'));
  if (level !== (certify ?? 0)) throw unmet('MDP');
}

async function demandTimestamp(document: PdfDocument, seed: PdfDict, facts: SignatureFacts): Promise<void> {
  const wanted = await document.dict(seed.get('TimeStamp'));
  if (!wanted || facts.timestamped) return;
  if (((await whole(document, wanted.get('Ff'))) & 1) !== 0) throw unmet('TimeStamp');
}

async function demandSigner(document: PdfDocument, seed: PdfDict, facts: SignatureFacts): Promise<void> {
  const wanted = await document.dict(seed.get('Cert'));
  if (!wanted) return;
  const flags = await whole(document, wanted.get('Ff'));
  const demands = (key: keyof typeof CERT_DEMAND) => (flags & CERT_DEMAND[key]) !== 0;
  const [signer, ...issuers] = facts.certificates ?? [];
  const isAmong = async (key: string, certificates: readonly Certificate[]) => {
    const listed = await bytesOf(document, wanted.get(key));
    return certificates.some(({ der }) => listed.some((bytes) => Buffer.from(der).equals(bytes)));
  };
  if (demands('Subject') && !(signer && (await isAmong('Subject', [signer])))) throw unmet('Cert Subject');
  if (demands('Issuer') && !(await isAmong('Issuer', issuers))) throw unmet('Cert Issuer');
  if (demands('OID')) throw unmet('Cert OID');
  if (demands('SubjectDN')) throw unmet('Cert SubjectDN');
  if (!demands('KeyUsage')) return;
  const patterns = await textsOf(document, wanted.get('KeyUsage'));
  if (!signer || !patterns.some((pattern) => isUsage(signer, pattern))) throw unmet('Cert KeyUsage');
}

const USAGES = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
  'encipherOnly',
  'decipherOnly',
] as const;

/** One character per usage: `1` must be set, `0` must not, `X` may be either; what is left out is `X`. */
function isUsage({ keyUsage }: Certificate, pattern: string): boolean {
  return USAGES.every((usage, index) => {
    const wanted = pattern[index] ?? 'X';
    return wanted === 'X' || (keyUsage?.has(usage) ?? false) === (wanted === '1');
  });
}

async function whole(document: PdfDocument, value: PdfObject | undefined): Promise<number> {
  const found = await document.resolve(value);
  return isInteger(found) ? found : 0;
}

/** A name or a string, or a list of them, as text. */
async function textsOf(document: PdfDocument, value: PdfObject | undefined): Promise<string[]> {
  const texts: string[] = [];
  for (const item of await listOf(document, value)) {
    const found = await document.resolve(item);
    if (found instanceof PdfName) texts.push(found.text);
    if (found instanceof PdfString) texts.push(textOf(found));
    if (typeof found === 'boolean') texts.push(String(found));
  }
  return texts;
}

async function bytesOf(document: PdfDocument, value: PdfObject | undefined): Promise<Uint8Array[]> {
  const found: Uint8Array[] = [];
  for (const item of await listOf(document, value)) {
    const string = await document.resolve(item);
    if (string instanceof PdfString) found.push(string.bytes);
  }
  return found;
}

async function listOf(document: PdfDocument, value: PdfObject | undefined): Promise<PdfObject[]> {
  const found = await document.resolve(value);
  return Array.isArray(found) ? found.slice(0, MOST_ITEMS) : found === null ? [] : [found];
}

function unmet(entry: string): PdfRefusal {
  return new PdfRefusal('seed-value-unmet', `the field demands another ${entry}`);
}
