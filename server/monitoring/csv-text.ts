/** What a spreadsheet may take for a formula when a cell begins with it (OWASP, CSV Injection). */
const formula = /^[=+\-@\t\r]/;

/**
 * Rows as CSV (RFC 4180): commas, CRLF, quotes where they are needed. A byte order mark goes before, since without it
 * Excel reads UTF-8 as something else.
 *
 * A text that a spreadsheet would run gets an apostrophe before it; numbers are no text and stay as they are.
 */
export function csvText(rows: readonly (readonly (string | number)[])[]): string {
  return `\ufeff${rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('')}`;
}

function cell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const harmless = formula.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
