import { type PdfObject, PdfDict, PdfName, PdfRef, PdfString } from '../core/objects.js';
import { type Comparison, requireOneReading } from './comparison.js';
import { SuspiciousChange } from './difference-reason.js';

const KEYS = new Set(['Type', 'S', 'P', 'K', 'Pg', 'ID', 'T', 'Lang', 'Alt']);
const OBJECT_KEYS = new Set(['Type', 'Obj', 'Pg']);
const MAX_DEPTH = 8;

/**
 * A structure element that came later must be about the widget of a signature that came later, and say nothing more:
 * it is made of new objects, and its leaves are references to such widgets (ISO 32000-1, 14.7.4.3).
 *
 * @param accepted Numbers of elements looked at, `true` when they passed: one hangs in the tree and in the parent tree.
 */
export async function acceptNewElement(
  comparison: Comparison,
  value: PdfObject,
  accepted: Map<number, boolean>,
  depth = 0,
): Promise<void> {
  if (depth > MAX_DEPTH) throw new SuspiciousChange('structure-changed', 'too deep');
  const { next } = comparison;
  if (value instanceof PdfRef) {
    if (accepted.get(value.number) === true) return;
    if (accepted.has(value.number)) throw new SuspiciousChange('structure-changed', 'an element in itself');
    accepted.set(value.number, false);
    if (!(await comparison.isNew(value)))
      throw new SuspiciousChange('structure-changed', 'an old object as new');
    comparison.claim(value, 'structure-tree');
  }
  const dict = await next.dict(value);
  if (!dict) throw new SuspiciousChange('structure-changed', 'no element');
  await acceptDict(comparison, dict, accepted, depth);
  if (value instanceof PdfRef) accepted.set(value.number, true);
}

async function acceptDict(
  comparison: Comparison,
  dict: PdfDict,
  accepted: Map<number, boolean>,
  depth: number,
): Promise<void> {
  const { next } = comparison;
  requireOneReading(dict, 'structure-changed');
  if (dict.name('Type') === 'OBJR') {
    requireWidget(comparison, dict);
    return;
  }
  for (const [key, entry] of dict.entries()) {
    if (!KEYS.has(key)) throw new SuspiciousChange('structure-changed', key);
    const isText = entry instanceof PdfString || entry instanceof PdfName;
    if (key !== 'K' && !isText && !(entry instanceof PdfRef))
      throw new SuspiciousChange('structure-changed', key);
  }
  const kids = await next.resolve(dict.get('K'));
  const list = Array.isArray(kids) ? kids : [dict.get('K') ?? null];
  if (Array.isArray(kids)) comparison.claim(dict.get('K'), 'structure-tree');
  if (list.length === 0) throw new SuspiciousChange('structure-changed', 'an element of nothing');
  for (const kid of list) await acceptNewElement(comparison, kid, accepted, depth + 1);
}

function requireWidget(comparison: Comparison, dict: PdfDict): void {
  const widget = dict.get('Obj');
  const isWidget = widget instanceof PdfRef && comparison.newWidgets.has(widget.number);
  if (!isWidget || [...dict.keys()].some((key) => !OBJECT_KEYS.has(key)))
    throw new SuspiciousChange('structure-changed', 'not about a signature');
}
