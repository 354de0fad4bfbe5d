import type { Language } from '../contract/problems.js';
import type { Enrolment } from '../contract/signing.js';
import { PASSPHRASE_LENGTH } from '../pdf/index.js';
import { escapeHtml } from '../platform/escape-html.js';
import type { Problem } from '../platform/problem.js';

const { least, most } = PASSPHRASE_LENGTH;

const words = {
  id: {
    title: 'Buat kunci tanda tangan',
    trial: 'Uji coba – belum berkekuatan hukum',
    lead: (official: string, tenant: string) =>
      `Untuk ${official}, ${tenant}. Kunci ini hanya dapat dibuka dengan passphrase yang Anda pilih sekarang.`,
    only: 'Hanya Anda yang tahu passphrase ini. Admin tidak dapat melihat atau memulihkannya; jika lupa, minta tautan baru.',
    passphrase: 'Passphrase',
    hint: `Paling sedikit ${String(least)} huruf. Beberapa kata yang tidak berhubungan mudah diingat dan sulit ditebak.`,
    again: 'Ulangi passphrase',
    make: 'Buat kunci tanda tangan',
    differs: 'Kedua passphrase tidak sama. Kunci belum dibuat.',
    short: `Passphrase paling sedikit ${String(least)} huruf. Kunci belum dibuat.`,
    busy: 'Membuat kunci, beberapa detik…',
    done: 'Kunci tanda tangan sudah dibuat.',
    doneMore: 'Sertifikat atas nama {name} berlaku sampai {until}. Halaman ini boleh ditutup.',
    offline: 'Tidak ada sambungan. Kunci belum dibuat. Coba lagi.',
    noScript: 'Halaman ini memerlukan JavaScript untuk membuat kunci.',
    lost: 'Tautan tidak dapat dipakai',
    other: '<a href="?lang=en" lang="en">English</a>',
  },
  en: {
    title: 'Make your signing key',
    trial: 'Trial – no legal force',
    lead: (official: string, tenant: string) =>
      `For ${official}, ${tenant}. This key opens only with the passphrase that you choose now.`,
    only: 'Only you know this passphrase. No admin can see or restore it; if you forget it, ask for a new link.',
    passphrase: 'Passphrase',
    hint: `At least ${String(least)} characters. A few unrelated words are easy to keep and hard to guess.`,
    again: 'Repeat the passphrase',
    make: 'Make the signing key',
    differs: 'The two passphrases differ. No key was made.',
    short: `A passphrase has at least ${String(least)} characters. No key was made.`,
    busy: 'Making the key, a few seconds…',
    done: 'Your signing key was made.',
    doneMore: 'The certificate of {name} is valid until {until}. You may close this page.',
    offline: 'No connection. No key was made. Try again.',
    noScript: 'This page needs JavaScript to make the key.',
    lost: 'This link cannot be used',
    other: '<a href="?lang=id" lang="id">Indonesia</a>',
  },
} as const;

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

/** The page on which an official chooses a passphrase. Plain HTML and a script of its own: no kit, no portal. */
export function enrolmentPage(enrolment: Enrolment, nonce: string, language: Language): string {
  const w = words[language];
  const said = {
    differs: w.differs,
    short: w.short,
    busy: w.busy,
    done: w.done,
    more: w.doneMore,
    offline: w.offline,
  };
  const body = `
${enrolment.trial ? `<p class="trial">${w.trial}</p>` : ''}
<h1>${w.title}</h1>
<p>${escapeHtml(w.lead(enrolment.official, enrolment.tenant))}</p>
<form id="enrol" novalidate data-least="${String(least)}" data-language="${language}">
<label for="first">${w.passphrase}</label>
<p class="hint" id="hint">${w.hint}</p>
<input id="first" type="password" autocomplete="new-password" maxlength="${String(most)}" aria-describedby="hint" required>
<label for="second">${w.again}</label>
<input id="second" type="password" autocomplete="new-password" maxlength="${String(most)}" required>
<p class="hint">${w.only}</p>
<p id="said" role="alert"></p>
<button type="submit">${w.make}</button>
</form>
<noscript><p>${w.noScript}</p></noscript>
<script nonce="${nonce}">const words=${scriptJson(said)};${script}</script>`;
  return page(w.title, body, nonce, language);
}

/** The page of a link that is unknown, used or over. */
export function lostEnrolmentPage(problem: Problem, nonce: string, language: Language): string {
  const w = words[language];
  const body = `<h1>${w.lost}</h1><p>${escapeHtml(problem.report(language, '').title)}</p>`;
  return page(w.lost, body, nonce, language);
}

function page(title: string, body: string, nonce: string, language: Language): string {
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
<body><header><b>Noken</b> ${words[language].other}</header><main>${body}</main></body>
</html>
`;
}

/** JSON inside a script element: no tag can begin in it. */
function scriptJson(value: object): string {
  return JSON.stringify(value).replace(/</g, '\\u003c');
}

const styles = `
:root{--bg:#fff;--text:#1a1d1f;--text-2:#545b61;--line:#81888e;--accent:#1a5f96;--on:#fff;--danger:#b3261b;--ok:#1a6b3a;--trial:#5b3f8f;--trial-bg:#f2eefa}
@media (prefers-color-scheme:dark){:root{--bg:#1b1d1f;--text:#e8eaec;--text-2:#a9b0b6;--line:#7f878e;--accent:#7fb8e8;--on:#0b1a27;--danger:#ff9e93;--ok:#82d3a0;--trial:#c3aef0;--trial-bg:#2a2440}}
body{margin:0;background:var(--bg);color:var(--text);font:14px/20px system-ui,sans-serif}
header{display:flex;justify-content:space-between;padding:12px 16px;border-bottom:1px solid #d9dde0}
main{max-width:480px;margin:0 auto;padding:16px}
h1{font-size:20px;line-height:28px;margin:8px 0}
a{color:var(--accent)}
.trial{margin:0;padding:8px 12px;background:var(--trial-bg);color:var(--trial);font-weight:600;border-radius:4px}
label{display:block;font-weight:600;margin-top:16px}
.hint{color:var(--text-2);margin:4px 0}
input{box-sizing:border-box;width:100%;min-height:44px;padding:8px 12px;font:16px/24px system-ui,sans-serif;color:var(--text);background:var(--bg);border:1px solid var(--line);border-radius:8px}
button{min-height:44px;padding:0 16px;margin-top:8px;font:500 14px/20px system-ui,sans-serif;color:var(--on);background:var(--accent);border:0;border-radius:8px}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
#said{color:var(--danger);margin:12px 0 0}#said.ok{color:var(--ok)}#said:empty{display:none}
`;

/** Runs on the page. The passphrase goes from the field into one request and the fields are emptied. */
const script = `
const form=document.getElementById('enrol'),said=document.getElementById('said');
const first=document.getElementById('first'),second=document.getElementById('second');
const say=(text,ok)=>{said.textContent=text;said.className=ok?'ok':''};
form.addEventListener('submit',async(event)=>{
event.preventDefault();
if([...first.value].length<Number(form.dataset.least)){say(words.short);first.focus();return}
if(first.value!==second.value){say(words.differs);second.focus();return}
const button=form.querySelector('button');if(button.getAttribute('aria-busy')==='true')return;
button.setAttribute('aria-busy','true');say(words.busy,true);
try{
const answer=await fetch('/v1/enrolments/'+location.pathname.split('/').pop(),{method:'POST',credentials:'omit',
headers:{'Content-Type':'application/json','Accept-Language':form.dataset.language},body:JSON.stringify({passphrase:first.value})});
const body=await answer.json();first.value=second.value='';
if(!answer.ok){say(body.title);first.focus();return}
form.textContent='';form.append(said);
say(words.done+' '+words.more.replace('{name}',body.certificate.name).replace('{until}',body.certificate.until),true);
}catch{say(words.offline)}finally{button.removeAttribute('aria-busy')}
});
`;
