import { isInteger, type PdfObject, PdfDict, PdfName, PdfRef, PdfString } from '../core/objects.js';
import { overLimits } from '../core/pdf-refusal.js';
import { textOf } from '../core/pdf-text.js';
import { type Comparison, requireOneReading } from './comparison.js';
import { compareField, type FieldPair, type FieldValue } from './difference-field.js';
import { acceptNewField, type NewField } from './difference-new-field.js';
import { SuspiciousChange } from './difference-reason.js';

export interface FormPair {
  readonly before: PdfDict | undefined;
  readonly after: PdfDict | undefined;
  /** Of the old revision's form and of the new one's, as the catalogs have it. */
  readonly value: PdfObject | undefined;
  readonly ref: PdfObject | undefined;
  readonly fields: readonly FieldPair[];
  readonly added: readonly NewField[];
}

const FORM_RULES = new Set(['Fields', 'SigFlags', 'DR', 'DA', 'NeedAppearances']);
const NEW_FORM_KEYS = new Set(['Type', 'Fields', 'SigFlags', 'DR', 'DA', 'NeedAppearances']);

/** Walks both field trees side by side, pairing fields by their object. */
export async function placeForm(
  comparison: Comparison,
  before: PdfObject | undefined,
  after: PdfObject | undefined,
): Promise<FormPair> {
  const was = await comparison.old.dict(before);
  const is = await comparison.next.dict(after);
  if (was && is) comparison.place(before, after);
  const fields: FieldPair[] = [];
  const added: NewField[] = [];
  const open: Level[] = [
    {
      ...{ before: was?.get('Fields'), after: is?.get('Fields'), name: '', type: undefined, flags: 0 },
      values: [undefined, undefined],
      isTop: true,
    },
  ];
  for (let level = open.pop(); level; level = open.pop()) {
    if (fields.length > comparison.old.limits.maxFields) throw overLimits('too many fields');
    await placeLevel(comparison, level, fields, added, open);
  }
  return { before: was, after: is, value: before, ref: after, fields, added };
}

export async function compareForm(comparison: Comparison, form: FormPair): Promise<void> {
  const { before, after } = form;
  if (before && !after) throw new SuspiciousChange('form-changed', 'form removed');
  if (!before && !after) await comparison.frozen(form.value, form.ref, 'form-changed');
  if (before && after) await comparison.frozenBut(before, after, FORM_RULES, 'form-changed');
  if (!before && after) {
    requireOneReading(after, 'form-changed');
    for (const key of after.keys()) {
      if (!NEW_FORM_KEYS.has(key)) throw new SuspiciousChange('form-changed', 'form added');
    }
  }
  if (after) await compareFormKeys(comparison, before ?? new PdfDict(), after);
  comparison.claim(form.ref, 'form-dictionary');
  const names = new Set(form.fields.map(({ name }) => name));
  const signed = await signedHolders(comparison);
  for (const field of form.added) await acceptNewField(comparison, field, names, signed);
  for (const field of form.fields) await compareField(comparison, field, signed);
}

/** Objects that are, or hold, the signatures that the new revision is judged by. */
async function signedHolders({ next }: Comparison): Promise<ReadonlySet<string>> {
  const keys = new Set<string>();
  for (const { value, ref } of await next.signatureFields()) {
    const key = value instanceof PdfRef ? value.key : ref?.key;
    if (value !== undefined && key !== undefined) keys.add(key);
  }
  return keys;
}

interface Level {
  readonly before: PdfObject | undefined;
  readonly after: PdfObject | undefined;
  readonly name: string;
  readonly type: string | undefined;
  readonly flags: number;
  /** What the fields above hold, in the old revision and in the new. */
  readonly values: FieldPair['values'];
  readonly isTop: boolean;
}

async function placeLevel(
  comparison: Comparison,
  level: Level,
  fields: FieldPair[],
  added: NewField[],
  open: Level[],
): Promise<void> {
  const before = (await comparison.old.array(level.before)) ?? [];
  const after = (await comparison.next.array(level.after)) ?? [];
  const direct = (items: readonly PdfObject[]) => items.filter((item) => !(item instanceof PdfRef)).length;
  if (direct(after) !== direct(before))
    throw new SuspiciousChange('field-added', 'a field without an object');
  const remaining = new Map<number, PdfRef>();
  for (const item of after) {
    if (!(item instanceof PdfRef)) continue;
    if (remaining.has(item.number)) throw new SuspiciousChange('form-changed', 'field twice');
    remaining.set(item.number, item);
  }
  for (const [index, item] of before.entries()) {
    const twin = item instanceof PdfRef ? remaining.get(item.number) : after[index];
    if (twin === undefined) throw new SuspiciousChange('field-removed', 'field');
    if (item instanceof PdfRef) {
      remaining.delete(item.number);
      if (comparison.skeleton.has(item.number))
        throw new SuspiciousChange('form-changed', 'field in two places');
    }
    const was = await comparison.old.dict(item);
    const is = await comparison.dictAfter(item, twin, was);
    if (!was || !is) {
      if (was ?? is) throw new SuspiciousChange('field-removed', 'no field');
      comparison.setAside(item, twin, 'field-changed');
      continue;
    }
    comparison.place(item, twin);
    const ref = item instanceof PdfRef ? item : undefined;
    const pair: FieldPair = { ...(await describe(comparison, level, was, is, ref)), ref };
    fields.push(pair);
    const { name, type, flags, values } = pair;
    open.push({ before: was.get('Kids'), after: is.get('Kids'), name, type, flags, values, isTop: false });
  }
  comparison.claim(level.after, 'form-dictionary');
  if (level.before !== undefined) comparison.replace(level.before, 'form-dictionary');
  // A field that has kids of its own holds its value no more, but for them.
  if (remaining.size > 0 && level.values[0])
    throw new SuspiciousChange('signed-field-changed', 'a kid of a field that was filled');
  for (const ref of remaining.values()) added.push({ ref, parentName: level.name, parentType: level.type });
}

async function describe(
  comparison: Comparison,
  above: Level,
  was: PdfDict,
  is: PdfDict,
  ref: PdfRef | undefined,
): Promise<Omit<FieldPair, 'ref'>> {
  const part = await comparison.old.resolve(was.get('T'));
  const type = await comparison.old.resolve(was.get('FT'));
  const flags = await comparison.old.resolve(was.get('Ff'));
  const own = part instanceof PdfString ? textOf(part) : undefined;
  return {
    before: was,
    after: is,
    name: own === undefined ? above.name : above.name === '' ? own : `${above.name}.${own}`,
    type: type instanceof PdfName ? type.text : above.type,
    flags: isInteger(flags) ? flags : above.flags,
    values: [valueOf(was, above.isTop, above.values[0], ref), valueOf(is, above.isTop, above.values[1], ref)],
  };
}

/** A kid without a name is a widget, which holds what its field holds, whatever it says itself. */
function valueOf(
  dict: PdfDict,
  isTop: boolean,
  above: FieldValue | undefined,
  ref: PdfRef | undefined,
): FieldValue | undefined {
  const value = dict.get('V');
  const isField = isTop || dict.has('T') || dict.has('Kids');
  if (!isField || value === undefined) return above;
  return { value, holder: value instanceof PdfRef ? value.key : ref?.key };
}

async function compareFormKeys(comparison: Comparison, before: PdfDict, after: PdfDict): Promise<void> {
  const flags = await comparison.next.resolve(after.get('SigFlags'));
  if (flags !== null && !isInteger(flags)) throw new SuspiciousChange('form-changed', 'SigFlags');

  // Viewers that draw fields anew need not show what was signed; switching that off is harmless.
  const draws = await comparison.next.resolve(after.get('NeedAppearances'));
  const drew = await comparison.old.resolve(before.get('NeedAppearances'));
  if (draws === true && drew !== true) throw new SuspiciousChange('form-changed', 'NeedAppearances');

  if (before.has('DA')) await comparison.frozen(before.get('DA'), after.get('DA'), 'form-changed');
  await compareResources(comparison, before.get('DR'), after.get('DR'));
}

/** Resources of the form may grow, two levels deep (categories and names), and lose or change nothing. */
async function compareResources(
  comparison: Comparison,
  before: PdfObject | undefined,
  after: PdfObject | undefined,
): Promise<void> {
  const was = await comparison.old.dict(before);
  const is = await comparison.next.dict(after);
  if (!was && !is) await comparison.frozen(before, after, 'form-changed');
  if (is) requireOneReading(is, 'form-changed');
  for (const [category, value] of was?.entries() ?? []) {
    const names = await comparison.old.dict(value);
    const newNames = await comparison.next.dict(is?.get(category));
    if (newNames) requireOneReading(newNames, 'form-changed');
    if (!names) await comparison.frozen(value, is?.get(category), 'form-changed');
    for (const [name, resource] of names?.entries() ?? []) {
      await comparison.frozen(resource, newNames?.get(name), 'form-changed');
    }
  }
  comparison.replace(before, 'form-dictionary');
  await comparison.claimAll(after, 'form-dictionary');
}
