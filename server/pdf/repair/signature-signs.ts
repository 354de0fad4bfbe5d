import { PdfDict, PdfName, PdfRef, type PdfObject } from '../core/objects.js';
import type { FoundObject } from './scan-objects.js';

/**
 * Whether anything in the file looks like a signature, in force or not. A repair would put an end to it, and might
 * bring back a text that it no longer covers, so one sign is enough.
 */
export function bearsSignature(bytes: Buffer, objects: ReadonlyMap<number, FoundObject>): boolean {
  // Also where no object can be read any more.
  if (bytes.includes('/ByteRange', 0, 'latin1')) return true;
  for (const { value } of objects.values()) {
    for (const dict of dictsIn(value)) if (isSign(dict, objects)) return true;
  }
  return false;
}

function isSign(dict: PdfDict, objects: ReadonlyMap<number, FoundObject>): boolean {
  if (dict.has('ByteRange')) return true;
  const type = dict.name('Type');
  if (type === 'Sig' || type === 'DocTimeStamp') return true;
  const named = valueOf(dict.get('FT'), objects);
  return named instanceof PdfName && named.text === 'Sig' && (dict.has('V') || kidHasValue(dict, objects));
}

/** A kid may have the value while its parent has the type. */
function kidHasValue(field: PdfDict, objects: ReadonlyMap<number, FoundObject>): boolean {
  const kids = valueOf(field.get('Kids'), objects);
  if (!Array.isArray(kids)) return false;
  return kids.some((kid) => {
    const value = valueOf(kid, objects);
    return value instanceof PdfDict && (value.has('V') || value.has('Kids'));
  });
}

function valueOf(
  value: PdfObject | undefined,
  objects: ReadonlyMap<number, FoundObject>,
): PdfObject | undefined {
  return value instanceof PdfRef ? objects.get(value.number)?.value : value;
}

/** All dictionaries of one object; its depth was bounded when it was read. */
function* dictsIn(root: PdfObject): Generator<PdfDict> {
  const open: PdfObject[] = [root];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (Array.isArray(value)) for (const item of value) open.push(item);
    else if (value instanceof PdfDict) {
      yield value;
      for (const [, entry] of value.entries()) open.push(entry);
    }
  }
}
