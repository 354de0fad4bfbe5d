import { html, nothing } from 'lit';
import type { LetterView } from '../../server/contract/letters.js';
import type { Format } from '../internal/format.js';
import { note } from '../internal/note.js';
import { words } from './letter.words.js';

/** How a letter ended other than well: who ended it, why, and what this desk may do about it. */
export function endNote(letter: LetterView, format: Format) {
  if (letter.ended) return withdrawnNote(letter.ended, format);
  const refused = letter.signers.find(({ state }) => state === 'refused');
  if (!refused) return nothing;
  const said = words[format.language];
  const at = refused.at === undefined ? '' : `${format.day(refused.at)}, ${format.clock(refused.at)}`;
  const who = [refused.position.title, refused.by].filter((each) => each !== undefined && each !== '');
  return note('warn', {
    title: said.refusedBy(who.join(' · '), at),
    text: html`<span class="reason">${refused.note}</span>${
        letter.acts.includes('close') ? html`<br />${said.refusedNext}` : nothing
      }`,
  });
}

function withdrawnNote(
  { at, by = '', reason, replacedBy }: NonNullable<LetterView['ended']>,
  format: Format,
) {
  const said = words[format.language];
  return note('warn', {
    title: said.withdrawnBy(by, format.date(at)),
    text: html`${replacedBy === undefined ? nothing : html`<b>${said.replacedBy(replacedBy)}</b><br />`}<span
        class="reason"
        >${reason}</span
      >`,
  });
}
