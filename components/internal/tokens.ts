/**
 * Every colour of Noken in both themes: name → [light, dark]. Text on its surface has a contrast of 4.5 or more,
 * edges and controls 3 or more (WCAG 2.x); `test/components/tokens.test.ts` keeps that true.
 *
 * A page sets `--noken-<name>`; the style sheets of the elements read `--n-<name>`.
 */
export const tokens = {
  bg: ['#ffffff', '#1b1d1f'],
  'bg-sunken': ['#f4f5f6', '#131516'],
  'bg-hover': ['#edeff1', '#26292c'],
  'bg-selected': ['#e7f0f8', '#1e3040'],
  line: ['#d9dde0', '#363b3f'],
  'line-strong': ['#81888e', '#7f878e'],
  text: ['#1a1d1f', '#e8eaec'],
  'text-2': ['#545b61', '#a9b0b6'],
  accent: ['#1a5f96', '#7fb8e8'],
  'accent-hover': ['#154d7a', '#9cc9ef'],
  'on-accent': ['#ffffff', '#0b1a27'],
  danger: ['#b3261b', '#ff9e93'],
  'danger-bg': ['#fdefed', '#3b1f1c'],
  warn: ['#7d4b00', '#f0c06a'],
  'warn-bg': ['#fdf4e0', '#352a14'],
  'warn-edge': ['#b97700', '#d59a32'],
  ok: ['#1a6b3a', '#82d3a0'],
  'ok-bg': ['#eaf5ee', '#193022'],
  trial: ['#5b3f8f', '#c3aef0'],
  'trial-bg': ['#f2eefa', '#2a2440'],
  focus: ['#1a5f96', '#9cc9ef'],
  bar: ['#5b93c2', '#5f9bcb'],
  'bar-rest': ['#e3e7ea', '#33383c'],
} as const satisfies Record<string, readonly [light: string, dark: string]>;

export type TokenName = keyof typeof tokens;

/** What a tenant's hue changes: lightness and chroma stand still, so contrast does. */
export const huedTokens = {
  'bg-selected': ['95.1% .014', '30.1% .038'],
  accent: ['47% .11', '76% .09'],
  'accent-hover': ['40.9% .094', '81.7% .072'],
  focus: ['47% .11', '81.7% .072'],
  bar: ['64.4% .092', '66.8% .095'],
} as const satisfies Partial<Record<TokenName, readonly [light: string, dark: string]>>;

/** Hues 10–45 are red, and red means late. */
export function isHueAllowed(hue: number): boolean {
  return Number.isFinite(hue) && hue >= 0 && hue < 360 && !(hue >= 10 && hue <= 45);
}
