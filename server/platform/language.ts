import type { Language } from '../contract/problems.js';

/** The reader's language from `Accept-Language` (RFC 9110 §12.5.4): the better liked of the two, Indonesian by default. */
export function languageOf(acceptLanguage: string | undefined): Language {
  let best: { language: Language; liking: number } = { language: 'id', liking: 0 };
  for (const part of (acceptLanguage ?? '').slice(0, 200).split(',')) {
    const [range = '', ...params] = part.trim().toLowerCase().split(';');
    const primary = range.split('-')[0];
    const language = primary === 'id' || primary === 'in' ? 'id' : primary === 'en' ? 'en' : undefined;
    const weight = params.map((param) => /^\s*q=([\d.]+)$/.exec(param)?.[1]).find((q) => q !== undefined);
    const liking = weight === undefined ? 1 : Number(weight);
    if (language && liking > best.liking) best = { language, liking };
  }
  return best.language;
}
