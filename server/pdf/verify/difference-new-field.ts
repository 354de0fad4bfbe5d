import { PdfDict, PdfName, type PdfObject, PdfRef, PdfString } from '../core/objects.js';
import { textOf } from '../core/pdf-text.js';
import { type Comparison, requireOneReading } from './comparison.js';
import { SuspiciousChange } from './difference-reason.js';
import { isDrawn, rectangleOf } from './rectangle.js';
import { isTimestampValue } from './signature-entry.js';

/** A field that the old revision had not. */
export interface NewField {
  readonly ref: PdfRef;
  readonly parentName: string;
  readonly parentType: string | undefined;
}

/** Things that act by themselves have no place in a signature field that comes later. */
const ACTIONS = ['A', 'AA'];
const MAX_DEPTH = 8;

/**
 * Only signature fields may come later, made of objects that nothing named before. One that is not signed must be
 * invisible on its page, or else anything could be painted in its name.
 *
 * @param names Full names that are taken.
 * @param signed Objects that are, or hold, signatures that are judged.
 */
export async function acceptNewField(
  comparison: Comparison,
  field: NewField,
  names: Set<string>,
  signed: ReadonlySet<string>,
  depth = 0,
): Promise<void> {
  const { next } = comparison;
  const dict = await newDict(comparison, field.ref);
  const kind = await next.resolve(dict.get('FT'));
  const type = kind instanceof PdfName ? kind.text : field.parentType;
  const part = await next.resolve(dict.get('T'));
  const name = nameOf(field.parentName, part);
  if (names.has(name)) throw new SuspiciousChange('field-added', 'a name that another field has');
  names.add(name);
  const kids = (await next.array(dict.get('Kids'))) ?? [];

  const widgets: PdfRef[] = [];
  for (const kid of kids) {
    if (!(kid instanceof PdfRef)) throw new SuspiciousChange('field-added', 'direct kid');
    const kidDict = await newDict(comparison, kid);
    if (!kidDict.has('T') && !kidDict.has('Kids')) widgets.push(kid);
    else if (depth >= MAX_DEPTH) throw new SuspiciousChange('field-added', 'too deep');
    else {
      const next = { ref: kid, parentName: name, parentType: type };
      await acceptNewField(comparison, next, names, signed, depth + 1);
    }
  }
  if (kids.length > 0 && widgets.length === 0) {
    comparison.claim(field.ref, 'signature-field-added');
    return;
  }
  if (type !== 'Sig') throw new SuspiciousChange('field-added', 'not for a signature');

  const raw = dict.get('V');
  const value = await next.dict(raw);
  // Beside kids that are fields, widgets have no field that anybody judges.
  if (value && !signed.has((raw instanceof PdfRef ? raw : field.ref).key))
    throw new SuspiciousChange('field-added', 'a value that is no signature');
  for (const ref of widgets.length > 0 ? widgets : [field.ref]) {
    await requireWidget(comparison, ref);
    comparison.newWidgets.set(ref.number, { isSigned: value !== undefined });
  }
  const isTimestamp = isTimestampValue(value);
  // A time-stamp that shows something is more than one: no certification of level 1 allows a picture.
  let isLongTerm = isTimestamp;
  for (const ref of widgets.length > 0 ? widgets : [field.ref])
    isLongTerm &&= !(await isDrawn(next, await next.dict(ref)));
  comparison.raise(isLongTerm ? 'long-term' : 'filling');
  if (value && !isLongTerm) comparison.filled.push(name);
  await comparison.claimAll(field.ref, isTimestamp ? 'document-timestamp' : 'signature-field-added');
}

/** A field that is no annotation has no rectangle; what has one and is no widget shows what no rule here knows. */
async function requireWidget(comparison: Comparison, ref: PdfRef): Promise<void> {
  const dict = await newDict(comparison, ref);
  const kind = await comparison.next.resolve(dict.get('Subtype'));
  const isWidget = kind instanceof PdfName && kind.text === 'Widget';
  if (!isWidget && (dict.has('Subtype') || dict.has('Rect')))
    throw new SuspiciousChange('field-added', 'not shown as a widget');
  if (dict.has('Rect') && !(await rectangleOf(comparison.next, dict.get('Rect'))))
    throw new SuspiciousChange('field-added', 'a place that is no rectangle');
}

/** Fields are told apart by their full names, whose parts are joined by full stops (ISO 32000-1, 12.7.3.2). */
function nameOf(parentName: string, part: PdfObject): string {
  const own = part instanceof PdfString ? textOf(part) : '';
  if (own === '' || own.includes('.')) throw new SuspiciousChange('field-added', 'without a name of its own');
  return parentName === '' ? own : `${parentName}.${own}`;
}

async function newDict(comparison: Comparison, ref: PdfRef): Promise<PdfDict> {
  const dict = await comparison.next.dict(ref);
  if (!dict || !(await comparison.isNew(ref))) throw new SuspiciousChange('field-added', 'not a new object');
  requireOneReading(dict, 'field-added');
  if (ACTIONS.some((key) => dict.has(key))) throw new SuspiciousChange('field-added', 'acts by itself');
  return dict;
}
