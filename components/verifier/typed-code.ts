/** Crockford's base32: what looks alike is one. */
const alike: Readonly<Record<string, string>> = { O: '0', I: '1', L: '1' };

/**
 * The public code out of what a person typed or pasted: groups, lower case, look-alikes, or a whole address `…/v/<code>`.
 * Undefined when it cannot be a code.
 */
export function readTypedCode(typed: string): string | undefined {
  const text = /\/v\/([^/?#\s]+)/.exec(typed)?.[1] ?? typed;
  const code = text
    .toUpperCase()
    .replace(/[\s-]/g, '')
    .replace(/[OIL]/g, (letter) => alike[letter] ?? letter);
  return /^[0-9A-HJKMNP-TV-Z]{26}$/.test(code) ? code : undefined;
}

/** Groups of four, as on paper. */
export function groupCode(code: string): string {
  return code.replace(/(.{4})(?=.)/g, '$1 ');
}
