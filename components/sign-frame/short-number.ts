/**
 * What an office calls a letter by in speech: of "800.1.11.1/118/DISKOMINFO/2026" the 118. The whole number where no part
 * is plainly the ordinal; empty where there is no number yet.
 */
export function shortNumber(number: string): string {
  const parts = number.split('/');
  const ordinal = parts.find((part, at) => at > 0 && at < parts.length - 1 && /^\d{1,6}$/.test(part));
  return ordinal ?? (/^\d{1,6}$/.test(parts[0] ?? '') ? (parts[0] ?? '') : number);
}
