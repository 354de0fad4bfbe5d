import { dictOf, type PdfObject, PdfDict, PdfName, PdfRef, PdfStream, PdfString } from '../core/objects.js';
import type { PdfDocument } from '../core/pdf-document.js';
import type { ChangeRule } from './change-rule.js';
import { type ChangeLevel, type DifferenceReason, SuspiciousChange } from './difference-reason.js';
import { type ReferenceIndex, reachesBeyond } from './reference-index.js';

type Pair = readonly [PdfObject, PdfObject, DifferenceReason];

const PIECE = 1024 * 1024;

/**
 * Two neighbouring revisions of one file, and what is known of their difference so far.
 *
 * The rules of `difference-*.ts` walk both revisions side by side from the trailer. Where a rule allows a change,
 * it does not walk on; all else is `frozen`, to its last leaf. So an object that changed lawfully as seen from one
 * place, and is used in another as well, is found there and held suspicious.
 */
export class Comparison {
  level: ChangeLevel = 'none';
  readonly filled: string[] = [];
  readonly overwritten: string[] = [];
  /**
   * Objects that have a place in the document's skeleton (catalog, page nodes, pages, fields, widgets) and are
   * compared there, once, by their own rule: old number to new number. A frozen walk stops at them, since nearly
   * everything points back at its page.
   */
  readonly skeleton = new Map<number, number>();
  /** Widgets of signature fields that this revision added: what may be appended to a page's annotations. */
  readonly newWidgets = new Map<number, { readonly isSigned: boolean }>();
  /** Older widgets whose field was filled, so that they may show another picture. */
  readonly newPictures = new Set<number>();
  /** Numbers of objects that changed, with the rule that lets each pass. */
  readonly claims = new Map<number, ChangeRule>();
  /** Values of the old revision that a rule allowed to be replaced, with that rule. */
  readonly replaced: { readonly value: PdfObject; readonly rule: ChangeRule }[] = [];
  /** What stands where a part of the skeleton should and is none. Some readers take it for one all the same. */
  readonly #setAside: Pair[] = [];
  readonly #seen = new Set<string>();
  #leading: ReadonlySet<number> | undefined;

  constructor(
    readonly old: PdfDocument,
    readonly next: PdfDocument,
    /** Numbers of all objects that lie elsewhere than before. */
    readonly touched: ReadonlySet<number>,
    private readonly references: ReferenceIndex,
  ) {}

  /** A comparison of the same revisions that has seen nothing yet and holds no judgement. */
  probe(): Comparison {
    const probe = new Comparison(this.old, this.next, this.touched, this.references);
    for (const [was, is] of this.skeleton) probe.skeleton.set(was, is);
    probe.#leading = this.leading;
    return probe;
  }

  /**
   * Objects from which a change can be reached otherwise than through the skeleton. All others are as they were,
   * with all that hangs on them.
   */
  get leading(): ReadonlySet<number> {
    const isStop = (number: number) => this.skeleton.get(number) === number;
    this.#leading ??= this.references.leadingTo(this.touched, isStop);
    return this.#leading;
  }

  /** Counts an object under a rule, if it changed. The first rule that asks has it. */
  claim(value: PdfObject | undefined, rule: ChangeRule): void {
    if (!(value instanceof PdfRef) || !this.changed(value.number) || this.claims.has(value.number)) return;
    this.claims.set(value.number, rule);
  }

  /** Counts under a rule what changed among all that hangs on a value of the new revision, up to the skeleton. */
  async claimAll(value: PdfObject | undefined, rule: ChangeRule): Promise<void> {
    await this.claimFrom(this.next, value, rule);
  }

  /** A rule lets this value of the old revision be replaced, and what hung on it alone may go with it. */
  replace(value: PdfObject | undefined, rule: ChangeRule): void {
    if (value !== undefined) this.replaced.push({ value, rule });
  }

  /** Counts what was overwritten or freed among the values that rules let go. */
  async claimReplaced(): Promise<void> {
    for (const { value, rule } of this.replaced) await this.claimFrom(this.old, value, rule);
  }

  private async claimFrom(pdf: PdfDocument, from: PdfObject | undefined, rule: ChangeRule): Promise<void> {
    const visited = new Set<number>();
    const open: PdfObject[] = [from ?? null];
    for (let value = open.pop(); value !== undefined; value = open.pop()) {
      if (value instanceof PdfRef) {
        const { number } = value;
        if (visited.has(number) || this.skeleton.has(number) || !this.leading.has(number)) continue;
        visited.add(number);
        this.claim(value, rule);
        open.push(await pdf.get(value));
      } else if (Array.isArray(value)) open.push(...value);
      else for (const [, entry] of dictOf(value)?.entries() ?? []) open.push(entry);
    }
  }

  raise(level: ChangeLevel): void {
    if (this.level !== 'filling') this.level = level;
  }

  /** Whether a number leads to other bytes than before, be it overwritten, freed, new, or in a changed container. */
  changed(number: number): boolean {
    return this.touched.has(number);
  }

  /** What a reference of the new revision leads to, given what its counterpart led to: read once if it is the same. */
  async dictAfter(
    before: PdfObject | undefined,
    after: PdfObject | undefined,
    was: PdfDict | undefined,
  ): Promise<PdfDict | undefined> {
    const isSame = before instanceof PdfRef && after instanceof PdfRef && before.key === after.key;
    return isSame && !this.changed(before.number) ? was : this.next.dict(after);
  }

  /** True if the number named nothing before. */
  async isNew(ref: PdfRef): Promise<boolean> {
    const before = this.old.entry(ref.number);
    return !before || before.is === 'free' || (await this.old.get(ref)) === null;
  }

  /** Marks an object as compared by a rule of its own. */
  place(before: PdfObject | undefined, after: PdfObject | undefined): void {
    if (before instanceof PdfRef && after instanceof PdfRef) this.skeleton.set(before.number, after.number);
  }

  /** For walks that lay out the skeleton: nothing may be compared yet. */
  setAside(before: PdfObject | undefined, after: PdfObject | undefined, reason: DifferenceReason): void {
    this.#setAside.push([before ?? null, after ?? null, reason]);
  }

  async frozenAside(): Promise<void> {
    for (const [before, after, reason] of this.#setAside) await this.frozen(before, after, reason);
  }

  /**
   * Nothing that can be reached from here may have changed. An object written anew with the same content has not,
   * even under another number.
   *
   * @throws {SuspiciousChange} with the reason given
   */
  async frozen(
    before: PdfObject | undefined,
    after: PdfObject | undefined,
    reason: DifferenceReason,
  ): Promise<void> {
    const open: Pair[] = [[before ?? null, after ?? null, reason]];
    for (let pair = open.pop(); pair; pair = open.pop()) await this.step(pair, open);
  }

  /** As `frozen` for two dictionaries, but for the keys that the caller compares itself. */
  async frozenBut(
    before: PdfDict,
    after: PdfDict,
    excepted: ReadonlySet<string>,
    reason: DifferenceReason,
  ): Promise<void> {
    if (before !== after) requireOneReading(after, reason);
    for (const key of new Set([...before.keys(), ...after.keys()])) {
      if (!excepted.has(key)) await this.frozen(before.get(key), after.get(key), reason);
    }
  }

  private async step([before, after, reason]: Pair, open: Pair[]): Promise<void> {
    if (before instanceof PdfRef && after instanceof PdfRef) {
      const isPlaced = this.skeleton.get(before.number) === after.number;
      if (isPlaced && isLive(this.old, before) && isLive(this.next, after)) return;
      if (before.key === after.key && !this.leading.has(before.number)) return;
      const key = `${before.key}/${after.key}`;
      if (this.#seen.has(key)) return;
      this.#seen.add(key);
      requireGeneration(this, after, reason);
      const value = await this.old.get(before);
      const same = before.key === after.key && !this.changed(before.number);
      open.push([value, same ? value : await this.next.get(after), reason]);
    } else if (before instanceof PdfRef || after instanceof PdfRef) {
      if (after instanceof PdfRef) requireGeneration(this, after, reason);
      open.push([await this.old.resolve(before), await this.next.resolve(after), reason]);
    } else if (before instanceof PdfStream && after instanceof PdfStream) {
      if (before !== after) await this.sameBytes(before, after);
      else if (await reachesBeyond(this.old, before)) throw new SuspiciousChange('stream-changed', 'goes on');
      pushEntries(before.dict, after.dict, before === after ? reason : 'stream-changed', open);
    } else if (before instanceof PdfDict && after instanceof PdfDict) {
      pushEntries(before, after, reason, open);
    } else if (Array.isArray(before) && Array.isArray(after)) {
      if (before.length !== after.length) throw new SuspiciousChange(reason, 'array length');
      for (const [index, item] of before.entries()) pushPair(item, after[index] ?? null, reason, open);
    } else if (!sameScalar(before, after)) {
      throw new SuspiciousChange(reason, 'value');
    }
  }

  private async sameBytes(before: PdfStream, after: PdfStream): Promise<void> {
    const was = await this.old.extent(before);
    const is = await this.next.extent(after);
    if (was.length !== is.length) throw new SuspiciousChange('stream-changed', 'length');
    if (was.start === is.start) return;
    for (let at = 0; at < was.length; at += PIECE) {
      const length = Math.min(PIECE, was.length - at);
      const one = await this.old.read(was.start + at, length);
      const other = await this.next.read(is.start + at, length);
      if (!Buffer.from(one).equals(other)) throw new SuspiciousChange('stream-changed', 'bytes');
    }
  }
}

/** A reference of another generation leads to nothing, so it does not stand for the object of its number. */
function isLive(pdf: PdfDocument, ref: PdfRef): boolean {
  const entry = pdf.entry(ref.number);
  return entry?.is === 'at' ? entry.generation === ref.generation : ref.generation === 0;
}

/** A reference of another generation leads to nothing with us, and to the object of its number with some readers. */
function requireGeneration({ next, touched }: Comparison, after: PdfRef, reason: DifferenceReason): void {
  const entry = next.entry(after.number);
  const isUsed = entry !== undefined && entry.is !== 'free';
  if (isUsed && touched.has(after.number) && !isLive(next, after))
    throw new SuspiciousChange(reason, 'another generation');
}

/**
 * Of a key that stands twice some readers take the first and some the last, so that they see different files; so with
 * numbers that are none.
 */
export function requireOneReading(dict: PdfDict, reason: DifferenceReason): void {
  if (dict.ambiguous) throw new SuspiciousChange(reason, 'can be read in two ways');
}

function pushEntries(before: PdfDict, after: PdfDict, reason: DifferenceReason, open: Pair[]): void {
  if (before !== after) requireOneReading(after, reason);
  for (const [key, value] of before.entries()) pushPair(value, after.get(key) ?? null, reason, open);
  if (before === after) return;
  for (const key of after.keys()) {
    if (!before.has(key)) pushPair(null, after.get(key) ?? null, reason, open);
  }
}

/** Scalars are compared at once: most of a file is scalars. */
function pushPair(before: PdfObject, after: PdfObject, reason: DifferenceReason, open: Pair[]): void {
  if (typeof before === 'object' && before !== null) open.push([before, after, reason]);
  else if (typeof after === 'object' && after !== null) open.push([before, after, reason]);
  else if (before !== after) throw new SuspiciousChange(reason, 'value');
}

function sameScalar(before: PdfObject, after: PdfObject): boolean {
  if (before instanceof PdfName && after instanceof PdfName) return before.text === after.text;
  if (before instanceof PdfString && after instanceof PdfString)
    return Buffer.from(before.bytes).equals(after.bytes);
  return before === after;
}
