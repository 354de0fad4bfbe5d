import type { LitElement } from 'lit';
import type { DraftField, LetterDraft } from './letter-draft.js';

/** To the control of a field; of segments, to the one that is on. */
export function focusOnField(root: ParentNode, name: DraftField, draft: LetterDraft): void {
  const id = name === 'derajat' || name === 'sifat' ? `${name}-${draft[name]}` : name;
  root.querySelector<HTMLElement>(`[id="${id}"]`)?.focus();
}

/** To the same button of a signer that moved, or at the end of the list to its other one. */
export function focusOnSigner(root: ParentNode, id: string, by: -1 | 1): void {
  const button = (way: 'up' | 'down') =>
    root.querySelector<HTMLElement>(`.order .${way}[data-signer="${id}"]`);
  (by < 0 ? (button('up') ?? button('down')) : (button('down') ?? button('up')))?.focus();
}

/** Its words stand at the end of a long form, while the button was pressed anywhere. */
export async function showRefusal(form: LitElement): Promise<void> {
  await form.updateComplete;
  form.renderRoot.querySelector('.refusal')?.scrollIntoView({ block: 'center' });
}
