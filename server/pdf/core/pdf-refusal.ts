/** Why a PDF is not read, changed or signed. Each has its own sentence on the screen. */
export type PdfRefusalCode =
  | 'pdf-empty'
  | 'not-a-pdf'
  | 'pdf-truncated'
  | 'pdf-damaged'
  | 'pdf-signed-damaged'
  | 'pdf-not-damaged'
  | 'pdf-encrypted'
  | 'pdf-over-limits'
  | 'pdf-certified-no-changes'
  | 'pdf-already-signed'
  | 'pdf-unsigned'
  | 'pdf-field-locked'
  | 'pdf-field-not-found'
  | 'pdf-field-signed'
  | 'seed-value-unmet'
  | 'pdf-page-not-found'
  | 'placement-outside-page'
  | 'appearance-does-not-fit'
  | 'character-not-in-font'
  | 'logo-unusable'
  | 'anchor-not-found'
  | 'anchor-ambiguous'
  | 'signature-too-large';

/**
 * A PDF that we do not take, with a code that callers translate. `detail` is for the log: it names
 * structure (an object number, an offset), never content.
 */
export class PdfRefusal extends Error {
  override readonly name = 'PdfRefusal';

  constructor(
    readonly code: PdfRefusalCode,
    readonly detail: string = code,
    options?: ErrorOptions,
  ) {
    super(`${code}: ${detail}`, options);
  }
}

/** The refusal for syntax or structure that a strict reader cannot follow. */
export function damaged(detail: string, cause?: unknown): PdfRefusal {
  return new PdfRefusal('pdf-damaged', detail, cause === undefined ? undefined : { cause });
}

/** The refusal for what would cost too much to read. */
export function overLimits(detail: string, cause?: unknown): PdfRefusal {
  return new PdfRefusal('pdf-over-limits', detail, cause === undefined ? undefined : { cause });
}
