import type { Language } from '../contract/problems.js';

/** Headers of a page of ours that nobody frames and that loads nothing from anywhere. */
export function ownPageHeaders(nonce: string): Record<string, string> {
  return {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy':
      `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}'; connect-src 'self'; ` +
      `form-action 'none'; base-uri 'none'; frame-ancestors 'none'`,
    'X-Frame-Options': 'DENY',
    'Cache-Control': 'no-store',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Referrer-Policy': 'no-referrer',
    'X-Robots-Tag': 'noindex, nofollow',
  };
}

const other = {
  id: '<a href="?lang=en" lang="en">English</a>',
  en: '<a href="?lang=id" lang="id">Indonesia</a>',
} as const;

export interface OwnPage {
  readonly title: string;
  /** HTML. */
  readonly body: string;
  readonly nonce: string;
  readonly language: Language;
  /** Runs after the body. */
  readonly script?: string;
}

/** A page at Noken's own origin outside any portal: plain HTML, no kit, no portal. */
export function ownPage({ title, body, nonce, language, script = '' }: OwnPage): string {
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex, nofollow">
<title>${title} – Noken</title>
<style nonce="${nonce}">${styles}</style>
</head>
<body><header><b>Noken</b> ${other[language]}</header><main>${body}</main>${
    script === '' ? '' : `<script nonce="${nonce}">${script}</script>`
  }</body>
</html>
`;
}

/** JSON inside a script element: no tag can begin in it. */
export function scriptJson(value: object): string {
  return JSON.stringify(value).replace(/</g, '\\u003c');
}

const styles = `
:root{--bg:#fff;--sunken:#f3f5f6;--text:#1a1d1f;--text-2:#545b61;--line:#81888e;--hair:#d9dde0;--accent:#1a5f96;--on:#fff;--danger:#b3261b;--ok:#1a6b3a;--trial:#5b3f8f;--trial-bg:#f2eefa}
@media (prefers-color-scheme:dark){:root{--bg:#1b1d1f;--sunken:#232629;--text:#e8eaec;--text-2:#a9b0b6;--line:#7f878e;--hair:#3a3f43;--accent:#7fb8e8;--on:#0b1a27;--danger:#ff9e93;--ok:#82d3a0;--trial:#c3aef0;--trial-bg:#2a2440}}
body{margin:0;background:var(--bg);color:var(--text);font:14px/20px system-ui,sans-serif}
header{display:flex;justify-content:space-between;padding:12px 16px;border-bottom:1px solid var(--hair)}
main{max-width:480px;margin:0 auto;padding:16px}
h1{font-size:20px;line-height:28px;margin:8px 0}
h2{font-size:16px;line-height:24px;margin:20px 0 4px}
a{color:var(--accent)}
.trial{margin:0;padding:8px 12px;background:var(--trial-bg);color:var(--trial);font-weight:600;border-radius:4px}
.step{margin:12px 0 0;color:var(--text-2)}
progress{display:block;width:100%;height:6px;accent-color:var(--accent)}
label,legend{display:block;font-weight:600;margin-top:16px;padding:0}
fieldset{border:0;margin:0;padding:0}
.hint{color:var(--text-2);margin:4px 0}
input:not([type=radio],[type=checkbox]){box-sizing:border-box;width:100%;min-height:44px;padding:8px 12px;font:16px/24px system-ui,sans-serif;color:var(--text);background:var(--bg);border:1px solid var(--line);border-radius:8px}
canvas{display:block;width:100%;height:auto;border:1px solid var(--hair)}ul{padding-left:20px}li+li{margin-top:8px}
input.code{font:600 24px/28px ui-monospace,Consolas,monospace;letter-spacing:.2em;max-width:12em}
button,.button{display:inline-flex;align-items:center;min-height:44px;box-sizing:border-box;padding:0 16px;margin:12px 8px 0 0;font:500 14px/20px system-ui,sans-serif;color:var(--on);background:var(--accent);border:1px solid var(--accent);border-radius:8px;text-decoration:none}
.button.plain,button.plain{color:var(--accent);background:none}
button[aria-busy=true]{opacity:.7}
.marks{display:flex;flex-wrap:wrap;gap:8px}.marks legend{margin-bottom:8px}.marks label{margin:0;padding:6px;border:2px solid var(--hair);border-radius:8px;cursor:pointer}.marks label:has(:checked){border-color:var(--accent)}.marks label:has(:focus-visible){outline:2px solid var(--accent);outline-offset:2px}.marks input{position:absolute;opacity:0}.mark{display:block;width:80px;height:80px}
.qr{display:block;width:220px;height:220px;margin:12px 0;border-radius:4px}
.secret{font:600 16px/24px ui-monospace,Consolas,monospace;overflow-wrap:anywhere;user-select:all}
.done li{color:var(--ok)}
dl{display:grid;grid-template-columns:auto 1fr;gap:4px 12px;margin:12px 0}dt{color:var(--text-2)}dd{margin:0;overflow-wrap:anywhere}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
.said{color:var(--danger);margin:12px 0 0}.said.ok{color:var(--ok)}.said:empty{display:none}
.printed{display:none}
@media print{@page{size:A4;margin:20mm}header,main>:not(.request),.screen{display:none}main{max-width:none;padding:0}.printed{display:block}.signing{break-inside:avoid;margin-top:24px}.request input{border-width:0 0 1px;border-radius:0;color:#000;background:none}label{margin-top:8px}body{color:#000;background:#fff}}
`;
