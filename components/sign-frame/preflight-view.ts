import { html, nothing } from 'lit';
import type { PreflightCheck, SignPreflight } from '../../server/contract/signing.js';
import type { Format } from '../internal/format.js';
import { alertIcon, checkIcon, crossIcon, icon, zoomInIcon } from '../internal/icons.js';
import { note } from '../internal/note.js';
import type { FrameWords } from './sign-frame.words.js';

interface Looked {
  readonly facts: SignPreflight;
  readonly words: FrameWords;
  readonly format: Format;
  /** The reader was opened on this screen, whatever was opened before. */
  readonly readHere: boolean;
}

/** These only ever advise. */
type Advice = 'opened' | 'date' | 'content';
type FailedCheck = PreflightCheck & { readonly check: Exclude<PreflightCheck['check'], Advice> };

/** Breaks after a slash only, so that no part of a number is torn. */
export function numberView(number: string) {
  const parts = number.split('/');
  return parts.map(
    (part, at) =>
      html`<span class="keep">${part}${at < parts.length - 1 ? '/' : nothing}</span
        >${at < parts.length - 1 ? html`<wbr />` : nothing}`,
  );
}

/** Facts of the letter as a list of terms: beside its page, where there is room. */
export function factsView({ facts: { letter }, words, format }: Looked) {
  if (!letter) return nothing;
  return html`<dl class="facts">
    ${
      letter.number === ''
        ? nothing
        : html`<dt>${words.number}</dt>
            <dd class="strong">${numberView(letter.number)}</dd>`
    }
    <dt>${words.subject}</dt>
    <dd>${letter.subject}</dd>
    ${
      letter.date === undefined
        ? nothing
        : html`<dt>${words.date}</dt>
            <dd>${format.date(letter.date)}</dd>`
    }
  </dl>`;
}

/** The same beside a small picture, where the frame is narrow. */
export function factsCard(looked: Looked, picture: unknown, read: () => void) {
  const { letter } = looked.facts;
  const { words, format } = looked;
  if (!letter) return nothing;
  return html`<div class="card">
    ${picture}
    <div>
      <p class="strong">${numberView(letter.number)}</p>
      <p>${letter.subject}</p>
      <p class="second">
        ${letter.date === undefined ? nothing : `${format.date(letter.date)} · `}${words.pages(letter.pages)}
      </p>
      ${readButton(looked, read)}
    </div>
  </div>`;
}

/** The main button of the screen while the letter was not opened yet. */
export function readButton(looked: Looked, read: () => void) {
  const first = looked.facts.signable && !isOpened(looked);
  return html`<button type="button" class="button read ${first ? 'primary' : 'plain'}" @click=${read}>
    ${icon(zoomInIcon)}${looked.words.read}
  </button>`;
}

export function isOpened({ facts, readHere }: Pick<Looked, 'facts' | 'readHere'>): boolean {
  return readHere || facts.checks.find(({ check }) => check === 'opened')?.ok !== false;
}

export function capacityView({ facts, words }: Looked) {
  const appointment = facts.checks.find(({ check }) => check === 'appointment');
  return html`<div class="capacity">
    <p class="second">${words.signingAs}</p>
    <p class="card-title">${facts.capacity}</p>
    ${facts.provider === 'bsre' ? html`<p class="second">${words.byBsre(facts.official)}</p>` : nothing}
    ${
      appointment?.ok
        ? html`<p class="second">
            ${icon(checkIcon, 'small')}<span
              >${appointment.title}${appointment.detail === undefined ? nothing : `, ${appointment.detail}`}</span
            >
          </p>`
        : nothing
    }
  </div>`;
}

/** What is met and not said elsewhere: the key's certificate, and the letter itself. */
export function metChecks(looked: Looked) {
  const { facts, words } = looked;
  const opened = facts.checks.find(({ check }) => check === 'opened');
  return html`<ul class="checks">
      ${facts.checks.map((check) => {
        if (check.check === 'opened' || check.check === 'content') return nothing;
        if (!check.ok) return checkRow('advice', check.title, check.detail);
        if (check.check === 'certificate' || check.check === 'factor')
          return checkRow('met', check.title, check.detail);
        if (check.check !== 'document') return nothing;
        return checkRow('met', check.title, isOpened(looked) ? openedTitle(opened, looked) : undefined);
      })}
      ${isOpened(looked) ? nothing : checkRow('advice', opened?.title ?? words['failed-opened'])}
    </ul>
    ${contentView(looked)}`;
}

/** What the file holds ready for later: each finding with what it means, then what to do about all of them. */
function contentView({ facts, words }: Looked) {
  const warnings = facts.checks.filter(({ check }) => check === 'content');
  if (warnings.length === 0) return nothing;
  return html`<section class="content" aria-labelledby="content">
    <h2 class="strong" id="content">${words.contentTitle}</h2>
    <ul class="checks">
      ${warnings.map(({ title, detail }) => checkRow('advice', title, detail))}
    </ul>
    <p>${words.contentDo}</p>
  </section>`;
}

/** Why no passphrase is asked for: each check, the first that failed in full, and what can be done. */
export function refusedView({ facts, words }: Looked) {
  const [first] = failedChecks(facts);
  // The trial line says the last one in its own colour: nothing about a trial is green.
  const unsaid: string[] = ['turn', 'date', 'legal-mode', 'size', 'clock'];
  // A file that is whole, with a letter in it that is not.
  if (first?.check === 'unfilled') unsaid.push('document');
  const later: readonly string[] = ['opened', 'content'];
  const shown = facts.checks.filter(
    ({ check, ok }) => !later.includes(check) && !(ok && unsaid.includes(check)),
  );
  return html`
    ${note('danger', { title: words.notYet, text: first?.title ?? words.reopen })}
    <ul class="checks">
      ${shown.map((check) => {
        if (check.ok) return checkRow('met', check.title, check.detail);
        if (!isFailed(check)) return checkRow('advice', check.title, check.detail);
        const why = check === first ? check.detail : check.title;
        return checkRow('failed', words[`failed-${topicOf(check, facts)}`], why);
      })}
    </ul>
    ${saidView(first?.said, words)}
    ${
      first
        ? html`<h2 class="strong">${words.whatNow}</h2>
            <p>${words[`do-${topicOf(first, facts)}`]}</p>
            ${helpLink(first.code, facts, words)}`
        : nothing
    }
  `;
}

/** At a gateway no key lies here that could be made anew. */
function topicOf({ check }: FailedCheck, { provider }: SignPreflight) {
  return check === 'certificate' && provider === 'bsre' ? 'certificate-bsre' : check;
}

/** The provider's own words, apart from ours: BSrE demands that they are shown. */
export function saidView(said: string | undefined, words: FrameWords) {
  return said === undefined ? nothing : html`<p class="second said">${words.bsreSaid} <q>${said}</q></p>`;
}

const helpOf: Readonly<Record<string, string>> = {
  'factor-missing': 'lost-phone',
  'factor-locked': 'lost-phone',
  'key-locked': 'locked',
  'certificate-expired': 'certificate-expired',
};

/** To Noken's page about this, where there is one. */
function helpLink(code: string | undefined, { helpUrl }: SignPreflight, words: FrameWords) {
  const about = code === undefined ? undefined : helpOf[code];
  if (helpUrl === undefined || about === undefined) return nothing;
  return html`<p>
    <a class="button plain" href=${helpUrl + about} target="_blank" rel="noopener">${words.help}</a>
  </p>`;
}

/** `opened` only advises, so it never fails. */
export function failedChecks({ checks }: SignPreflight): readonly FailedCheck[] {
  return checks.filter(isFailed);
}

function openedTitle(opened: PreflightCheck | undefined, { words }: Looked): string {
  return opened?.ok ? opened.title : words.openedHere;
}

/** What only advises has no code of a refusal. */
function isFailed(check: PreflightCheck): check is FailedCheck {
  return !check.ok && check.code !== undefined;
}

const shapes = { met: checkIcon, failed: crossIcon, advice: alertIcon } as const;

/** One check in words, and what it means. */
export function checkRow(kind: keyof typeof shapes, title: string, detail?: string) {
  return html`<li class=${kind}>
    ${icon(shapes[kind])}
    <div>
      <p>${title}</p>
      ${detail === undefined ? nothing : html`<p class="hint">${detail}</p>`}
    </div>
  </li>`;
}
