import type { PdfDict } from '../core/objects.js';
import type { PdfDocument } from '../core/pdf-document.js';
import { endsAtEof } from './byte-range.js';
import { compareRevisions } from './difference.js';
import type { Difference, DifferenceReason } from './difference-reason.js';
import { breachOf, modificationRights } from './modification-rights.js';

/** What happened to a document after one of its signatures. */
export interface LaterChanges {
  readonly changes: 'none' | 'permitted' | 'suspicious';
  readonly reason?: DifferenceReason;
}

/** Compares neighbouring revisions, each pair once for all signatures of a file. */
export class History {
  readonly #differences = new Map<number, Promise<Difference>>();
  readonly #revisions = new Map<number, PdfDocument>();

  constructor(private readonly pdf: PdfDocument) {}

  /**
   * @param signed The revision that the signature covers, opened alone.
   * @param end Offset after the last byte covered.
   */
  async after(signed: PdfDocument, end: number, value: PdfDict): Promise<LaterChanges> {
    const { sections } = this.pdf;
    const index = sections.findIndex(({ offset }) => offset === signed.startXref);
    const rest = sections.slice(index);
    const isSuffix =
      index >= 0 &&
      rest.length === signed.sections.length &&
      rest.every(({ offset }, at) => offset === signed.sections[at]?.offset);
    if (!isSuffix) return { changes: 'suspicious', reason: 'history-rewritten' };
    if (index === 0) return this.bytesAfter(end);
    if (!(await endsAtEof(this.pdf, this.pdf.size)))
      return { changes: 'suspicious', reason: 'bytes-appended' };

    const rights = await modificationRights(signed, value);
    let changes: LaterChanges['changes'] = 'none';
    for (let older = index; older > 0; older -= 1) {
      if ((sections[older - 1]?.offset ?? 0) < end)
        return { changes: 'suspicious', reason: 'history-rewritten' };
      const difference = await this.difference(older);
      if (difference.suspicion) return { changes: 'suspicious', reason: difference.suspicion };
      const breach = breachOf(rights, difference);
      if (breach) return { changes: 'suspicious', reason: breach };
      if (difference.level !== 'none') changes = 'permitted';
    }
    return { changes };
  }

  /** Bytes that belong to no revision are nothing's business in a signed file, unless they are white space. */
  private async bytesAfter(end: number): Promise<LaterChanges> {
    for (let at = end; at < this.pdf.size; at += 65_536) {
      const bytes = await this.pdf.read(at, 65_536);
      if (
        bytes.some(
          (code) => code !== 0 && code !== 9 && code !== 10 && code !== 12 && code !== 13 && code !== 32,
        )
      ) {
        return { changes: 'suspicious', reason: 'bytes-appended' };
      }
    }
    return { changes: 'none' };
  }

  /** What the revision newer than `older` changed. */
  private difference(older: number): Promise<Difference> {
    const known =
      this.#differences.get(older) ?? compareRevisions(this.revision(older), this.revision(older - 1));
    this.#differences.set(older, known);
    return known;
  }

  private revision(index: number): PdfDocument {
    const known = this.#revisions.get(index) ?? (index === 0 ? this.pdf : this.pdf.asOf(index));
    this.#revisions.set(index, known);
    return known;
  }
}
