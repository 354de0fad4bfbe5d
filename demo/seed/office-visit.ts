import type { PortalSettings } from '../portal/portal-settings.js';
import { mintAssertion } from '../portal/mint-assertion.js';

/** Somebody at a desk of the demo, asking by the same door as the portal's pages do. */
export interface OfficeVisit {
  /**
   * @param path after `/v1/desks/<the desk>`, or a whole path that begins with `/v1/`
   * @param key makes a second sending harmless
   * @throws when the server refuses
   */
  ask<T>(method: string, path: string, body?: unknown, key?: string): Promise<T>;
  /** Sends a file in pieces, as an upload begun before asks. */
  send(uploadId: string, bytes: Uint8Array): Promise<void>;
}

const piece = 1024 * 1024;

/** Signs in as a user of the portal and sits down at the desk whose title the seed gave to that login. */
export async function visitOffice(
  settings: PortalSettings,
  username: string,
  position: string,
): Promise<OfficeVisit> {
  const account = settings.accounts.find((one) => one.username === username);
  if (!account) throw new Error(`The portal has no account ${username}.`);
  const assertion = mintAssertion(settings, account, new Date());
  const form = new URLSearchParams({
    grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
    assertion,
  });
  const origin = { origin: settings.origin };
  const token = await answered<{ access_token: string }>(
    await fetch(`${settings.noken}/v1/token`, { method: 'POST', headers: origin, body: form }),
  );
  const headers = { ...origin, authorization: `Bearer ${token.access_token}` };
  const me = await answered<{ desks: { positionId: string; title: string }[] }>(
    await fetch(`${settings.noken}/v1/me`, { headers }),
  );
  const desk = me.desks.find(({ title }) => position.endsWith(title));
  if (!desk) throw new Error(`${username} has no desk ${position}.`);
  const address = (path: string) =>
    `${settings.noken}${path.startsWith('/v1/') ? path : `/v1/desks/${desk.positionId}${path}`}`;
  return {
    async ask(method, path, body, key) {
      const answer = await fetch(address(path), {
        method,
        headers: {
          ...headers,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(key === undefined ? {} : { 'idempotency-key': key }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return answered(answer);
    },
    async send(uploadId, bytes) {
      for (let offset = 0; offset < bytes.length; offset += piece) {
        const sent = await fetch(address(`/v1/uploads/${uploadId}`), {
          method: 'PATCH',
          headers: {
            ...headers,
            'tus-resumable': '1.0.0',
            'content-type': 'application/offset+octet-stream',
            'upload-offset': String(offset),
          },
          body: bytes.slice(offset, offset + piece),
        });
        await answered(sent);
      }
    },
  };
}

async function answered<T>(answer: Response): Promise<T> {
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${answer.url} answered ${answer.status}: ${text}`);
  return (text === '' ? undefined : JSON.parse(text)) as T;
}
