import * as v from 'valibot';
import type { LedgerSealRow } from '../database/index.js';
import { isSameCertificate, toPem, type Certificate } from '../pdf/index.js';
import { checkSeal, sealedText, type Seal } from './seal.js';
import { toSeal } from './verify-ledger.js';

/** Bytes; ours are about ten thousand. */
export const largestSealFile = 256 * 1024;

const SealFile = v.object({
  noken: v.literal('ledger-seal'),
  v: v.literal(1),
  tenant: v.pipe(v.string(), v.uuid()),
  slug: v.string(),
  seq: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  hash: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  /** The token's own time, for people. */
  at: v.string(),
  authority: v.string(),
  /** The very text whose hash is stamped: `openssl ts -verify -data`. */
  sealed: v.string(),
  /** `-token_in -in`, in base64. */
  token: v.pipe(v.string(), v.base64()),
  /** PEM, what the token brought along: `-untrusted`. */
  chain: v.string(),
  /** PEM, for convenience only. Whoever verifies gets them some other way: `-CAfile`. */
  anchors: v.string(),
});

/** A seal as a file that is kept somewhere else, with all that other tools need to check it. */
export async function sealFile(
  row: LedgerSealRow,
  slug: string,
  anchors: readonly Certificate[],
): Promise<string> {
  const seal = toSeal(row);
  const { signer, certificates } = await checkSeal(seal, anchors);
  const chain = [...(signer ? [signer] : []), ...certificates].filter(
    (one, at, all) => all.findIndex((other) => isSameCertificate(one, other)) === at,
  );
  const file: v.InferOutput<typeof SealFile> = {
    noken: 'ledger-seal',
    v: 1,
    tenant: row.tenant_id,
    slug,
    seq: row.seq,
    hash: row.hash,
    at: row.at,
    authority: row.authority,
    sealed: sealedText(seal),
    token: row.token,
    chain: chain.map(toPem).join(''),
    anchors: anchors.map(toPem).join(''),
  };
  return `${JSON.stringify(file, null, 2)}\n`;
}

/** Reads what `sealFile` wrote; undefined for anything else. Nothing in it is believed but what `checkSeal` finds right. */
export function readSealFile(text: string): Seal | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const read = v.safeParse(SealFile, value);
  if (!read.success) return undefined;
  const { tenant, seq, hash, token, sealed } = read.output;
  const seal = { tenantId: tenant, seq, hash, token: Buffer.from(token, 'base64') };
  return sealed === sealedText(seal) ? seal : undefined;
}
