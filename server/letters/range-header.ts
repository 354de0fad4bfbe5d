/** A part of a file, `to` not included. `undefined`: the whole; `'unsatisfiable'`: there is no such part. */
export type AskedRange = { readonly from: number; readonly to: number } | 'unsatisfiable' | undefined;

/**
 * Reads a `Range` of one part (RFC 9110 §14.1.2). What it does not understand, or several parts, it ignores as the RFC
 * allows, and the whole file is the answer.
 *
 * @param size bytes of the file
 */
export function readRange(header: string | undefined, size: number): AskedRange {
  const [, first = '', last = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '') ?? [];
  if (first === '' && last === '') return undefined;
  if (first === '') {
    const length = Math.min(Number(last), size);
    return length === 0 ? 'unsatisfiable' : { from: size - length, to: size };
  }
  const from = Number(first);
  const to = last === '' ? size : Math.min(Number(last) + 1, size);
  if (last !== '' && Number(last) < from) return undefined;
  return from >= size ? 'unsatisfiable' : { from, to };
}
