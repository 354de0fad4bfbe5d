import { InboxElement } from '../../../components/inbox/inbox.js';
import { letterPart } from '../../../components/letter-part.js';
import { manyPart } from '../../../components/many-part.js';
import type { InboxPage } from '../../../server/contract/letters.js';
import { inboxPage } from '../../fixtures/letter-samples.js';
import { atDesk, type Setting } from './at-desk.js';
import { fakeClient, type Replaced } from './fake-client.js';
import { servePdfjs } from './pdfjs-place.js';
import { settled } from './settled.js';

InboxElement.define();
// As in a page whose list has been on the screen for a moment.
await Promise.all([letterPart.load(), manyPart.load()]);
servePdfjs();

export const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
export const makeInbox = (setting: Setting = {}) => atDesk(document.createElement('noken-inbox'), setting);

/** An inbox of a given width on the page. Its box goes with `leave`. */
export async function shownInbox(replaced: Replaced = {}, width = 1200) {
  const client = fakeClient(replaced);
  const element = makeInbox({ client });
  const room = document.createElement('div');
  room.className = 'inbox-room';
  room.style.width = `${width}px`;
  room.append(element);
  document.body.append(room);
  await settled(element);
  return { element, client, room };
}

export function leaveInboxes(): void {
  document.querySelectorAll('.inbox-room').forEach((room) => room.remove());
  scrollTo(0, 0);
}

/** A server whose list changes: `first` at the beginning, then the deltas in turn. */
export const changing = (first: Partial<InboxPage>, ...deltas: Partial<InboxPage>[]): Replaced => ({
  inbox: (_desk, query) =>
    Promise.resolve({
      ...inboxPage,
      ...(query?.since === undefined ? first : (deltas.shift() ?? { rows: [] })),
    }),
});

export const root = (element: Element) => element.shadowRoot!;
export const text = (element: Element) => root(element).textContent?.replace(/\s+/g, ' ') ?? '';
export const rowsOf = (element: Element) => [...root(element).querySelectorAll<HTMLElement>('.row')];
export const subjects = (element: Element) =>
  rowsOf(element).map((row) => row.querySelector('.subject')?.textContent);
export const focusedRow = (element: Element) =>
  root(element).activeElement?.getAttribute('data-letter') ?? undefined;
export const openLetter = (element: Element) => root(element).querySelector('noken-letter')?.letterId;

export function button(element: Element, name: string): HTMLElement {
  const found = [...root(element).querySelectorAll<HTMLElement>('button, a')].find((each) =>
    (each.getAttribute('aria-label') ?? each.textContent ?? '').replace(/\s+/g, ' ').trim().startsWith(name),
  );
  if (!found) throw new Error(`No button "${name}".`);
  return found;
}

export async function press(element: InboxElement, name: string): Promise<void> {
  button(element, name).click();
  await settled(element);
}
