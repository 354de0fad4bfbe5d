import type { GivenFactor } from '../../server/contract/passkeys.js';
import type { BatchProgress, SignBatch } from '../../server/contract/sign-batches.js';
import type { CallOptions } from '../internal/office-client.js';
import type { Language } from '../internal/words.js';
import { HttpClient } from '../session/http-client.js';
import { factorOf, signClient, type SignClient, type SignOptions } from './sign-client.js';

/** What the frame of many letters may ask of one of them. */
export type LetterClient = Omit<SignClient, 'sign'>;

/** What the frame may ask of its own server about its one batch. Rejects as an `OfficeClient` does. */
export interface BatchClient {
  /** What would be signed, and what became of it. */
  show(options?: CallOptions): Promise<SignBatch>;
  /** How far it is: little, to be asked often. */
  progress(options?: CallOptions): Promise<BatchProgress>;
  /** Tells which pages were in view, from 1. */
  seen(letterId: string, pages: readonly number[]): Promise<void>;
  /** Takes a letter out, or back in. */
  leave(letterId: string, left: boolean): Promise<BatchProgress>;
  /** @param documents SHA-256 of each that was shown and is to be signed, in the order of the batch */
  sign(passphrase: string, documents: readonly string[], options?: SignOptions): Promise<BatchProgress>;
  /** Goes on after a stop, with the passphrase that the server still has. */
  resume(options?: CallOptions): Promise<BatchProgress>;
  /** Enough: no letter is begun after the one that is under way. */
  cancel(): Promise<BatchProgress>;
  of(intentId: string): LetterClient;
}

/** Speaks with the server that sent the page. No token, as for one letter. */
export function batchClient(batchId: string, language: () => Language): BatchClient {
  const http = new HttpClient({ server: '', language, cookies: true });
  const path = `/v1/sign-batches/${encodeURIComponent(batchId)}`;
  const headers = { 'Content-Type': 'application/json' };
  const item = (letterId: string) => `${path}/items/${encodeURIComponent(letterId)}`;
  const post = (to: string, body: object = {}, options?: CallOptions) => ({
    ...({ method: 'POST', path: to, headers } as const),
    body: JSON.stringify(body),
    signal: options?.signal,
  });
  return {
    show: (options) => http.askJson({ method: 'GET', path, signal: options?.signal }),
    progress: (options) => http.askJson({ method: 'GET', path: `${path}/progress`, signal: options?.signal }),
    seen: async (letterId, pages) => void (await http.ask(post(`${item(letterId)}/seen`, { pages }))),
    leave: (letterId, left) => http.askJson(post(`${item(letterId)}/left`, { left })),
    sign: (passphrase, documents, options) => {
      const factor: GivenFactor | undefined = factorOf(options);
      return http.askJson(post(`${path}/sign`, { affirmed: true, passphrase, documents, factor }, options));
    },
    resume: (options) => http.askJson(post(`${path}/resume`, {}, options)),
    cancel: () => http.askJson(post(`${path}/cancel`)),
    of: (intentId) => signClient(intentId, language),
  };
}
