import { type PdfObject, PdfDict, PdfName, PdfRef, PdfString } from '../core/objects.js';
import { overLimits } from '../core/pdf-refusal.js';
import type { Comparison } from './comparison.js';
import { SuspiciousChange } from './difference-reason.js';
import { areaOf, overlapOf, type Rectangle, rectangleOf } from './rectangle.js';

interface NodePair {
  readonly before: PdfDict;
  readonly after: PdfDict;
  readonly isPage: boolean;
  /** Inherited, in the new revision. */
  readonly mediaBox: PdfObject | undefined;
}

/** A new signature's picture may take this part of its page… */
const MOST_OF_PAGE = 1 / 3;
/** …and this part of what an older annotation shows. */
const MOST_OF_OLDER = 1 / 2;

/** Order of the tab key, and iText's note that it was here: nothing of them is drawn. */
const PAGE_MARKS = ['Tabs', 'ITXT'];
const PAGE_RULES = new Set(['Annots', 'Kids', ...PAGE_MARKS]);

/** Walks both page trees side by side. @throws {SuspiciousChange} where they differ in shape */
export async function placePages(
  comparison: Comparison,
  before: PdfObject | undefined,
  after: PdfObject | undefined,
): Promise<NodePair[]> {
  const { limits } = comparison.old;
  const pairs: NodePair[] = [];
  const visited = new Set<string>();
  const open = [{ before, after, mediaBox: undefined as PdfObject | undefined, depth: 0 }];
  for (let node = open.pop(); node; node = open.pop()) {
    if (pairs.length > 2 * limits.maxPages || node.depth > limits.maxNesting)
      throw overLimits('too many pages');
    const was = await comparison.old.dict(node.before);
    const is = await comparison.next.dict(node.after);
    if (!was || !is) {
      if (was ?? is) throw new SuspiciousChange('page-added-or-removed', 'node');
      continue;
    }
    if (node.before instanceof PdfRef) {
      if (visited.has(node.before.key)) throw new SuspiciousChange('page-added-or-removed', 'node twice');
      visited.add(node.before.key);
    }
    comparison.place(node.before, node.after);
    const mediaBox = is.get('MediaBox') ?? node.mediaBox;
    const oldKids = await comparison.old.array(was.get('Kids'));
    const newKids = await comparison.next.array(is.get('Kids'));
    pairs.push({ before: was, after: is, isPage: !oldKids, mediaBox });
    if (oldKids?.length !== newKids?.length) throw new SuspiciousChange('page-added-or-removed', 'kids');
    const depth = node.depth + 1;
    oldKids?.forEach((kid, index) => open.push({ before: kid, after: newKids?.[index], mediaBox, depth }));
  }
  return pairs;
}

export async function comparePages(comparison: Comparison, pairs: readonly NodePair[]): Promise<void> {
  for (const pair of pairs) {
    await comparison.frozenBut(pair.before, pair.after, PAGE_RULES, 'page-changed');
    for (const key of PAGE_MARKS) requireMark(pair.after.get(key));
    if (pair.isPage) await compareAnnotations(comparison, pair);
  }
}

function requireMark(value: PdfObject | undefined): void {
  if (value === undefined || value instanceof PdfName || value instanceof PdfString) return;
  throw new SuspiciousChange('page-changed', 'a mark that is more than a word');
}

/** Old annotations stay, in their order; new ones are only the widgets of new signatures. */
async function compareAnnotations(comparison: Comparison, pair: NodePair): Promise<void> {
  const before = (await comparison.old.array(pair.before.get('Annots'))) ?? [];
  const after = (await comparison.next.array(pair.after.get('Annots'))) ?? [];
  const older: Rectangle[] = [];
  for (const [index, annotation] of before.entries()) {
    if (index >= after.length) throw new SuspiciousChange('annotation-removed', 'annotation');
    await comparison.frozen(annotation, after[index], 'annotation-removed');
    const dict = await comparison.next.dict(annotation);
    const shape = await rectangleOf(comparison.next, dict?.get('Rect'));
    // Pictures of signatures may lie on one another: who signed is told by the report, not by them.
    if (shape && dict?.name('FT') !== 'Sig') older.push(shape);
  }
  const page = await rectangleOf(comparison.next, pair.mediaBox);
  for (const annotation of after.slice(before.length)) {
    if (!(annotation instanceof PdfRef) || !comparison.newWidgets.has(annotation.number)) {
      throw new SuspiciousChange('annotation-added', 'annotation');
    }
    const shape = await rectangle(comparison, annotation);
    if (shape && areaOf(shape) > 0) requireModest(shape, page, older);
  }
}

/** A signature's picture is a page's content in all but name, so it may not hide what others have signed. */
function requireModest(shape: Rectangle, page: Rectangle | undefined, older: readonly Rectangle[]): void {
  const fillsPage = page !== undefined && overlapOf(shape, page) > MOST_OF_PAGE * areaOf(page);
  const hidesOlder = older.some(
    (old) => areaOf(old) > 0 && overlapOf(shape, old) > MOST_OF_OLDER * areaOf(old),
  );
  if (fillsPage || hidesOlder) throw new SuspiciousChange('signature-covers-content', 'appearance');
}

async function rectangle(comparison: Comparison, annotation: PdfObject): Promise<Rectangle | undefined> {
  const dict = await comparison.next.dict(annotation);
  return rectangleOf(comparison.next, dict?.get('Rect'));
}
