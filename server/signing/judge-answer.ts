import {
  openPdf,
  PdfRefusal,
  signatureBox,
  verifyInWorker,
  type ByteSource,
  type SignatureReport,
  type TrustStore,
  type VerificationReport,
} from '../pdf/index.js';
import type { Office } from '../tenants/index.js';
import { beginsWith } from './begins-with.js';
import { boxText } from './box-text.js';
import { showsSamePages } from './same-pages.js';
import type { SignedDocument } from './signed-document.js';
import type { SigningFacts } from './signing-facts.js';
import { signingTrust } from './signing-trust.js';

/** A file from outside is not this letter with one signature more. */
export class AnswerWrong extends Error {
  override readonly name = 'AnswerWrong';

  constructor(
    /** A code for the ledger, and in a sentence. */
    readonly why: string,
  ) {
    super(`the file is not the letter with one new signature: ${why}`);
  }
}

/**
 * Judges a file that somebody outside says is the letter signed: ours from the first byte to the last and one save that
 * only signs, every earlier signature as good as before, the new one right, on the whole file and vouched for.
 *
 * A provider that wrote the file anew has done no harm while nobody had signed before and its pages look the same but for
 * the box; that is all that can then be said, so it is marked. From anybody else only our own bytes are taken.
 *
 * @param sha256 a stored document of this tenant
 * @throws {AnswerWrong}
 */
export async function judgeAnswer(
  office: Office,
  facts: SigningFacts,
  sha256: string,
  from: 'provider' | 'person',
): Promise<SignedDocument> {
  const { scope, intent, tenant } = facts;
  const base = await scope.documents.open(scope.tenantId, intent.document_sha256);
  const file = await scope.documents.open(scope.tenantId, sha256);
  const trust = await signingTrust(office, facts);
  const judge = (source: ByteSource) => verifyInWorker(source, { trust, now: office.now() });
  const [before, after] = [await judge(base), await judge(file)];
  const mine = oneMore(before, after);
  if (mine.trust !== 'trusted') throw new AnswerWrong(`signer-${mine.trust}`);
  if (tenant.legal_mode === 'official' && !isNational(mine, trust))
    throw new AnswerWrong('signer-not-national');
  const rewritten = !(await beginsWith(file, { size: base.size, sha256: intent.document_sha256 }));
  if (!rewritten) demandOnlySigned(after, base.size);
  else if (from === 'person') throw new AnswerWrong('not-our-bytes');
  else if (before.signatures.length > 0) throw new AnswerWrong('rewritten-after-signing');
  else await demandSamePages(base, file, facts);
  const pages = await pagesOf(file);
  return {
    provider: 'bsre',
    sha256,
    size: file.size,
    pages,
    signatures: after.signatures.length,
    mine,
    rewritten,
    ...(mine.level === 'B-LT' || mine.level === 'B-LTA' ? {} : { evidenceGap: 'provider-gave-none' }),
  };
}

function oneMore(before: VerificationReport, after: VerificationReport): SignatureReport {
  const known = new Set(before.signatures.map(({ field }) => field));
  const fresh = after.signatures.filter(({ field, kind }) => !known.has(field) && kind !== 'timestamp');
  const kept = [...known].every((field) => after.signatures.some((one) => one.field === field));
  const [mine] = fresh;
  if (after.verdict !== 'intact') throw new AnswerWrong(`${after.verdict}-${after.reason}`);
  if (!mine || fresh.length > 1 || !kept) throw new AnswerWrong('signatures-differ');
  return mine;
}

function isNational({ vouchedBy }: SignatureReport, { rules = [] }: TrustStore): boolean {
  return rules.some(({ name, kind }) => kind === 'national' && name === vouchedBy);
}

/** Before the first signature nothing is suspicious to a verifier; to us everything is that came after our own bytes. */
function demandOnlySigned({ history }: VerificationReport, size: number): void {
  const added = history.filter(({ bytes }) => bytes > size);
  const allowed = added.every(
    ({ changes, suspicion }) => !suspicion && changes.every(({ rule }) => rule !== 'before-signing'),
  );
  if (!allowed) throw new AnswerWrong('more-than-signed');
}

async function demandSamePages(base: ByteSource, file: ByteSource, facts: SigningFacts): Promise<void> {
  const box = signatureBox(boxText(facts));
  try {
    if (box && (await showsSamePages(base, file, box))) return;
  } catch (error) {
    if (!(error instanceof PdfRefusal)) throw error;
  }
  throw new AnswerWrong('pages-differ');
}

async function pagesOf(file: ByteSource): Promise<number> {
  try {
    return await (await openPdf(file)).pageCount();
  } catch (error) {
    if (error instanceof PdfRefusal) throw new AnswerWrong(error.code);
    throw error;
  }
}
