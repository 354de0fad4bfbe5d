import { html, nothing } from 'lit';
import type { BatchItem, BatchItemState, SignBatch } from '../../server/contract/sign-batches.js';
import { checkIcon, helpIcon, icon, infoIcon } from '../internal/icons.js';
import { chosen, countOf } from './batch-stage.js';
import type { BatchWords } from './batch-frame.words.js';
import type { BatchScreen } from './batch-view.js';
import { letterRows } from './letters-listed.js';

const groups = [
  { name: 'uncertain', states: ['uncertain', 'signing'] },
  { name: 'failed', states: ['failed', 'refused'] },
  { name: 'unsent', states: ['ready', 'left'] },
  { name: 'signed', states: ['signed'] },
] as const satisfies readonly { readonly name: string; readonly states: readonly BatchItemState[] }[];

/** What became of each letter: what needs somebody first, what went well last. */
export function batchResultView(screen: BatchScreen, batch: SignBatch) {
  const { words, frameWords, copied } = screen;
  const there = groups
    .map(({ name, states }) => ({ name, items: itemsIn(batch, states) }))
    .filter(({ items }) => items.length > 0);
  return html`<div class="one">
    ${lead(screen, batch)}
    ${there.map(
      ({ name, items }) =>
        html`<details class="group ${name}" ?open=${name !== 'signed' || there.length === 1}>
          <summary>${words[`group-${name}`](items.length)}</summary>
          ${name === 'signed' ? nothing : html`<p class="second">${whatToDo(name, batch, words)}</p>`}
          ${letterRows({ items, words, frameWords, about: 'outcome' })}
        </details>`,
    )}
    <p role="status" class="second">
      ${copied === undefined ? nothing : copied ? words.copied : words.copyFailed}
    </p>
  </div>`;
}

/** The one sentence that everybody reads. */
export function resultTitle(batch: SignBatch, words: BatchWords): string {
  const signed = countOf(batch, 'signed');
  return signed === 0 ? words.noneSigned : words.signedOf(signed, chosen(batch));
}

function lead({ words }: BatchScreen, batch: SignBatch) {
  const signed = countOf(batch, 'signed');
  const uncertain = countOf(batch, 'uncertain', 'signing');
  const [kind, shape] =
    uncertain > 0
      ? (['warn', helpIcon] as const)
      : signed > 0
        ? (['ok', checkIcon] as const)
        : (['', infoIcon] as const);
  const sentences = [
    uncertain > 0 ? words.someUncertain(uncertain) : '',
    batch.state === 'cancelled' ? words.cancelledLead : '',
    batch.state === 'expired' ? words.expiredLead : '',
    signed > 0 && signed === chosen(batch) ? words.doneLead : '',
    signed + uncertain === 0 ? words.noneLead : '',
  ];
  return html`<div class="lead ${kind}">
    ${icon(shape, 'large')}
    <p>${sentences.filter((sentence) => sentence !== '').join(' ')}</p>
  </div>`;
}

function whatToDo(
  name: 'uncertain' | 'failed' | 'unsent',
  { whoHelps }: SignBatch,
  words: BatchWords,
): string {
  if (name === 'uncertain') return words.uncertainDo(whoHelps);
  return name === 'failed' ? words.failedDo : words.unsentDo;
}

/** The same for the clipboard: a line for each letter under the line of its group. */
export function resultText(batch: SignBatch, words: BatchWords): string {
  const lines = groups.flatMap(({ name, states }) => {
    const items = itemsIn(batch, states);
    return items.length === 0 ? [] : ['', words[`group-${name}`](items.length), ...items.map(lineOf)];
  });
  return [resultTitle(batch, words), ...lines].join('\n');
}

function lineOf({ number, subject, problem }: BatchItem): string {
  return `- ${[number, subject, problem?.title].filter((part) => part !== undefined && part !== '').join(' – ')}`;
}

function itemsIn({ items }: SignBatch, states: readonly BatchItemState[]): readonly BatchItem[] {
  return items.filter(({ state }) => states.includes(state));
}
