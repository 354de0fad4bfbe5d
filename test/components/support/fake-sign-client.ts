import type { LitElement } from 'lit';
import type { PasskeyAssertion, PasskeyRequest } from '../../../server/contract/passkeys.js';
import type { Signed, SignPreflight } from '../../../server/contract/signing.js';
import type { CoverWatch } from '../../../components/sign-frame/cover-watch.js';
import type { SignClient } from '../../../components/sign-frame/sign-client.js';
import { SignFrameElement } from '../../../components/sign-frame/sign-frame.js';
import type { Theme } from '../../../components/internal/surroundings.js';
import type { Language } from '../../../components/internal/words.js';
import { preflight, signed } from '../../fixtures/sign-preflights.js';
import { never } from './fake-client.js';

export interface FakeSigning {
  /** Answers of `show`, each once, the last for ever. */
  readonly shows?: readonly (SignPreflight | (() => Promise<SignPreflight>))[];
  /** What the server asks of a passkey. */
  readonly passkey?: () => Promise<PasskeyRequest>;
  readonly sign?: (passphrase: string, sha256: string) => Promise<Signed>;
}

interface Given {
  readonly passphrase: string;
  readonly sha256: string;
  readonly code?: string;
  readonly assertion?: PasskeyAssertion;
}

/** Speaks with nobody. Keeps what was given as passphrase, so that a test can tell what was sent and how often. */
export function fakeSignClient({ shows = [preflight], sign, passkey = never }: FakeSigning = {}) {
  const given: Given[] = [];
  const noticed: string[] = [];
  let asked = 0;
  const client: SignClient = {
    show: async () => {
      const answer = shows[Math.min(asked++, shows.length - 1)] ?? preflight;
      return typeof answer === 'function' ? answer() : answer;
    },
    askPasskey: () => passkey(),
    sign: (passphrase, sha256, { code, assertion } = {}) => {
      given.push({
        ...{ passphrase, sha256 },
        ...(code === undefined ? {} : { code }),
        ...(assertion ? { assertion } : {}),
      });
      return sign ? sign(passphrase, sha256) : Promise.resolve(signed);
    },
    notice: (what) => Promise.resolve(void noticed.push(what)),
    pageUrl: (page) => paper(page),
  };
  return { client, given, noticed, asked: () => asked };
}

export const signsForEver = (): Promise<Signed> => never();

/** Says what a browser says that sees something lie over the frame, or lie there no more. */
export function cover(frame: LitElement, covered: boolean): void {
  const { cover: watch } = frame as unknown as { readonly cover: CoverWatch };
  watch.see({ isIntersecting: true, isVisible: !covered } as unknown as IntersectionObserverEntry);
}

/** A sheet of folio with its page number. */
export function paper(page: number): string {
  const sheet = `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="982"><rect width="640" height="982" fill="#fff"/><text x="80" y="120" font-size="24">Surat tugas, ${page}</text></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(sheet)}`;
}

export interface FrameSetting extends FakeSigning {
  readonly language?: Language | undefined;
  readonly theme?: Theme | undefined;
  readonly height?: string | undefined;
}

/** The screen in a box of the page: it fills whatever holds it, which on Noken's own page is all there is. */
export function signFrame(setting: FrameSetting = {}): SignFrameElement {
  SignFrameElement.define();
  const element = document.createElement('noken-sign-frame');
  element.style.contain = 'layout';
  element.style.height = setting.height ?? '760px';
  element.client = fakeSignClient(setting).client;
  element.windowUrl = 'https://noken.example/v1/sign-frame?intent=contoh&window=1';
  element.language = setting.language ?? 'id';
  element.theme = setting.theme ?? 'light';
  element.pause = 10;
  element.grace = 40;
  return element;
}
