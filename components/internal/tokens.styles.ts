import { css, unsafeCSS } from 'lit';
import { huedTokens, tokens } from './tokens.js';

const light = 0;
const dark = 1;

function plain(theme: 0 | 1): string {
  return Object.entries(tokens)
    .map(([name, pair]) => `--n-${name}:var(--noken-${name},${pair[theme]});`)
    .join('');
}

/** The page still wins over the tenant: `--noken-accent` is read before the hue. */
function hued(theme: 0 | 1): string {
  return Object.entries(huedTokens)
    .map(([name, pair]) => `--n-${name}:var(--noken-${name},oklch(${pair[theme]} var(--n-hue)));`)
    .join('');
}

/** All input comes from the table in `tokens.ts`, so nothing foreign can reach `unsafeCSS`. */
export const tokenStyles = css`
  ${unsafeCSS(`
  .root{color-scheme:light;${plain(light)}}
  .root[data-hued]{${hued(light)}}
  .root[data-theme=dark]{color-scheme:dark;${plain(dark)}}
  .root[data-theme=dark][data-hued]{${hued(dark)}}
  @media (prefers-color-scheme:dark){
    .root[data-theme=auto]{color-scheme:dark;${plain(dark)}}
    .root[data-theme=auto][data-hued]{${hued(dark)}}
  }`)}
`;
