import type { Language } from '../contract/problems.js';
import { escapeHtml } from '../platform/escape-html.js';
import { ownPage } from './own-page.js';
import { recoveryCases, recoveryWords, requestedFor, type RecoveryCase } from './recovery-words.js';

interface Recovery {
  readonly about: RecoveryCase;
  readonly tenant: { readonly name: string; readonly slug: string };
  readonly whoHelps: string;
}

/** Each line of the request: what it is called, and how a browser may help to fill it in. */
const lines = [
  ['Nama', 'name'],
  ['NIP', 'off'],
  ['Jabatan', 'organization-title'],
  ['Unit kerja', 'organization'],
  ['Telepon', 'tel'],
  ['Sejak kapan', 'off'],
] as const;

/** What to do, who helps, and a request that fits one sheet of A4. Nothing that is typed leaves the page. */
export function recoveryPage(
  { about, tenant, whoHelps }: Recovery,
  nonce: string,
  language: Language,
): string {
  const w = recoveryWords[language];
  const { title, lead, steps } = w.cases[about];
  const who = escapeHtml(whoHelps);
  const others = recoveryCases.filter((one) => one !== about);
  const body = `
<h1>${title}</h1>
<p>${lead}</p>
<h2>${w.steps}</h2>
<ol>${steps.map((step) => `<li>${step.replaceAll('{who}', who)}</li>`).join('')}</ol>
<p>${w.who}: <b>${who}</b></p>
<section class="request" aria-labelledby="request">
<h2 id="request" class="screen">${w.request}</h2>
<p class="hint screen">${w.requestHint}</p>
<div lang="id">
<p class="printed"><b>PERMINTAAN KEPADA VERIFIKATOR SERTIFIKAT ELEKTRONIK</b><br>${escapeHtml(tenant.name)}</p>
<p>Yang bertanda tangan di bawah ini mengajukan <b>${requestedFor[about]}</b>.</p>
${lines
  .map(
    ([label, fill], at) =>
      `<label for="line-${String(at)}">${label}</label><input id="line-${String(at)}" autocomplete="${fill}" maxlength="120">`,
  )
  .join('\n')}
<div class="printed signing">
<p>…………………, …………………………<br>Pemohon<br><br><br><br>(…………………………………)</p>
<p>Diperiksa identitasnya oleh verifikator<br><br><br><br><br>(…………………………………)</p>
<p>Petugas pertama: ………………… tanggal …………………<br>Petugas kedua: ………………… tanggal …………………</p>
</div></div>
<button type="button" id="print" class="screen">${w.print}</button>
<noscript><p class="screen">${w.noScript}</p></noscript>
</section>
<h2 class="screen">${w.others}</h2>
<ul class="screen">${others.map((one) => `<li><a href="/help/${tenant.slug}/${one}?lang=${language}">${w.cases[one].title}</a></li>`).join('')}</ul>`;
  const script = `document.getElementById('print').addEventListener('click',()=>print());`;
  return ownPage({ title, body, nonce, language, script });
}
