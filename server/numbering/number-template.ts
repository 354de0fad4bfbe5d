/** Parts of a number that do not come from the register (domain.md §1.6). A template may use fewer. */
export interface NumberTokens {
  /** Security code: `B`, `T`, `R`, `SR`. */
  readonly keamanan?: string;
  readonly klasifikasi?: string;
  /** Short name of the unit. */
  readonly unit?: string;
  /** Short name of the kind. */
  readonly jenis?: string;
}

const roman = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X', 'XI', 'XII'];

/**
 * Fills a template such as `{klasifikasi}/{urut}/{unit}/{tahun}`.
 *
 * @param date local date of the number, `YYYY-MM-DD`
 * @param pad `{urut}` has at least so many digits
 * @throws Error for a token that the template wants and nobody gives: a wrong number must not go out
 */
export function fillTemplate(
  template: string,
  { ordinal, pad, date, tokens }: { ordinal: number; pad: number; date: string; tokens: NumberTokens },
): string {
  const values: Readonly<Record<string, string | undefined>> = {
    ...tokens,
    urut: String(ordinal).padStart(pad, '0'),
    bulanRomawi: roman[Number(date.slice(5, 7)) - 1],
    tahun: date.slice(0, 4),
  };
  return template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`A number's template wants {${name}}.`);
    return value;
  });
}
