import type { Language } from '../contract/problems.js';
import { escapeHtml } from '../platform/escape-html.js';

export interface SignFramePage {
  /** Of `dist/frame`, without its ending. */
  readonly script: 'frame-page' | 'batch-page';
  /** What is signed, as the script finds it. */
  readonly about: Readonly<Record<string, string>>;
  /** The one origin whose page may hold the frame. */
  readonly host: string;
  /** Opened as a window of its own, with the address in sight. */
  readonly window: boolean;
  readonly language: Language;
  readonly nonce: string;
}

const words = {
  id: {
    title: 'Tanda tangani naskah – Noken',
    noScript: 'Layar tanda tangan memerlukan JavaScript. Naskah belum ditandatangani.',
    wait: 'Membuka naskah…',
  },
  en: {
    title: 'Sign the document – Noken',
    noScript: 'Signing needs JavaScript. Nothing was signed.',
    wait: 'Opening the document…',
  },
} as const;

/** The document of the sign frame. It holds no fact of the letter: those come by `GET /v1/sign-intents/:intentId`. */
export function signFramePage(page: SignFramePage): string {
  const { script, about, host, window, language, nonce } = page;
  const { title, noScript, wait } = words[language];
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="modulepreload" nonce="${nonce}" href="/frame/frame-ground.js">
<style nonce="${nonce}">html,body{margin:0;font-family:system-ui,sans-serif}main>p{margin:16px;font-size:14px}</style>
</head>
<body>
<main id="noken-sign" ${data(about)} data-host="${escapeHtml(host)}" data-mode="${window ? 'window' : 'frame'}">
<p>${wait}</p>
<noscript><p>${noScript}</p></noscript>
</main>
<script type="module" nonce="${nonce}" src="/frame/${script}.js"></script>
</body>
</html>
`;
}

function data(about: SignFramePage['about']): string {
  return Object.entries(about)
    .map(([name, value]) => `data-${name}="${escapeHtml(value)}"`)
    .join(' ');
}

/** Headers of portals.md §3.6. No X-Frame-Options, which cannot name an origin. */
export function signFrameHeaders({
  host,
  window,
  nonce,
}: Pick<SignFramePage, 'host' | 'window' | 'nonce'>): Record<string, string> {
  return {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': [
      "default-src 'none'",
      `script-src 'nonce-${nonce}'`,
      `style-src 'nonce-${nonce}'`,
      "img-src 'self'",
      "connect-src 'self'",
      "form-action 'none'",
      "base-uri 'none'",
      `frame-ancestors ${window ? "'none'" : host}`,
    ].join('; '),
    'Cache-Control': 'no-store',
    'Cross-Origin-Opener-Policy': 'same-origin',
    // A host under `COEP: require-corp` frames only what sends both.
    'Cross-Origin-Embedder-Policy': 'require-corp',
    'Cross-Origin-Resource-Policy': 'cross-origin',
    'Origin-Agent-Cluster': '?1',
    'Referrer-Policy': 'no-referrer',
    'Permissions-Policy':
      'camera=(), microphone=(), geolocation=(), publickey-credentials-create=(), publickey-credentials-get=(self)',
  };
}
