import type { LetterElement } from '../../../components/letter/letter.js';
import type { LetterView } from '../../../server/contract/letters.js';
import { letter } from '../../fixtures/letter-samples.js';
import { atDesk, type Setting } from './at-desk.js';
import { fakeClient, type Replaced } from './fake-client.js';
import { settled } from './settled.js';

/** A server that shows this letter, whatever it is asked for. */
export const showing = (view: LetterView, replaced: Replaced = {}) =>
  fakeClient({ letter: () => Promise.resolve(view), ...replaced });

export function makeLetter(setting: Setting = {}): LetterElement {
  return Object.assign(atDesk(document.createElement('noken-letter'), setting), { letterId: letter.id });
}

export async function shownLetter(client = fakeClient(), lang = ''): Promise<LetterElement> {
  const element = makeLetter({ client });
  if (lang !== '') element.lang = lang;
  document.body.append(element);
  await settled(element);
  return element;
}
