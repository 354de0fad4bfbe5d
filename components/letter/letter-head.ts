import { html, nothing } from 'lit';
import type { LetterView } from '../../server/contract/letters.js';
import type { Format } from '../internal/format.js';
import { derajatTag, dueTag, sifatTag } from '../internal/tags.js';
import { words } from './letter.words.js';

/** Where a letter stands is said in the heading once that is no longer plain from what it waits for. */
const quiet: readonly LetterView['status'][] = ['recorded', 'routed', 'disposed', 'followed-up'];

/** Tags, subject, and who sent it when under which number. */
export function letterHead(letter: LetterView, format: Format) {
  const said = words[format.language];
  const line = [
    letter.sender,
    letter.number,
    letter.letterDate === undefined ? undefined : format.date(letter.letterDate),
  ].filter((each) => each !== undefined && each !== '');
  return html`
    <p class="tags">
      ${derajatTag(letter.derajat, format.language)}${sifatTag(letter.sifat, format.language)}
      ${quiet.includes(letter.status) ? nothing : html`<span class="tag">${said[`status-${letter.status}`]}</span>`}
      ${dueTag(letter.due, 0, format)}
    </p>
    <h2 class="title" tabindex="-1">${letter.subject}</h2>
    <p class="from">
      ${line.map((each, at) => html`${at === 0 ? nothing : html`<span aria-hidden="true"> · </span>`}<span>${each}</span>`)}
    </p>
  `;
}
