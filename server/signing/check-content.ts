import type { Language } from '../contract/problems.js';
import { odditiesInWorker, PdfRefusal, type Oddities } from '../pdf/index.js';
import { contentSentences } from './content-words.js';
import type { Check } from './preflight-check.js';
import type { SigningFacts } from './signing-facts.js';

/** Files whose findings are kept: what the bytes of a hash hold does not change, and a frame asks each second. */
const kept = 500;
const known = new Map<string, Promise<Oddities>>();

/**
 * What the file holds ready for later, before anybody has signed it: a list of warnings that keep nobody from signing.
 * A file that is signed already says nothing more, since every later change of it is told by its verification.
 *
 * @param signatures in the file
 */
export async function checkContent(
  facts: SigningFacts,
  signatures: number,
  language: Language,
): Promise<Check[]> {
  if (signatures > 0) return [];
  const { found, whole } = await odditiesOf(facts);
  const told = [...found, ...(whole ? [] : [{ code: 'looked-partly' as const, count: 1 }])];
  return told.map((one) => ({
    check: 'content',
    ok: false,
    ...contentSentences(one, language),
    warning: one.code,
  }));
}

function odditiesOf({ scope, intent: { document_sha256: sha256 } }: SigningFacts): Promise<Oddities> {
  const before = known.get(sha256);
  if (before) return before;
  const looking = scope.documents
    .open(scope.tenantId, sha256)
    .then((source) => odditiesInWorker(source))
    .catch((error: unknown) => {
      known.delete(sha256);
      // Whether it can be signed at all is another check's affair.
      if (error instanceof PdfRefusal) return { found: [], whole: false };
      throw error;
    });
  known.set(sha256, looking);
  for (const oldest of known.keys()) {
    if (known.size <= kept) break;
    known.delete(oldest);
  }
  return looking;
}
