import type { PdfLimits } from './limits.js';
import { isInteger, type PdfObject, PdfDict, PdfName, PdfRef, PdfString } from './objects.js';
import { damaged, overLimits } from './pdf-refusal.js';
import { textOf } from './pdf-text.js';

/** A terminal field of the form (ISO 32000-1, 12.7.3), with what it inherits. */
export interface FormField {
  /** Full name, partial names joined by dots. */
  readonly name: string;
  readonly ref: PdfRef | undefined;
  readonly dict: PdfDict;
  /** `Sig`, `Tx`, `Btn`, `Ch`. */
  readonly type: string | undefined;
  readonly flags: number;
  /** The value as it stands: for a signed signature field, a reference to its dictionary. */
  readonly value: PdfObject | undefined;
  /** Annotations that show the field: itself, where field and widget are merged, or its kids. */
  readonly widgets: readonly PdfRef[];
}

type Resolve = (value: PdfObject | undefined) => Promise<PdfObject>;
interface Node {
  readonly value: PdfObject;
  readonly name: string;
  readonly type: string | undefined;
  readonly flags: number;
  readonly fieldValue: PdfObject | undefined;
  readonly depth: number;
}

/**
 * All terminal fields, in the order of the form, found by walking the tree and never by searching bytes.
 *
 * @throws {PdfRefusal} `pdf-damaged` when a field stands twice in the tree, `pdf-over-limits`
 */
export async function formFields(form: PdfDict, resolve: Resolve, limits: PdfLimits): Promise<FormField[]> {
  const roots = await resolve(form.get('Fields'));
  if (!Array.isArray(roots)) return [];
  const above = { name: '', type: undefined, flags: 0, fieldValue: undefined, depth: 0 };
  const open: Node[] = roots.toReversed().map((value) => ({ ...above, value }));
  const visited = new Set<string>();
  const fields: FormField[] = [];

  for (let node = open.pop(); node; node = open.pop()) {
    if (visited.size + fields.length > limits.maxFields || open.length > limits.maxFields) {
      throw overLimits('too many fields');
    }
    const ref = node.value instanceof PdfRef ? node.value : undefined;
    if (ref) {
      if (visited.has(ref.key)) throw damaged(`field ${ref.key} stands twice in the form`);
      visited.add(ref.key);
    }
    const dict = await resolve(node.value);
    if (!(dict instanceof PdfDict)) continue;
    const own = await inherit(node, dict, resolve);
    const kids = await kidsOf(dict, resolve);
    if (kids.fields.length > 0) {
      if (node.depth >= limits.maxNesting) throw overLimits('form too deep');
      for (const value of kids.fields.toReversed()) open.push({ ...own, value, depth: node.depth + 1 });
      continue;
    }
    const widgets = kids.widgets.length > 0 ? kids.widgets : ref && dict.has('Rect') ? [ref] : [];
    fields.push({
      name: own.name,
      ref,
      dict,
      type: own.type,
      flags: own.flags,
      value: own.fieldValue,
      widgets,
    });
  }
  return fields;
}

async function inherit(node: Node, dict: PdfDict, resolve: Resolve): Promise<Omit<Node, 'value'>> {
  const part = await resolve(dict.get('T'));
  const type = await resolve(dict.get('FT'));
  const flags = await resolve(dict.get('Ff'));
  const name = part instanceof PdfString ? textOf(part) : undefined;
  return {
    name: name === undefined ? node.name : node.name === '' ? name : `${node.name}.${name}`,
    type: type instanceof PdfName ? type.text : node.type,
    flags: isInteger(flags) ? flags : node.flags,
    fieldValue: dict.get('V') ?? node.fieldValue,
    depth: node.depth,
  };
}

/** Kids with a name of their own are fields; those without are the widgets of this one. */
async function kidsOf(dict: PdfDict, resolve: Resolve): Promise<{ fields: PdfObject[]; widgets: PdfRef[] }> {
  const fields: PdfObject[] = [];
  const widgets: PdfRef[] = [];
  const kids = await resolve(dict.get('Kids'));
  for (const kid of Array.isArray(kids) ? kids : []) {
    const own = await resolve(kid);
    if (!(own instanceof PdfDict)) continue;
    if (own.has('T') || own.has('Kids')) fields.push(kid);
    else if (kid instanceof PdfRef) widgets.push(kid);
  }
  return { fields, widgets };
}
