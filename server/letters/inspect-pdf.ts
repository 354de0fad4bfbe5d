import type { ProblemCode } from '../contract/problems.js';
import {
  defaultLimits,
  inspectInWorker,
  PdfRefusal,
  type ByteSource,
  type FileFacts,
  type PdfLimits,
  type PdfRefusalCode,
} from '../pdf/index.js';
import { Problem } from '../platform/problem.js';

const refusals: Readonly<Partial<Record<PdfRefusalCode, ProblemCode>>> = {
  'pdf-empty': 'file-empty',
  'not-a-pdf': 'file-not-pdf',
  'pdf-truncated': 'file-truncated',
  'pdf-damaged': 'file-damaged',
  'pdf-encrypted': 'file-encrypted',
  'pdf-over-limits': 'file-over-limits',
};

/** What a letter needs no more than; a scan of 200 pages stays far below. */
const limits: PdfLimits = {
  ...defaultLimits,
  maxObjects: 500_000,
  maxPages: 5_000,
  maxDecodedBytes: 32 * 1024 * 1024,
  maxDecodedTotal: 128 * 1024 * 1024,
};

/**
 * Looks into a file before it is taken, so that what cannot be opened is refused here rather than on the desk of
 * whoever wants to read it. Nothing is repaired: a repaired file is another file, which the office does by saving it
 * anew.
 *
 * @throws {Problem} `file-empty`, `file-not-pdf`, `file-truncated`, `file-damaged`, `file-encrypted`,
 *   `file-over-limits`
 */
export async function inspectPdf(source: ByteSource): Promise<FileFacts> {
  try {
    return await inspectInWorker(source, limits);
  } catch (error) {
    const code = error instanceof PdfRefusal ? refusals[error.code] : undefined;
    if (!code) throw error;
    throw new Problem(code, {}, { cause: error });
  }
}
