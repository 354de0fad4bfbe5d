import { isInteger, type PdfObject, PdfDict, PdfName, PdfRef, PdfString } from '../core/objects.js';
import { overLimits } from '../core/pdf-refusal.js';
import type { Comparison } from './comparison.js';
import { SuspiciousChange } from './difference-reason.js';
import type { DrawnOnPage } from './drawn-total.js';
import { isSame } from './probe.js';
import { areaOf, overlapOf, partWithin, type Rectangle, rectangleOf, seenOf } from './rectangle.js';

interface NodePair {
  readonly before: PdfDict;
  readonly after: PdfDict;
  /** The node in the new revision, as its parent has it. */
  readonly ref: PdfObject | undefined;
  /** What the nodes above give it, in the old revision and in the new. */
  readonly above: readonly [Attributes, Attributes];
}

type Attributes = ReadonlyMap<string, PdfObject>;

/** The pictures of new signatures may take this part of their page in one revision, and in all what `DrawnTotal` lets… */
const MOST_OF_PAGE = 1 / 3;
/** …those of fields that waited for them, whose place the first signer saw, nearly all of it… */
const NEARLY_ALL = 4 / 5;
/** …and each this part of what an older annotation shows. */
const MOST_OF_OLDER = 1 / 2;

/** Order of the tab key, and iText's note that it was here: nothing of them is drawn. */
const PAGE_MARKS = ['Tabs', 'ITXT'];
/** What a page has from the nodes above it where it does not say otherwise (ISO 32000-1, table 30). */
const INHERITED = ['Resources', 'MediaBox', 'CropBox', 'Rotate'];
/** What a program keeps for itself on a page, and when it did (ISO 32000-1, 14.5): nothing of it is drawn. */
const PRIVATE = ['PieceInfo', 'LastModified'];
const PAGE_RULES = new Set(['Annots', 'Kids', 'StructParents', ...PAGE_MARKS, ...INHERITED, ...PRIVATE]);

/** Walks both page trees side by side. @throws {SuspiciousChange} where they differ in shape */
export async function placePages(
  comparison: Comparison,
  before: PdfObject | undefined,
  after: PdfObject | undefined,
): Promise<NodePair[]> {
  const { limits } = comparison.old;
  const pairs: NodePair[] = [];
  const visited = new Set<string>();
  const none: Attributes = new Map();
  const open = [{ before, after, above: [none, none] as const, depth: 0 }];
  for (let node = open.pop(); node; node = open.pop()) {
    if (pairs.length > 2 * limits.maxPages || node.depth > limits.maxNesting)
      throw overLimits('too many pages');
    const was = await comparison.old.dict(node.before);
    const is = await comparison.dictAfter(node.before, node.after, was);
    if (!was || !is) {
      if (was ?? is) throw new SuspiciousChange('page-added-or-removed', 'node');
      comparison.setAside(node.before, node.after, 'page-changed');
      continue;
    }
    if (node.before instanceof PdfRef) {
      if (visited.has(node.before.key)) throw new SuspiciousChange('page-added-or-removed', 'node twice');
      visited.add(node.before.key);
    }
    comparison.place(node.before, node.after);
    const oldKids = await comparison.old.array(was.get('Kids'));
    const newKids = await comparison.next.array(is.get('Kids'));
    pairs.push({ before: was, after: is, ref: node.after, above: node.above });
    if (oldKids?.length !== newKids?.length) throw new SuspiciousChange('page-added-or-removed', 'kids');
    const above = [withOwn(node.above[0], was), withOwn(node.above[1], is)] as const;
    const depth = node.depth + 1;
    oldKids?.forEach((kid, index) => open.push({ before: kid, after: newKids?.[index], above, depth }));
  }
  return pairs;
}

/** @returns the pictures of signatures that came onto pages */
export async function comparePages(
  comparison: Comparison,
  pairs: readonly NodePair[],
): Promise<DrawnOnPage[]> {
  const onPages = new Set<number>();
  const drawn: DrawnOnPage[] = [];
  for (const [page, pair] of pairs.entries()) {
    await comparison.frozenBut(pair.before, pair.after, PAGE_RULES, 'page-changed');
    for (const key of PAGE_MARKS) requireMark(pair.after.get(key));
    await compareStructParents(comparison, pair);
    await compareInherited(comparison, pair);
    await comparePrivate(comparison, pair);
    if (!(await comparison.old.array(pair.before.get('Kids'))))
      await comparison.frozen(pair.before.get('Kids'), pair.after.get('Kids'), 'page-changed');
    // Some readers take a page that has kids for a page all the same.
    const here = await compareAnnotations(comparison, pair, onPages);
    if (here.pictures.length > 0) drawn.push({ page, ...here });
  }
  for (const [number, { isSigned }] of comparison.newWidgets) {
    const dict = onPages.has(number) ? undefined : await comparison.next.dict(new PdfRef(number));
    const shape = await rectangleOf(comparison.next, dict?.get('Rect'));
    if (!isSigned && dict?.has('AP') && shape && areaOf(shape) > 0) {
      throw new SuspiciousChange('field-added', 'a picture on no page and without a signature');
    }
  }
  return drawn;
}

function withOwn(above: Attributes, node: PdfDict): Attributes {
  const own = INHERITED.flatMap((key) => {
    const value = node.get(key);
    return value === undefined ? [] : [[key, value] as const];
  });
  return own.length === 0 ? above : new Map([...above, ...own]);
}

/**
 * Some writers give a page as its own what it inherited, which changes nothing. A reference to nothing is not the same
 * as no entry: with some readers it takes away what is inherited.
 */
async function compareInherited(comparison: Comparison, { before, after, above }: NodePair): Promise<void> {
  for (const key of INHERITED) {
    const [was, is] = [before.get(key), after.get(key)];
    const isOwnInBoth = (was === undefined) === (is === undefined);
    await comparison.frozen(
      isOwnInBoth ? was : (was ?? above[0].get(key)),
      isOwnInBoth ? is : (is ?? above[1].get(key)),
      'page-changed',
    );
  }
}

async function comparePrivate(comparison: Comparison, { before, after, ref }: NodePair): Promise<void> {
  for (const key of PRIVATE) {
    if (await isSame(comparison, before.get(key), after.get(key))) continue;
    const value = await comparison.next.resolve(after.get(key));
    if (!(key === 'PieceInfo' ? value instanceof PdfDict : value instanceof PdfString))
      throw new SuspiciousChange('page-changed', key);
    comparison.claim(ref, 'metadata');
    comparison.replace(before.get(key), 'metadata');
    await comparison.claimAll(after.get(key), 'metadata');
    comparison.raise('filling');
  }
}

/** A key into the parent tree, whose entries have a rule of their own; a page that had one keeps it. */
async function compareStructParents(comparison: Comparison, { before, after }: NodePair): Promise<void> {
  const was = before.get('StructParents');
  const is = after.get('StructParents');
  if (was === undefined && isInteger(is)) return;
  await comparison.frozen(was, is, 'page-changed');
}

function requireMark(value: PdfObject | undefined): void {
  if (value === undefined || value instanceof PdfName || value instanceof PdfString) return;
  throw new SuspiciousChange('page-changed', 'a mark that is more than a word');
}

/** Old annotations stay, in their order; new ones are only the widgets of new signatures. */
async function compareAnnotations(
  comparison: Comparison,
  pair: NodePair,
  onPages: Set<number>,
): Promise<Omit<DrawnOnPage, 'page'>> {
  const lists = [
    await comparison.old.array(pair.before.get('Annots')),
    await comparison.next.array(pair.after.get('Annots')),
  ] as const;
  if (!lists[0] && !lists[1])
    await comparison.frozen(pair.before.get('Annots'), pair.after.get('Annots'), 'page-changed');
  const [before = [], after = []] = lists;
  const [sheet, crop] = [await boxOf(comparison, pair, 'MediaBox'), await boxOf(comparison, pair, 'CropBox')];
  const page = seenOf(sheet, crop);
  const pictures: Rectangle[] = [];
  if (before.length === 0 && after.length === 0) return { seen: page, pictures };
  const hasNew = after.length > before.length;
  const older: Rectangle[] = [];
  let awaited = 0;
  for (const [index, annotation] of before.entries()) {
    if (index >= after.length) throw new SuspiciousChange('annotation-removed', 'annotation');
    await comparison.frozen(annotation, after[index], 'annotation-removed');
    const isSignedNow = annotation instanceof PdfRef && comparison.newWidgets.has(annotation.number);
    const isFilledNow = annotation instanceof PdfRef && comparison.newPictures.has(annotation.number);
    if (!hasNew && !isSignedNow && !isFilledNow) continue;
    const dict = await comparison.next.dict(annotation);
    const shape = await rectangleOf(comparison.next, dict?.get('Rect'));
    // Pictures of signatures may lie on one another: who signed is told by the report, not by them.
    if (shape && dict?.name('FT') !== 'Sig') older.push(shape);
    if (!shape && dict?.has('Rect') && (isSignedNow || isFilledNow))
      throw new SuspiciousChange('field-changed', 'a place that is no rectangle');
    if (isSignedNow && shape) awaited += overlapOf(shape, page);
    if (isFilledNow && shape && overlapOf(shape, page) > NEARLY_ALL * areaOf(page))
      throw new SuspiciousChange('field-changed', 'a field as large as its page');
  }
  if (hasNew) comparison.claim(pair.ref, 'annotation-list');
  comparison.replace(pair.before.get('Annots'), 'annotation-list');
  comparison.claim(pair.after.get('Annots'), 'annotation-list');
  for (const annotation of after.slice(before.length)) {
    const widget = annotation instanceof PdfRef ? comparison.newWidgets.get(annotation.number) : undefined;
    if (!widget || !(annotation instanceof PdfRef))
      throw new SuspiciousChange('annotation-added', 'annotation');
    onPages.add(annotation.number);
    const dict = await comparison.next.dict(annotation);
    const shape = await rectangleOf(comparison.next, dict?.get('Rect'));
    // Readers that care for no crop see the whole sheet.
    if (!shape || areaOf(shape) === 0 || overlapOf(shape, seenOf(sheet, undefined)) === 0) continue;
    if (!widget.isSigned && dict?.has('AP'))
      throw new SuspiciousChange('field-added', 'visible without a signature');
    requireSeen(shape, older);
    const seen = partWithin(shape, page);
    if (seen) pictures.push(seen);
  }
  // All of one revision together, or many small ones would do what one large one may not.
  const whole = areaOf(page);
  const drawn = pictures.reduce((sum, each) => sum + areaOf(each), 0);
  if (drawn > MOST_OF_PAGE * whole || awaited > NEARLY_ALL * whole) {
    throw new SuspiciousChange('signature-covers-content', 'most of the page');
  }
  return { seen: page, pictures };
}

function boxOf(
  { next }: Comparison,
  { after, above }: NodePair,
  key: string,
): Promise<Rectangle | undefined> {
  return rectangleOf(next, after.get(key) ?? above[1].get(key));
}

/**
 * A signature's picture is a page's content in all but name, so it may not hide what older annotations show. That it
 * lies on lines of text is common and let pass: what is under it was there to be seen when the first one signed.
 */
function requireSeen(shape: Rectangle, older: readonly Rectangle[]): void {
  const hidesOlder = older.some(
    (old) => areaOf(old) > 0 && overlapOf(shape, old) > MOST_OF_OLDER * areaOf(old),
  );
  if (hidesOlder) throw new SuspiciousChange('signature-covers-content', 'an older annotation');
}
