import type { HostMessage } from '../../server/contract/signing.js';
import type { Language } from '../internal/words.js';
import { linkToHost } from './host-link.js';
import { signClient } from './sign-client.js';
import { SignFrameElement } from './sign-frame.js';

/** Starts the screen on the page that the server made for one intent, as a frame of a portal or as a window. */
function start(place: HTMLElement): void {
  const { intent = '', host = '', mode } = place.dataset;
  const language: Language = document.documentElement.lang === 'en' ? 'en' : 'id';
  SignFrameElement.define();
  const screen = document.createElement('noken-sign-frame');
  screen.language = language;
  screen.client = signClient(intent, () => screen.language);
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

const place = document.getElementById('noken-sign');
if (!place) throw new Error('The server made this page without a place for the screen.');
start(place);
