import { findUnfilled, odditiesInWorker, PdfRefusal, type ByteSource, type Oddities } from '../pdf/index.js';
import type { SigningFacts } from './signing-facts.js';

/** What a look into a letter's file found. */
export interface FileLook extends Oddities {
  /** What its template left unfilled, each once, in reading order: `${nomor_naskah}`. */
  readonly unfilled: readonly string[];
}

/** Files whose findings are kept: what the bytes of a hash hold does not change, and a frame asks each second. */
const kept = 500;
const known = new Map<string, Promise<FileLook>>();

/**
 * Looks once into the file that is to be signed, in processes that are ended when they take too long. A file that they
 * cannot open tells nothing: whether it can be signed is another check's affair.
 */
export function lookIntoFile({
  scope,
  intent: { document_sha256: sha256 },
}: SigningFacts): Promise<FileLook> {
  const before = known.get(sha256);
  if (before) return before;
  const looking = scope.documents
    .open(scope.tenantId, sha256)
    .then(async (source) => {
      const oddities = await odditiesOf(source);
      const unfilled = oddities.braces ? await unfilledIn(source) : [];
      return { ...oddities, unfilled };
    })
    .catch((error: unknown) => {
      known.delete(sha256);
      throw error;
    });
  known.set(sha256, looking);
  for (const oldest of known.keys()) {
    if (known.size <= kept) break;
    known.delete(oldest);
  }
  return looking;
}

async function odditiesOf(source: ByteSource): Promise<Oddities> {
  try {
    return await odditiesInWorker(source);
  } catch (error) {
    if (error instanceof PdfRefusal) return { found: [], whole: false, braces: false };
    throw error;
  }
}

async function unfilledIn(source: ByteSource): Promise<string[]> {
  try {
    return [...new Set((await findUnfilled(source)).map(({ tag }) => tag))];
  } catch (error) {
    if (error instanceof PdfRefusal) return [];
    throw error;
  }
}
