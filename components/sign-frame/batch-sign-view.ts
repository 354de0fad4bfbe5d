import { html, nothing } from 'lit';
import type { SignBatch } from '../../server/contract/sign-batches.js';
import type { SignPreflight } from '../../server/contract/signing.js';
import { keyIcon } from '../internal/icons.js';
import { note } from '../internal/note.js';
import { affirmationView } from './affirmation-view.js';
import { type BatchStage, countOf, toSign } from './batch-stage.js';
import type { BatchScreen } from './batch-view.js';
import { factorView } from './factor-view.js';
import { windowLink } from './head-view.js';
import { passphraseView } from './passphrase-view.js';
import { capacityView, metChecks, numberView } from './preflight-view.js';
import { problemNote } from './problem-note.js';

/** As whom, what holds for all of them, what is affirmed, and the passphrase: once for all letters. */
export function batchSignView(screen: BatchScreen, batch: SignBatch, act: SignPreflight, stage: BatchStage) {
  const { words, format, acts, covered } = screen;
  const said = stage.is === 'sign' ? stage.said : undefined;
  const queue = toSign(batch);
  // Refusals at a field say that nothing was signed: by this press, where some were before.
  const none = countOf(batch, 'signed') === 0 ? words.noneSigned : words.noneSignedNow;
  const frameWords = { ...screen.frameWords, nothingSigned: none };
  const looked = { facts: act, words: frameWords, format, readHere: true };
  const away = windowLink({ ...screen, goElsewhere: acts.goElsewhere });
  return html`<div class="one">
    ${covered ? note('danger', { title: frameWords.covered, text: frameWords.coveredDo, role: 'alert', acts: away }) : nothing}
    ${batch.state === 'open' ? nothing : pausedNote(screen, batch)} ${problemNote(stage)}
    ${act.windowAdvised && screen.windowUrl !== '' ? note('plain', { title: frameWords.windowBetter, text: frameWords.windowWhy, acts: away }) : nothing}
    ${capacityView(looked)} ${metChecks(looked)}
    <details class="group">
      <summary>${words.whatIsSigned(queue.length)}</summary>
      <ol class="names">
        ${queue.map(({ number, subject }) => html`<li>${number === '' ? nothing : html`${numberView(number)}, `}${subject}</li>`)}
      </ol>
    </details>
    <form id="signing" novalidate autocomplete="off" @submit=${acts.submit}>
      ${affirmationView({
        words: {
          ...frameWords,
          affirmFirst: frameWords.affirmFirst.replace(screen.frameWords.nothingSigned, none),
        },
        text: words.affirmation(queue.length),
        affirmed: screen.affirmed,
        missing: said?.at === 'affirmation',
        affirm: acts.affirm,
      })}
      ${passphraseView({ facts: act, words: frameWords, said, shown: screen.shown, closed: covered, toggle: acts.toggle })}
      ${factorView({ facts: act, words: frameWords, said, closed: covered, passkey: screen.passkey(act, away) })}
    </form>
    <div class="narrow">${away}</div>
  </div>`;
}

/** What happened, and why it is asked for again. */
function pausedNote({ words, frameWords }: BatchScreen, batch: SignBatch) {
  const uncertain = countOf(batch, 'uncertain');
  const said = batch.stop?.said;
  return note('warn', {
    title: words.pausedAt(countOf(batch, 'signed'), toSign(batch).length),
    icon: keyIcon,
    text: html`${batch.stop ? `${batch.stop.title} ${words.pausedAgain}` : words.pausedWhy}
    ${said === undefined ? nothing : html`${frameWords.bsreSaid} <q>${said}</q>`}
    ${uncertain > 0 ? words.someUncertain(uncertain) : nothing}`,
  });
}
