/**
 * JSON of a value on a page that may have polluted the prototypes.
 *
 * Prototype.js up to 1.6 gives arrays a `toJSON` that makes `JSON.stringify([1])` a string. Every array and object is
 * therefore copied with an own, empty `toJSON` that hides the inherited one.
 */
export function safeJson(value: unknown): string {
  return JSON.stringify(guarded(value));
}

function guarded(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const copy: object = Array.isArray(value)
    ? value.map(guarded)
    : Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, guarded(inner)]));
  return Object.defineProperty(copy, 'toJSON', { value: undefined });
}
