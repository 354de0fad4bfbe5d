import { isInteger, PdfDict, PdfName, type PdfObject, PdfRef } from '../core/objects.js';
import type { PdfDocument } from '../core/pdf-document.js';
import { overLimits } from '../core/pdf-refusal.js';
import type { Comparison } from './comparison.js';
import { acceptNewElement } from './difference-new-element.js';
import { SuspiciousChange } from './difference-reason.js';

/** The structure trees of two revisions of a tagged file (ISO 32000-1, 14.7). */
export interface StructurePair {
  readonly before: PdfDict | undefined;
  readonly after: PdfDict | undefined;
  readonly value: { readonly before: PdfObject | undefined; readonly after: PdfObject | undefined };
  /** Elements that were written anew. */
  readonly elements: readonly ElementPair[];
  /** Something of the tree was written anew, so that it is compared part by part. */
  readonly isOpen: boolean;
}

interface ElementPair {
  readonly before: PdfDict;
  readonly after: PdfDict;
  readonly ref: PdfRef;
}

const ROOT_RULES = new Set(['Type', 'K', 'ParentTree', 'ParentTreeNextKey', 'RoleMap']);
const ELEMENT_RULES = new Set(['K']);

/** Elements refer to their parents, so all of them lead to one that grew: each that changed has its own comparison. */
export async function placeStructure(
  comparison: Comparison,
  before: PdfDict,
  after: PdfDict,
): Promise<StructurePair> {
  const value = { before: before.get('StructTreeRoot'), after: after.get('StructTreeRoot') };
  const was = await comparison.old.dict(value.before);
  const is = await comparison.next.dict(value.after);
  const elements: ElementPair[] = [];
  if (!was || !is) return { before: was, after: is, value, elements, isOpen: false };
  let isOpen = !isSameRef(value.before, value.after);
  for (const number of comparison.touched) {
    const found = await oldValue(comparison, number);
    if (Array.isArray(found?.value)) isOpen = true;
    if (!(found?.value instanceof PdfDict)) continue;
    const { value: dict, ref } = found;
    if (dict === was || dict.has('Nums') || dict.has('Kids')) isOpen = true;
    const next = isElement(dict) ? await comparison.next.dict(ref) : undefined;
    if (next) elements.push({ before: dict, after: next, ref });
  }
  isOpen ||= elements.length > 0;
  if (isOpen) {
    comparison.place(value.before, value.after);
    // Nodes of the parent tree have no place: nothing but that tree leads to them, unless they serve as something else.
    for (const { ref } of elements) comparison.place(ref, ref);
  }
  return { before: was, after: is, value, elements, isOpen };
}

/** Only the elements of new signature widgets may be added; what was there says what it said. */
export async function compareStructure(comparison: Comparison, structure: StructurePair): Promise<void> {
  const { before, after, value, elements, isOpen } = structure;
  if (!before || !after || !isOpen) {
    await comparison.frozen(value.before, value.after, 'structure-changed');
    return;
  }
  const accepted = new Map<number, boolean>();
  await comparison.frozenBut(before, after, ROOT_RULES, 'structure-changed');
  await compareRoleMap(comparison, before.get('RoleMap'), after.get('RoleMap'));
  await requireNextKey(comparison, before, after);
  await compareKids(comparison, before.get('K'), after.get('K'), accepted);
  await compareParentTree(comparison, before, after, accepted);
  for (const element of elements) {
    await comparison.frozenBut(element.before, element.after, ELEMENT_RULES, 'structure-changed');
    await compareKids(comparison, element.before.get('K'), element.after.get('K'), accepted);
    comparison.claim(element.ref, 'structure-tree');
  }
  comparison.claim(value.after, 'structure-tree');
  comparison.replace(before.get('ParentTree'), 'structure-tree');
  for (const node of await parentNodes(comparison.next, after)) comparison.claim(node, 'structure-tree');
}

function isSameRef(before: PdfObject | undefined, after: PdfObject | undefined): boolean {
  return before instanceof PdfRef && after instanceof PdfRef && before.key === after.key;
}

async function oldValue(
  comparison: Comparison,
  number: number,
): Promise<{ ref: PdfRef; value: PdfObject } | undefined> {
  const entry = comparison.old.entry(number);
  if (!entry || entry.is === 'free') return undefined;
  const ref = new PdfRef(number, entry.is === 'at' ? entry.generation : 0);
  return { ref, value: await comparison.old.get(ref) };
}

/** `/Type` may be left out; no other kind of dictionary has both of these. */
function isElement(dict: PdfDict): boolean {
  const type = dict.name('Type');
  return type === 'StructElem' || (type === undefined && dict.get('S') instanceof PdfName && dict.has('P'));
}

async function compareRoleMap(
  comparison: Comparison,
  before: PdfObject | undefined,
  after: PdfObject | undefined,
): Promise<void> {
  // Some writers add an empty map.
  if (before === undefined && (await comparison.next.dict(after))?.size === 0) return;
  await comparison.frozen(before, after, 'structure-changed');
}

async function requireNextKey(comparison: Comparison, before: PdfDict, after: PdfDict): Promise<void> {
  const was = await comparison.old.resolve(before.get('ParentTreeNextKey'));
  const is = await comparison.next.resolve(after.get('ParentTreeNextKey'));
  if (is === was) return;
  if (!isInteger(is) || (isInteger(was) && is < was))
    throw new SuspiciousChange('structure-changed', 'next key');
}

/** One kid may stand alone or in an array; old kids stay in their order, and new ones are of new widgets. */
async function compareKids(
  comparison: Comparison,
  before: PdfObject | undefined,
  after: PdfObject | undefined,
  accepted: Map<number, boolean>,
): Promise<void> {
  const was = await kidsOf(comparison.old, before);
  const is = await kidsOf(comparison.next, after);
  if (is.length < was.length) throw new SuspiciousChange('structure-changed', 'element removed');
  for (const [index, kid] of was.entries()) await comparison.frozen(kid, is[index], 'structure-changed');
  for (const kid of is.slice(was.length)) await acceptNewElement(comparison, kid, accepted);
  comparison.replace(before, 'structure-tree');
  comparison.claim(after, 'structure-tree');
}

async function kidsOf(pdf: PdfDocument, value: PdfObject | undefined): Promise<PdfObject[]> {
  const kids = await pdf.resolve(value);
  if (Array.isArray(kids)) return kids;
  return value === undefined || kids === null ? [] : [value];
}

async function compareParentTree(
  comparison: Comparison,
  before: PdfDict,
  after: PdfDict,
  accepted: Map<number, boolean>,
): Promise<void> {
  const was = await parentEntries(comparison.old, before);
  const is = await parentEntries(comparison.next, after);
  for (const [key, value] of was) {
    if (!is.has(key)) throw new SuspiciousChange('structure-changed', 'parent removed');
    await comparison.frozen(value, is.get(key), 'structure-changed');
  }
  const widgets = await structureKeys(comparison);
  for (const [key, value] of is) {
    if (was.has(key)) continue;
    if (!widgets.has(key)) throw new SuspiciousChange('structure-changed', 'parent of something else');
    await acceptNewElement(comparison, value, accepted);
  }
}

/** What new widgets say is their key into the parent tree. */
async function structureKeys(comparison: Comparison): Promise<Set<number>> {
  const keys = new Set<number>();
  for (const number of comparison.newWidgets.keys()) {
    const key = await comparison.next.resolve(
      (await comparison.next.dict(new PdfRef(number)))?.get('StructParent'),
    );
    if (isInteger(key)) keys.add(key);
  }
  return keys;
}

/** A number tree (ISO 32000-1, 7.9.7), flat. */
async function parentEntries(pdf: PdfDocument, root: PdfDict): Promise<Map<number, PdfObject>> {
  const entries = new Map<number, PdfObject>();
  await walkParents(pdf, root, async (node) => {
    const numbers = (await pdf.array(node.get('Nums'))) ?? [];
    for (let index = 0; index + 1 < numbers.length; index += 2) {
      const key = await pdf.resolve(numbers[index]);
      if (!isInteger(key) || entries.has(key)) throw new SuspiciousChange('structure-changed', 'key twice');
      entries.set(key, numbers[index + 1] ?? null);
    }
  });
  return entries;
}

/** References to the nodes of the parent tree and to their arrays. */
async function parentNodes(pdf: PdfDocument, root: PdfDict | undefined): Promise<PdfRef[]> {
  const refs: PdfRef[] = [];
  if (!root) return refs;
  await walkParents(pdf, root, (node, ref) => {
    for (const value of [ref, node.get('Nums'), node.get('Kids')]) {
      if (value instanceof PdfRef) refs.push(value);
    }
  });
  return refs;
}

async function walkParents(
  pdf: PdfDocument,
  root: PdfDict,
  onNode: (node: PdfDict, ref: PdfObject | undefined) => void | Promise<void>,
): Promise<void> {
  const visited = new Set<number>();
  const open = [root.get('ParentTree')];
  for (let steps = 0; open.length > 0; steps += 1) {
    if (steps > pdf.limits.maxObjects) throw overLimits('a parent tree too large');
    const ref = open.pop();
    if (ref instanceof PdfRef) {
      if (visited.has(ref.number)) throw new SuspiciousChange('structure-changed', 'node twice');
      visited.add(ref.number);
    }
    const node = await pdf.dict(ref);
    if (!node) continue;
    await onNode(node, ref);
    open.push(...((await pdf.array(node.get('Kids'))) ?? []));
  }
}
