/** What a gateway's JSON holds is believed no further than its type. */
export type Fields = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object that a text is, or undefined: an answer that is called JSON may be none. */
export function jsonObject(text: string): Fields | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The first of these fields that is a text with something in it. */
export function textIn(fields: Fields | undefined, ...names: readonly string[]): string | undefined {
  const values = names.map((name) => fields?.[name]);
  return values.find((value): value is string => typeof value === 'string' && value.trim() !== '')?.trim();
}

/** The first of these fields that is a whole number, or a text of one. */
export function integerIn(fields: Fields | undefined, ...names: readonly string[]): number | undefined {
  for (const name of names) {
    const value = fields?.[name];
    if (typeof value === 'number' && Number.isSafeInteger(value)) return value;
    if (typeof value === 'string' && /^\s*\d{1,9}\s*$/.test(value)) return Number(value);
  }
  return undefined;
}

export function booleanIn(fields: Fields | undefined, name: string): boolean | undefined {
  const value = fields?.[name];
  return typeof value === 'boolean' ? value : undefined;
}

export function objectIn(fields: Fields | undefined, ...names: readonly string[]): Fields | undefined {
  return names.map((name) => fields?.[name]).find(isObject);
}

/** The objects of a list; other members are left out. */
export function objectsIn(fields: Fields | undefined, name: string): readonly Fields[] {
  const value = fields?.[name];
  return Array.isArray(value) ? value.filter(isObject) : [];
}
