import type { OfficeClient } from '../internal/office-client.js';
import type { Language } from '../internal/words.js';
import { HttpClient } from './http-client.js';

export type VerificationClient = Pick<OfficeClient, 'verifyFile' | 'verifyCode'>;

/** The two public questions. They travel without any token, so that nobody learns who checks a letter. */
export function verificationClient(http: HttpClient): VerificationClient {
  return {
    verifyFile: (file, options) =>
      http.askJson({
        method: 'POST',
        path: '/v1/verifications',
        headers: { 'Content-Type': 'application/pdf' },
        body: file,
        signal: options?.signal,
        onSent: (progress) => options?.onProgress?.(progress),
      }),
    verifyCode: (code, options) =>
      http.askJson({
        method: 'GET',
        path: `/v1/verifications/${encodeURIComponent(code)}`,
        signal: options?.signal,
      }),
  };
}

/** For a page without a session: a public site that only checks letters. */
export function createVerificationClient(server: string, language: () => Language): VerificationClient {
  return verificationClient(new HttpClient({ server, language }));
}
