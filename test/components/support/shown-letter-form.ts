import { LetterFormElement } from '../../../components/letter-form/letter-form.js';
import type { RecordInput } from '../../../components/internal/office-client.js';
import { idOf } from '../../fixtures/letter-samples.js';
import { atDesk, type Setting } from './at-desk.js';
import { fakeClient, type FakeClient, type Replaced } from './fake-client.js';
import { settled } from './settled.js';

LetterFormElement.define();

export const makeForm = (setting: Setting = {}) =>
  atDesk(document.createElement('noken-letter-form'), setting);

export function makeOutgoing(setting: Setting = {}) {
  const element = makeForm(setting);
  element.direction = 'outgoing';
  return element;
}

export async function shownForm(replaced: Replaced = {}, make = makeForm) {
  const client = fakeClient(replaced);
  const element = make({ client });
  document.body.append(element);
  await settled(element);
  return { element, client };
}

export function leaveForms(): void {
  document.querySelectorAll('noken-letter-form').forEach((element) => element.remove());
}

export const all = (element: LetterFormElement, selector: string) => [
  ...(element.shadowRoot?.querySelectorAll<HTMLElement>(selector) ?? []),
];

export const textOf = (element: LetterFormElement, selector = '.root') =>
  all(element, selector)
    .map((each) => each.textContent)
    .join(' ')
    .replace(/\s+/g, ' ');

export async function press(element: LetterFormElement, selector: string, text = ''): Promise<void> {
  const found = all(element, selector).find((each) => each.textContent.includes(text));
  if (!found) throw new Error(`There is no ${selector} "${text}".`);
  found.click();
  await settled(element);
}

/** Types as a person does: the value, then leaving the field. */
export async function put(
  element: LetterFormElement,
  values: Readonly<Record<string, string>>,
): Promise<void> {
  for (const [id, value] of Object.entries(values)) {
    const control = all(element, `[id="${id}"]`)[0] as HTMLInputElement | HTMLSelectElement | undefined;
    if (!control) throw new Error(`There is no field ${id}.`);
    control.value = value;
    control.dispatchEvent(new InputEvent('input', { bubbles: true }));
    control.dispatchEvent(new Event('change', { bubbles: true }));
  }
  await settled(element);
}

export const incoming = {
  number: '500.12/20/MNM/2026',
  sender: 'Distrik Mannem (contoh)',
  letterDate: '2026-11-23',
  subject: 'Permohonan pemasangan menara',
  kindId: idOf(401),
};

export const outgoing = {
  subject: 'Jawaban permohonan menara',
  addressee: 'Distrik Mannem (contoh)',
  kindId: idOf(402),
  classification: '500.12',
};

export const pdf = (name = 'menara.pdf', content = '%PDF-1.7\nisi') =>
  new File([content], name, { type: 'application/pdf', lastModified: 1 });

export async function choose(element: LetterFormElement, file: File): Promise<void> {
  const input = all(element, 'input[type=file]')[0] as HTMLInputElement | undefined;
  if (!input) throw new Error('There is no place for a file.');
  const carrier = new DataTransfer();
  carrier.items.add(file);
  input.files = carrier.files;
  input.dispatchEvent(new Event('change', { bubbles: true }));
  // The form reads it too, once for what it is and once for its digest.
  for (let read = 0; read < 3; read++) {
    await file.text();
    await settled(element);
  }
}

export async function record(element: LetterFormElement, file?: File): Promise<void> {
  await put(element, incoming);
  if (file) await choose(element, file);
  await press(element, '[type=submit]');
}

export const inputOf = (client: FakeClient, turn = 0) =>
  client.callsOf('record')[turn]?.[1] as RecordInput | undefined;
export const keyOf = (client: FakeClient, turn = 0, method: 'record' | 'createOutgoing' = 'record') =>
  (client.callsOf(method)[turn]?.[2] as { readonly key?: string } | undefined)?.key;
export const focusedId = (element: LetterFormElement) => element.shadowRoot?.activeElement?.id;
