import type { Certificate } from '../core/certificate.js';
import { readSignedData, type SignedData } from '../core/cms-reader.js';
import { hashOf, type ContentHasher } from '../core/hash-algorithm.js';
import { KeyRefusal } from '../core/key-refusal.js';
import { OID } from '../core/oids.js';
import type { CmsProblem } from './cms-problem.js';
import { checkSigner, type SignerCheck } from './check-signer.js';
import { checkTimestampToken, type TimestampCheck } from './check-timestamp.js';

export interface CmsCheck extends SignerCheck {
  /** All certificates that lie in the signature and its time-stamp. */
  readonly certificates: readonly Certificate[];
  /** The earliest right time-stamp over this signature; if none is right, the first that can be read. */
  readonly timestamp?: TimestampCheck & { readonly time: Date };
}

/** Sub-filters whose CMS holds nothing and signs the byte range. */
const DETACHED = new Set(['adbe.pkcs7.detached', 'ETSI.CAdES.detached']);

/** More than any real signature has. */
const MAX_TIMESTAMPS = 8;

/**
 * Checks the CMS of a PDF signature (ISO 32000-2 §12.8.3.3; ETSI EN 319 142-1). A verdict is a value: this
 * throws for no content of `cms`.
 *
 * @param cms `/Contents`, with the zeros that pad it.
 * @param hashContent Hashes the byte range.
 * @param subFilter As in the PDF. For `ETSI.RFC3161` call `checkTimestampToken` instead.
 */
export async function checkCms(
  cms: Uint8Array,
  hashContent: ContentHasher,
  subFilter: string,
): Promise<CmsCheck> {
  const unchecked = (problem: CmsProblem): CmsCheck => ({
    signature: 'unchecked',
    problems: [problem],
    certificates: [],
    ess: false,
  });
  if (!DETACHED.has(subFilter) && subFilter !== 'adbe.pkcs7.sha1') return unchecked('cms-sub-filter-unknown');

  try {
    const signed = readSignedData(cms);
    const found = await contentProblem(signed, hashContent, subFilter);
    const check = await checkSigner(signed, {
      type: OID.data,
      hash: contentHasher(signed, hashContent, subFilter),
    });
    const stamps = await checkTimestamps(signed);
    return {
      ...check,
      ...(found && { signature: 'wrong' }),
      problems: [
        ...(found ? [found] : []),
        ...check.problems,
        // There the bytes of the file stand under SHA-1 alone, whatever the CMS around it uses.
        ...(subFilter === 'adbe.pkcs7.sha1' ? (['weak-hash'] as const) : []),
        ...padesProblems(check, subFilter),
        ...stamps.problems,
      ],
      certificates: [...signed.certificates, ...(stamps.timestamp?.certificates ?? [])],
      ...(stamps.timestamp && { timestamp: stamps.timestamp }),
    };
  } catch (error) {
    if (error instanceof KeyRefusal) return unchecked('cms-unreadable');
    throw error;
  }
}

/** In `adbe.pkcs7.sha1` the CMS holds and signs the SHA-1 of the byte range; else it must hold nothing. */
async function contentProblem(
  signed: SignedData,
  hashContent: ContentHasher,
  subFilter: string,
): Promise<CmsProblem | undefined> {
  if (DETACHED.has(subFilter)) return signed.content ? 'cms-content-inside' : undefined;
  if (!signed.content) return 'cms-content-missing';
  return Buffer.from(signed.content).equals(await hashContent('sha1')) ? undefined : 'cms-content-wrong';
}

/** What PAdES forbids or wants and plain CMS does not (ETSI EN 319 142-1 §6.3): no B-B, but not wrong. */
function padesProblems(check: SignerCheck, subFilter: string): CmsProblem[] {
  if (subFilter !== 'ETSI.CAdES.detached' || check.signature !== 'right') return [];
  return [
    ...(check.ess ? [] : (['ess-missing'] as const)),
    ...(check.signingTime ? (['cms-signing-time-inside'] as const) : []),
  ];
}

function contentHasher(signed: SignedData, hashContent: ContentHasher, subFilter: string): ContentHasher {
  const inside = signed.content;
  if (DETACHED.has(subFilter) || !inside) return hashContent;
  return (algorithm) => Promise.resolve(hashOf(algorithm, inside));
}

async function checkTimestamps(
  signed: SignedData,
): Promise<{ timestamp?: TimestampCheck & { time: Date }; problems: CmsProblem[] }> {
  const [info] = signed.signers;
  const attributes = info?.unsignedAttributes.filter((each) => each.type === OID.signatureTimestamp) ?? [];
  const tokens = attributes.flatMap((each) => each.values).slice(0, MAX_TIMESTAMPS);
  if (!info || tokens.length === 0) return { problems: [] };

  const hashSignature: ContentHasher = (algorithm) => Promise.resolve(hashOf(algorithm, info.signature));
  const checks = await Promise.all(tokens.map((token) => checkTimestampToken(token.encoded, hashSignature)));
  const readable = checks.flatMap((check) => (check.time ? [{ ...check, time: check.time }] : []));
  const problems: CmsProblem[] = [];
  if (readable.length < checks.length) problems.push('timestamp-unreadable');
  if (checks.length > 1) problems.push('timestamp-repeated');
  const right = readable
    .filter((check) => check.right)
    .toSorted((a, b) => a.time.getTime() - b.time.getTime());
  const timestamp = right[0] ?? readable[0];
  return timestamp ? { timestamp, problems } : { problems };
}
