import type { Language } from '../contract/problems.js';
import { escapeHtml } from '../platform/escape-html.js';
import { explain } from './explain.js';
import type { Judged } from './judge-file.js';
import { styles } from './public-page.js';
import { reportBody } from './report-body.js';

const about = {
  id: 'Laporan pemeriksaan yang disimpan. Halaman ini tidak menghubungi server mana pun.',
  en: 'A report that was kept. This page contacts no server.',
} as const satisfies Record<Language, string>;

/** A report as one page that needs no network: it may be opened from a disk, years later. */
export function reportFile(judged: Judged, language: Language, zone: string): string {
  const verification = explain(judged, language);
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escapeHtml(verification.summary.title)} – Noken</title>
<style>${styles}</style>
</head>
<body>
<header><b>Noken</b> ${about[language]}</header>
<main>${reportBody({ language, zone }, verification)}</main>
</body>
</html>
`;
}
