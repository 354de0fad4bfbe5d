import type { PdfDict } from '../core/objects.js';
import type { PdfDocument } from '../core/pdf-document.js';
import { endsAsFilesDo } from './byte-range.js';
import type { RuleCount } from './change-rule.js';
import { compareRevisions } from './difference.js';
import type { Difference, DifferenceReason } from './difference-reason.js';
import { DrawnTotal } from './drawn-total.js';
import { breachOf, modificationRights } from './modification-rights.js';
import { ReferenceIndex } from './reference-index.js';
import { lengthAt, savedRevisions, type SavedRevision } from './revision-list.js';
import { touchedObjects } from './touched-objects.js';
import { lastUnlisted } from './unlisted-parts.js';
import type { RevisionReport } from './verification-report.js';

/** What happened to a document after one of its signatures. */
export interface LaterChanges {
  readonly changes: 'none' | 'permitted' | 'suspicious';
  readonly reason?: DifferenceReason;
}

/** What a signature covers: the revision that it made, opened alone, up to its end. */
export interface CoveredRevision {
  readonly signed: PdfDocument;
  readonly coverage: { readonly end: number };
}

/** Saves before the first signature that are compared at all: what they changed is told, and judged by nobody. */
const COMPARED_BEFORE = 8;

/** Compares neighbouring revisions, each pair once for all signatures of a file. */
export class History {
  readonly #differences = new Map<number, Promise<Difference>>();
  readonly #revisions = new Map<number, PdfDocument>();
  readonly #breaches = new Map<number, DifferenceReason>();
  #references: Promise<ReferenceIndex> | undefined;
  readonly saves: readonly SavedRevision[];
  /** By section: where the file ended for the earliest signature that covers it. */
  readonly #ends: readonly number[];
  readonly #covered: readonly number[];
  #unlisted: Promise<number> | undefined;

  constructor(
    private readonly pdf: PdfDocument,
    covered: readonly CoveredRevision[],
  ) {
    this.saves = savedRevisions(pdf);
    this.#covered = covered.map(({ coverage }) => coverage.end);
    const ends = new Map<number, number>();
    for (const { signed, coverage } of covered)
      ends.set(signed.startXref, Math.min(coverage.end, ends.get(signed.startXref) ?? pdf.size));
    let end = pdf.size;
    this.#ends = pdf.sections.map(({ offset }) => (end = Math.min(end, ends.get(offset) ?? end)));
  }

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
    if (!(await endsAsFilesDo(this.pdf, this.pdf.size)))
      return { changes: 'suspicious', reason: 'bytes-appended' };

    const rights = await modificationRights(signed, value);
    const total = new DrawnTotal();
    let changes: LaterChanges['changes'] = 'none';
    for (let older = index; older > 0; older -= 1) {
      if ((sections[older - 1]?.offset ?? 0) < end)
        return { changes: 'suspicious', reason: 'history-rewritten' };
      const difference = await this.difference(older, older - 1);
      if (difference.suspicion) return { changes: 'suspicious', reason: difference.suspicion };
      const covers = total.covers(difference.drawn) ? 'signature-covers-content' : undefined;
      const breach = breachOf(rights, difference) ?? covers;
      if (breach) {
        this.#breaches.set(older - 1, breach);
        return { changes: 'suspicious', reason: breach };
      }
      if (difference.level !== 'none') changes = 'permitted';
    }
    if ((await this.unlisted()) >= end) return { changes: 'suspicious', reason: 'history-rewritten' };
    return { changes };
  }

  /** Number of the save that a signature covers; 0 if the chain of the whole file does not have it. */
  revisionOf(signed: PdfDocument): number {
    const index = this.pdf.sections.findIndex(({ offset }) => offset === signed.startXref);
    return this.saves.find(({ section }) => section === index)?.revision ?? 0;
  }

  /** @param firstSigned Number of the first save that a signature covers; undefined where nobody signed. */
  async report(firstSigned: number | undefined): Promise<RevisionReport[]> {
    const reports: RevisionReport[] = [];
    for (const [index, save] of this.saves.entries()) {
      const older = this.saves[index - 1];
      const bytes = await lengthAt(this.pdf, this.saves, index);
      const told = older ? await this.tell(older, save, firstSigned) : { changes: [] };
      reports.push({ revision: save.revision, bytes, ...told });
    }
    return reports;
  }

  private async tell(
    older: SavedRevision,
    save: SavedRevision,
    firstSigned: number | undefined,
  ): Promise<Pick<RevisionReport, 'changes' | 'suspicion'>> {
    const isBefore = firstSigned === undefined || save.revision <= firstSigned;
    if (isBefore && save.revision <= (firstSigned ?? Infinity) - COMPARED_BEFORE) {
      const touched = await touchedObjects(this.revision(older.section), this.revision(save.section), false);
      return { changes: beforeSigning(touched.size) };
    }
    const { changes, suspicion, touched } = await this.difference(older.section, save.section);
    if (isBefore) return { changes: suspicion ? beforeSigning(touched) : changes };
    const reason = suspicion ?? this.#breaches.get(save.section);
    return { changes, ...(reason && { suspicion: reason }) };
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

  private unlisted(): Promise<number> {
    this.#unlisted ??= lastUnlisted(this.pdf, Math.min(...this.#covered));
    return this.#unlisted;
  }

  /** What the newer of two neighbouring revisions changed. */
  private difference(older: number, newer: number): Promise<Difference> {
    const known = this.#differences.get(newer) ?? this.compare(older, newer);
    this.#differences.set(newer, known);
    return known;
  }

  private async compare(older: number, newer: number): Promise<Difference> {
    this.#references ??= ReferenceIndex.build(this.pdf, (section) => this.revision(section));
    return compareRevisions(this.revision(older), this.revision(newer), await this.#references);
  }

  private revision(index: number): PdfDocument {
    const known =
      this.#revisions.get(index) ?? (index === 0 ? this.pdf : this.pdf.asOf(index, this.#ends[index]));
    this.#revisions.set(index, known);
    return known;
  }
}

function beforeSigning(objects: number): RuleCount[] {
  return objects === 0 ? [] : [{ rule: 'before-signing', objects }];
}
