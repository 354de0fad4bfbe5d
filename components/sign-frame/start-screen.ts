import type { HostMessage } from '../../server/contract/signing.js';
import type { Language } from '../internal/words.js';
import type { FrameElement } from './frame-element.js';
import { linkToHost } from './host-link.js';

/** The place for a screen on the page that the server made. */
export function placeOfScreen(): HTMLElement {
  const place = document.getElementById('noken-sign');
  if (!place) throw new Error('The server made this page without a place for the screen.');
  return place;
}

/** Puts a screen in its place, as a frame of a portal or as a window of its own. */
export function startScreen(place: HTMLElement, screen: FrameElement): void {
  const { host = '', mode } = place.dataset;
  const language: Language = document.documentElement.lang === 'en' ? 'en' : 'id';
  screen.language = language;
  if (mode !== 'window') {
    const heard = (message: HostMessage) => {
      screen.heed(message);
      document.documentElement.lang = screen.language;
    };
    screen.link = linkToHost(host, heard, () => screen.notice('wrong-message'));
    screen.framed = true;
    const address = new URL(location.href);
    address.searchParams.set('window', '1');
    screen.windowUrl = address.href;
  }
  place.replaceChildren(screen);
}
