import { randomBytes } from 'node:crypto';
import { Hono } from 'hono';

/**
 * `/l/<slug>/<letterId>`: where the QR of a disposition sheet leads.
 *
 * The answer is the same for every address: whoever holds a sheet, or guesses one, learns nothing about any letter.
 */
export function sheetLinkRoutes() {
  return new Hono().get('/l/:slug/:letterId', (c) => {
    const nonce = randomBytes(16).toString('base64url');
    return c.body(sheetLinkPage(nonce), 200, {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': `default-src 'none'; style-src 'nonce-${nonce}'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'`,
      'X-Frame-Options': 'DENY',
      'X-Robots-Tag': 'noindex, nofollow',
    });
  });
}

function sheetLinkPage(nonce: string): string {
  return `<!doctype html>
<html lang="id">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex, nofollow">
<title>Lembar disposisi – Noken</title>
<style nonce="${nonce}">${styles}</style>
</head>
<body>
<main>
<h1>Ini kode lembar disposisi</h1>
<p>Lembar ini catatan kerja kantor. <b>Bukan tanda tangan elektronik</b>, dan bukan bukti bahwa suatu surat asli.</p>
<p>Untuk membuka suratnya, masuk di portal kantor Anda, lalu cari nomor agenda yang tertulis di lembar. Surat hanya terbuka di meja yang menerimanya.</p>
<p>Untuk memeriksa surat bertanda tangan, pindai QR di surat itu sendiri atau <a href="/verify">periksa berkasnya</a>.</p>
<section lang="en">
<h2>This is the code of a disposition sheet</h2>
<p>The sheet is a working note of an office. It is <b>not an electronic signature</b>, and no proof that a letter is genuine.</p>
<p>To open its letter, sign in at your office’s portal and look for the agenda number on the sheet. A letter opens only at a desk that received it.</p>
<p>To check a signed letter, scan the QR on the letter itself or <a href="/verify?lang=en">check its file</a>.</p>
</section>
</main>
</body>
</html>
`;
}

const styles = `
:root{--bg:#fff;--line:#d9dde0;--text:#1a1d1f;--text-2:#545b61;--accent:#1a5f96}
@media (prefers-color-scheme:dark){:root{--bg:#1b1d1f;--line:#363b3f;--text:#e8eaec;--text-2:#a9b0b6;--accent:#7fb8e8}}
body{margin:0;background:var(--bg);color:var(--text);font:14px/20px system-ui,sans-serif;-webkit-text-size-adjust:100%}
main{max-width:720px;margin:0 auto;padding:20px 16px}
h1{font-size:20px;line-height:24px;font-weight:600;margin:0 0 8px}h2{font-size:16px;line-height:24px;font-weight:600;margin:0 0 4px}
p{margin:0 0 8px}b{font-weight:600}
section{border-top:1px solid var(--line);margin-top:20px;padding-top:16px;color:var(--text-2)}
a{color:var(--accent);text-underline-offset:2px}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
`;
