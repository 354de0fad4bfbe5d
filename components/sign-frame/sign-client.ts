import type { GivenFactor, PasskeyAssertion, PasskeyRequest } from '../../server/contract/passkeys.js';
import type { Noticed, Signed, SignPreflight } from '../../server/contract/signing.js';
import type { CallOptions } from '../internal/office-client.js';
import { OfficeProblem } from '../internal/office-problem.js';
import type { Language } from '../internal/words.js';
import { HttpClient } from '../session/http-client.js';

export interface SignOptions extends CallOptions {
  /** Of the app on the phone, where a second factor is demanded. */
  readonly code?: string | undefined;
  /** Of a fingerprint or screen lock, in the place of the code. */
  readonly assertion?: PasskeyAssertion | undefined;
}

/** What the frame may ask of its own server about its one intent. Rejects as an `OfficeClient` does. */
export interface SignClient {
  /** What would be signed, and what became of it. */
  show(options?: CallOptions): Promise<SignPreflight>;
  /** What a fingerprint or screen lock is to answer for this intent. */
  askPasskey(options?: CallOptions): Promise<PasskeyRequest>;
  /** @param sha256 of the document that was shown */
  sign(passphrase: string, sha256: string, options?: SignOptions): Promise<Signed>;
  /** Has the server write down what is strange about the page around. Never rejects: it is no act of the official. */
  notice(what: Noticed['what']): Promise<void>;
  /** Address of the picture of a page; pages count from 1, width in pixels. */
  pageUrl(page: number, width: number): string;
}

/** Speaks with the server that sent the page. No token: the intent's id, this origin, the device's cookie
 * and the passphrase are all there is. */
export function signClient(intentId: string, language: () => Language): SignClient {
  const http = new HttpClient({ server: '', language, cookies: true });
  const path = `/v1/sign-intents/${encodeURIComponent(intentId)}`;
  return {
    show: (options) => http.askJson({ method: 'GET', path, signal: options?.signal }),
    askPasskey: (options) =>
      http.askJson({ method: 'POST', path: `${path}/passkey`, signal: options?.signal }),
    sign: (passphrase, sha256, options) =>
      http.askJson({
        method: 'POST',
        path: '/v1/sign',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({
          ...{ intentId, affirmed: true, passphrase, sha256 },
          factor: factorOf(options),
        }),
        signal: options?.signal,
      }),
    notice: async (what) => {
      const headers = { 'Content-Type': 'application/json' };
      try {
        await http.ask({ method: 'POST', path: `${path}/notices`, headers, body: JSON.stringify({ what }) });
      } catch (error) {
        if (!(error instanceof OfficeProblem)) throw error;
      }
    },
    pageUrl: (page, width) => `${path}/page.webp?page=${page}&w=${width}`,
  };
}

/** What goes along with the passphrase; undefined where that is enough. */
export function factorOf({ code, assertion }: SignOptions = {}): GivenFactor | undefined {
  if (assertion) return { kind: 'webauthn', assertion };
  return code === undefined ? undefined : { kind: 'totp', code };
}
