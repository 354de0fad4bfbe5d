import type { Language } from '../contract/problems.js';
import type { Enrolment } from '../contract/signing.js';
import { passkeyScript } from './passkey-script.js';
import { passkeyWords } from './passkey-words.js';
import { scriptJson } from './own-page.js';

/** Where a device may be enrolled beside the phone; empty where nobody can, or there is no phone yet. */
export function passkeySection({ passkeys }: Enrolment, language: Language): string {
  const w = passkeyWords[language];
  if (!passkeys) return '';
  const { count, most } = passkeys;
  return `<p>${w.lead} ${w.stays}</p>
${count === 0 ? '' : `<p><b>${w.count(count)}</b></p>`}
${
  count >= most
    ? `<p class="hint">${w.full(most)}</p>`
    : `<form data-passkey novalidate>
<label for="code">${w.code}</label><p class="hint" id="code-hint">${w.codeHint}</p>
<input id="code" name="code" class="code" inputmode="numeric" autocomplete="one-time-code" maxlength="7" aria-describedby="code-hint" required>
<p class="said" role="alert"></p>
<button type="submit">${w.make}</button>
</form>`
}`;
}

/** What the section runs. */
export function passkeySectionScript(language: Language): string {
  const { none, busy, offline, refused, kept } = passkeyWords[language];
  return `const passkey=${scriptJson({ none, busy, offline, refused, kept })};${passkeyScript}`;
}
