import type { Language } from '../contract/problems.js';
import { escapeHtml } from '../platform/escape-html.js';
import { publicWords } from './public-words.js';

export type Tone = 'ok' | 'warn' | 'danger' | 'trial' | 'grey';

export interface PublicPage {
  readonly title: string;
  /** HTML that was made of escaped parts. */
  readonly body: string;
  readonly language: Language;
  readonly nonce: string;
  /** This page in the other language. */
  readonly otherHref: string;
}

/** Headers of the public pages: no script at all, nothing from elsewhere, in nobody's frame, in no index. */
export function publicHeaders(nonce: string): Record<string, string> {
  return {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy':
      `default-src 'none'; style-src 'nonce-${nonce}'; img-src 'self'; form-action 'self'; base-uri 'none'; ` +
      `frame-ancestors 'none'`,
    'X-Frame-Options': 'DENY',
    'X-Robots-Tag': 'noindex, nofollow',
    'Referrer-Policy': 'no-referrer',
    'Cache-Control': 'no-store',
  };
}

export function publicPage({ title, body, language, nonce, otherHref }: PublicPage): string {
  const w = publicWords[language];
  const lang = language === 'en' ? '?lang=en' : '';
  const other = language === 'en' ? 'id' : 'en';
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex, nofollow">
<title>${escapeHtml(title)} – Noken</title>
<style nonce="${nonce}">${styles}</style>
</head>
<body>
<header><b>Noken</b> ${w.kind}</header>
<main>${body}</main>
<footer>
<p><a href="/verify/lapor${lang}">${w.report}</a> · <a href="/verify${lang}">${w.file}</a> · <a href="${escapeHtml(otherHref)}" lang="${other}" hreflang="${other}">${w.other}</a></p>
<p>${w.foot}</p>
</footer>
</body>
</html>
`;
}

/** The banner with which every answer begins: icon and word, never colour alone. `lead` is HTML. */
export function verdictBanner(tone: Tone, title: string, lead: string, icon = icons[tone]): string {
  return `<section class="verdict ${tone}">${icon}<div><h1>${escapeHtml(title)}</h1><p>${lead}</p></div></section>`;
}

/** The form for a code, with what was typed in it. */
export function codeForm(
  typed: string,
  language: Language,
  button: string,
  kind: 'main' | 'plain' = 'main',
): string {
  const w = publicWords[language];
  const keep = language === 'en' ? '<input type="hidden" name="lang" value="en">' : '';
  return `<form action="/v" method="get">
<label for="code">${w.code}</label><p class="hint" id="code-hint">${w.codeHint}</p>
<input class="code" id="code" name="code" value="${escapeHtml(typed)}" maxlength="60" autocomplete="off" autocapitalize="characters" spellcheck="false" aria-describedby="code-hint">${keep}
<button${kind === 'plain' ? ' class="plain"' : ''}>${button}</button></form>`;
}

export function groupsOfFour(code: string): string {
  return (code.match(/.{1,4}/g) ?? []).join(' ');
}

/** Lucide (ISC): shield-check, triangle-alert, info, circle-question-mark. */
const icon = (paths: string) =>
  `<svg viewBox="0 0 24 24" width="32" height="32" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${paths}</svg>`;
const triangle = icon(
  '<path d="m21.73 18-8-14a2 2 0 0 0-3.48 0l-8 14A2 2 0 0 0 4 21h16a2 2 0 0 0 1.73-3"/><path d="M12 9v4"/><path d="M12 17h.01"/>',
);
const shield = icon(
  '<path d="M20 13c0 5-3.5 7.5-7.66 8.95a1 1 0 0 1-.67-.01C7.5 20.5 4 18 4 13V6a1 1 0 0 1 1-1c2 0 4.5-1.2 6.24-2.72a1.17 1.17 0 0 1 1.52 0C14.51 3.81 17 5 19 5a1 1 0 0 1 1 1z"/><path d="m9 12 2 2 4-4"/>',
);

export const info = icon('<circle cx="12" cy="12" r="10"/><path d="M12 16v-4"/><path d="M12 8h.01"/>');
export const question = icon(
  '<circle cx="12" cy="12" r="10"/><path d="M9.09 9a3 3 0 0 1 5.83 1c0 2-3 3-3 3"/><path d="M12 17h.01"/>',
);

const icons: Readonly<Record<Tone, string>> = {
  ok: shield,
  warn: triangle,
  danger: triangle,
  trial: info,
  grey: question,
};

/** Of every public page, and of reports that are kept as files. */
export const styles = `
:root{--bg:#fff;--sunken:#f4f5f6;--line:#d9dde0;--strong:#81888e;--text:#1a1d1f;--text-2:#545b61;--accent:#1a5f96;--on:#fff;--ok:#1a6b3a;--ok-bg:#eaf5ee;--warn:#7d4b00;--warn-bg:#fdf4e0;--danger:#b3261b;--danger-bg:#fdefed;--trial:#5b3f8f;--trial-bg:#f2eefa}
@media (prefers-color-scheme:dark){:root{--bg:#1b1d1f;--sunken:#131516;--line:#363b3f;--strong:#7f878e;--text:#e8eaec;--text-2:#a9b0b6;--accent:#7fb8e8;--on:#0b1a27;--ok:#82d3a0;--ok-bg:#193022;--warn:#f0c06a;--warn-bg:#352a14;--danger:#ff9e93;--danger-bg:#3b1f1c;--trial:#c3aef0;--trial-bg:#2a2440}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--text);font:14px/20px system-ui,sans-serif;-webkit-text-size-adjust:100%}
header,.verdict,main>*,footer>*{padding-left:16px;padding-right:16px}
header,main,footer{max-width:720px;margin:0 auto}
header{padding-top:12px;padding-bottom:12px;color:var(--text-2)}header b{color:var(--text);margin-right:4px;font-weight:600}
main{border-top:1px solid var(--line)}
.verdict{display:flex;gap:12px;padding-top:20px;padding-bottom:20px;margin-bottom:16px}.verdict svg{flex:none}.verdict p{margin:0;color:var(--text)}.verdict b{font-weight:600}
h1{font-size:20px;line-height:28px;font-weight:600;margin:0 0 4px;overflow-wrap:anywhere}h1.lone{margin:16px 0 8px}h2{overflow-wrap:anywhere;font-size:16px;line-height:24px;font-weight:600;margin:16px 0 4px}
.ok{background:var(--ok-bg);color:var(--ok)}.warn{background:var(--warn-bg);color:var(--warn)}.danger{background:var(--danger-bg);color:var(--danger)}.trial{background:var(--trial-bg);color:var(--trial)}.grey{background:var(--sunken);color:var(--text)}
dl{display:grid;grid-template-columns:96px 1fr;gap:8px 12px;margin:0 0 16px}dt{color:var(--text-2)}dd{margin:0;overflow-wrap:anywhere}dd span{display:block;color:var(--text-2)}dd+dd{grid-column:2}
.number{font-weight:600}p{margin:0 0 8px}.hint,.code-line{color:var(--text-2)}
.page{display:block;width:calc(100% - 32px);max-width:640px;height:auto;margin:0 16px;padding:0;border:1px solid var(--line);border-radius:4px;background:#fff}
.code-line{margin-top:8px;letter-spacing:.02em}
a{color:var(--accent);text-underline-offset:2px}
footer{border-top:1px solid var(--line);margin-top:24px;padding:20px 0;color:var(--text-2)}footer a{font-weight:500;display:inline-block;padding:12px 0}
label{display:block;font-weight:600;margin-top:8px}form .hint{margin:0 0 4px}
input:not([type=hidden]){width:100%;min-height:44px;padding:8px;font:16px/24px system-ui,sans-serif;color:var(--text);background:var(--bg);border:1px solid var(--strong);border-radius:8px}input.code{font-family:ui-monospace,monospace;letter-spacing:-.3px;text-transform:uppercase}
::file-selector-button{min-height:28px;margin-right:8px;padding:0 12px;font:500 14px/20px system-ui,sans-serif;color:var(--text);background:var(--sunken);border:1px solid var(--strong);border-radius:4px}
button{width:100%;min-height:44px;margin-top:12px;font:500 14px/20px system-ui,sans-serif;color:var(--on);background:var(--accent);border:1px solid transparent;border-radius:8px;cursor:pointer}button.plain{color:var(--text);background:var(--bg);border-color:var(--strong)}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
article{margin:0 16px 12px;padding:12px 16px;border:1px solid var(--line);border-radius:8px}article h2{margin:0}article ul{margin:8px 0 0;padding:0;list-style:none}article li{margin-top:8px}article li b{display:block;font-weight:600}article li span{color:var(--text-2)}
.good b::before{content:"✓ ";color:var(--ok)}.bad b{color:var(--danger)}.bad b::before{content:"✕ "}.doubt b{color:var(--warn)}.doubt b::before{content:"! "}.open b::before{content:"○ ";color:var(--text-2)}
details{margin-top:8px;border-top:1px solid var(--line)}summary{padding:12px 0;color:var(--accent);font-weight:500;cursor:pointer}article dl{margin:0;padding:0;font-size:13px;line-height:18px}article p{margin:8px 0 0;padding:0}article .why{padding-left:20px;list-style:disc}
.file{padding-top:12px;overflow-wrap:anywhere}.outlined{display:block;margin:8px 16px;padding:11px 16px;text-align:center;font-weight:500;color:var(--text);border:1px solid var(--strong);border-radius:8px;text-decoration:none}
ol{padding-left:36px}ol li{margin-bottom:8px}
@media (min-width:600px){button{width:auto;padding:0 24px}.outlined{display:inline-block}.answers{display:grid;grid-template-columns:repeat(3,1fr);gap:8px 16px}}
`;
