import {
  dictOf,
  isInteger,
  type PdfDict,
  PdfName,
  type PdfObject,
  type PdfRef,
  PdfString,
} from '../core/objects.js';
import type { Comparison } from './comparison.js';
import { SuspiciousChange } from './difference-reason.js';
import { showsSomething } from './field-picture.js';
import { isSame } from './probe.js';
import { isDrawn } from './rectangle.js';
import { isTimestampValue } from './signature-entry.js';

/** A field, or a widget of one, in both revisions. */
export interface FieldPair {
  readonly before: PdfDict;
  readonly after: PdfDict;
  readonly ref: PdfRef | undefined;
  /** Full name; a widget has its field's. */
  readonly name: string;
  readonly type: string | undefined;
  readonly flags: number;
  /** What it holds, be it its own or a value from above, in the old revision and in the new. */
  readonly values: readonly [FieldValue | undefined, FieldValue | undefined];
}

export interface FieldValue {
  readonly value: PdfObject;
  /** The object that the value is, or lies in directly. */
  readonly holder: string | undefined;
}

/** Bit 17: a button that is pressed and holds no value; its picture is decoration, so it cannot be "filled". */
const PUSH_BUTTON = 1 << 16;

const STRUCTURE = ['Kids', 'Parent'];
const SIGNING = ['V', 'AP', 'AS', 'M', 'F', 'DA', 'Q', 'MK', 'Type'];
/** A box that is ticked shows another of the pictures that it brought along. */
const TICKING = ['V', 'AS', 'M'];
const FILLING = ['V', 'AP', 'AS', 'RV', 'I', 'TI', 'M', 'DA', 'Q', 'Type'];
/** Bit 1: the field takes no more input. */
const READ_ONLY = 1;

/**
 * What may change in a field that was there before: an empty signature field may be signed, a field for people may
 * be filled, and nothing else. A signed field is as frozen as the page.
 */
export async function compareField(
  comparison: Comparison,
  field: FieldPair,
  signed: ReadonlySet<string>,
): Promise<void> {
  const { before, after } = field;
  const open = await openKeys(comparison, field, signed);
  const reason = field.type === 'Sig' && isSigned(field) ? 'signed-field-changed' : 'field-changed';
  const isClosed = await becomesReadOnly(comparison, field);
  const excepted = new Set([...STRUCTURE, ...open, ...(isClosed ? ['Ff'] : [])]);
  await comparison.frozenBut(before, after, excepted, reason);
  await comparison.frozen(before.get('Parent'), after.get('Parent'), reason);
  await requireKids(comparison, field);
  requireType(field);

  if (isClosed) comparison.raise('filling');
  const changed = new Set<string>();
  for (const key of open) {
    if (!(await isSame(comparison, before.get(key), after.get(key)))) changed.add(key);
  }
  if (changed.size === 0) return;

  const value = await comparison.next.resolve(after.get('V'));
  const isTimestamp = field.type === 'Sig' && isTimestampValue(dictOf(value));
  const isDrawnNow = changed.has('AP') && (await isDrawn(comparison.next, after));
  comparison.raise(isTimestamp && !isDrawnNow ? 'long-term' : 'filling');
  comparison.filled.push(field.name);
  const rule = isTimestamp ? 'document-timestamp' : field.type === 'Sig' ? 'signature-filled' : 'form-filled';
  comparison.claim(field.ref, rule);
  for (const key of changed) {
    comparison.replace(before.get(key), rule);
    await comparison.claimAll(after.get(key), rule);
  }
  if (field.type !== 'Sig') await requireFilling(comparison, field, changed);
  if (field.type !== 'Sig' && field.ref) comparison.newPictures.add(field.ref.number);
  // A field made earlier may come onto its page only now that it is signed.
  else if (field.ref) comparison.newWidgets.set(field.ref.number, { isSigned: true });
}

/** Signers close the fields that their signature locks (ISO 32000-1, table 233); that takes nothing from anybody. */
async function becomesReadOnly({ next }: Comparison, { after, flags }: FieldPair): Promise<boolean> {
  const now = await next.resolve(after.get('Ff'));
  return isInteger(now) && (flags & READ_ONLY) === 0 && now === (flags | READ_ONLY);
}

/** `/Type` may be added, as it is optional, and says that a widget is an annotation or nothing at all. */
function requireType({ before, after }: FieldPair): void {
  const type = after.name('Type');
  if (type === before.name('Type') || (type === 'Annot' && !before.has('Type'))) return;
  throw new SuspiciousChange('field-changed', 'Type');
}

/** The kids themselves were compared one by one; here, that they are kids, and that a field that had none stays one. */
async function requireKids({ next }: Comparison, { before, after }: FieldPair): Promise<void> {
  const kids = after.get('Kids');
  if (before.has('Kids') !== (kids !== undefined) || (kids !== undefined && !(await next.array(kids)))) {
    throw new SuspiciousChange('field-changed', 'kids');
  }
}

/**
 * A picture may change only together with its value, or else it would show what the field does not say. A value
 * that was there already is told apart from one that is filled in, as only a certification can allow the former.
 */
async function requireFilling(
  comparison: Comparison,
  field: FieldPair,
  changed: ReadonlySet<string>,
): Promise<void> {
  const [before, after] = field.values;
  const valueChanged = changed.has('V') || !(await isSame(comparison, before?.value, after?.value));
  if (!valueChanged) throw new SuspiciousChange('field-changed', 'picture without value');

  for (const value of [before?.value, field.before.get('V')]) {
    if (!isEmptyValue(await comparison.old.resolve(value))) comparison.overwritten.push(field.name);
  }
  // What a field shows counts as its value, as nobody who signs sees more of it.
  if (changed.has('AP') && (await showsSomething(comparison.old, field.before)))
    comparison.overwritten.push(field.name);
}

function isEmptyValue(value: PdfObject): boolean {
  if (value instanceof PdfString) return value.bytes.length === 0;
  return value === null || (value instanceof PdfName && (value.text === 'Off' || value.text === ''));
}

async function openKeys(
  comparison: Comparison,
  field: FieldPair,
  signed: ReadonlySet<string>,
): Promise<readonly string[]> {
  const { type, flags } = field;
  switch (type) {
    case 'Sig':
      return !isSigned(field) && (await becomesSigned(comparison, field, signed)) ? SIGNING : [];
    case 'Tx':
    case 'Ch':
      return FILLING;
    case 'Btn':
      return (flags & PUSH_BUTTON) === 0 ? TICKING : [];
    default:
      return [];
  }
}

function isSigned({ before, values }: FieldPair): boolean {
  return before.has('V') || values[0] !== undefined;
}

/** Only what is judged as a signature opens a field. */
async function becomesSigned(
  { next }: Comparison,
  { after, values }: FieldPair,
  signed: ReadonlySet<string>,
): Promise<boolean> {
  const value = await next.dict(values[1]?.value);
  const isListed = values[1]?.holder !== undefined && signed.has(values[1].holder);
  const isOdd = value ? !value.has('ByteRange') || !isListed : after.has('V');
  if (isOdd) throw new SuspiciousChange('field-changed', 'a value that is no signature');
  return value !== undefined;
}
