import type {
  CreateOutgoing,
  Numbered,
  OutgoingCreated,
  UploadState,
} from '../../server/contract/letters.js';
import type { SignIntent, SignPreflight } from '../../server/contract/signing.js';
import { inviteOfficial } from '../../server/signing/index.js';
import { letterPdf } from './letter-pdf.js';
import type { MadeOffice, Person } from './made-office.js';

/** What a browser adds when a page of Noken's own origin asks. */
export function ownHeaders(made: MadeOffice): Record<string, string> {
  return { origin: made.publicUrl, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' };
}

/** Makes a person's key through the link and the page's own request. */
export async function enrol(made: MadeOffice, person: Person, passphrase: string): Promise<Response> {
  const { url } = await inviteOfficial(await made.commandScope(), made.officials[person], made.publicUrl);
  return made.app.request(`/v1/enrolments/${url.split('/').pop() ?? ''}`, {
    method: 'POST',
    headers: ownHeaders(made),
    body: JSON.stringify({ passphrase }),
  });
}

export interface OutgoingLetter {
  readonly letterId: string;
  readonly version: number;
}

/** An outgoing letter with its PDF, not numbered yet, begun by the registrar. */
export async function outgoingLetter(
  made: MadeOffice,
  signers: readonly Person[],
  pdf: Uint8Array | 'none' = letterPdf(),
  more: Partial<CreateOutgoing> = {},
): Promise<OutgoingLetter> {
  const registrar = await made.as('registrar');
  const created = await answer<OutgoingCreated>(
    await registrar.request('POST', '/v1/desks/:desk/outgoing', {
      kindId: made.kinds.outgoing,
      subject: 'Surat tugas pemasangan VSAT',
      addressee: 'Kepala Distrik Arso',
      sifat: 'biasa',
      derajat: 'biasa',
      classification: '000.1',
      signers: signers.map((signer) => made.desks[signer]),
      ...more,
    }),
  );
  if (pdf === 'none') return created;
  await upload(made, created.letterId, pdf);
  return { ...created, version: created.version + 1 };
}

async function upload(made: MadeOffice, letterId: string, pdf: Uint8Array): Promise<void> {
  const registrar = await made.as('registrar');
  const tus = { 'Tus-Resumable': '1.0.0' };
  const begun = await answer<UploadState>(
    await registrar.request(
      'POST',
      `/v1/desks/:desk/letters/${letterId}/uploads`,
      { name: 'surat.pdf', size: pdf.length, purpose: 'letter' },
      tus,
    ),
  );
  const piece = 4 * 1024 * 1024;
  for (let offset = 0; offset < pdf.length; offset += piece) {
    const path = `/v1/uploads/${begun.uploadId}`;
    const sent = await registrar.request('PATCH', path, pdf.slice(offset, offset + piece), {
      ...tus,
      'Upload-Offset': String(offset),
      'content-type': 'application/offset+octet-stream',
    });
    if (!sent.ok) throw new Error(await sent.text());
  }
}

export async function numbered(made: MadeOffice, letter: OutgoingLetter): Promise<Numbered> {
  const registrar = await made.as('registrar');
  const path = `/v1/desks/:desk/letters/${letter.letterId}/number`;
  return answer<Numbered>(await registrar.request('POST', path, { version: letter.version }));
}

export async function signIntent(made: MadeOffice, person: Person, letterId: string): Promise<SignIntent> {
  const seat = await made.as(person);
  return answer<SignIntent>(
    await seat.request('POST', `/v1/desks/:desk/letters/${letterId}/sign-intents`, { version: 1 }),
  );
}

export async function preflightOf(made: MadeOffice, intentId: string): Promise<SignPreflight> {
  const headers = ownHeaders(made);
  return answer<SignPreflight>(await made.app.request(`/v1/sign-intents/${intentId}`, { headers }));
}

/** What the frame sends when its button is pressed. */
export async function pressSign(
  made: MadeOffice,
  intentId: string,
  passphrase: string,
  more: Record<string, unknown> = {},
): Promise<Response> {
  const { letter } = await preflightOf(made, intentId);
  return made.app.request('/v1/sign', {
    method: 'POST',
    headers: ownHeaders(made),
    body: JSON.stringify({ intentId, affirmed: true, passphrase, sha256: letter?.sha256, ...more }),
  });
}

/** Begins and signs in one go. */
export async function signAs(
  made: MadeOffice,
  person: Person,
  letterId: string,
  passphrase: string,
): Promise<Response> {
  const { intentId } = await signIntent(made, person, letterId);
  return pressSign(made, intentId, passphrase);
}

export async function answer<T>(response: Response): Promise<T> {
  if (!response.ok) throw new Error(`${String(response.status)} ${await response.text()}`);
  return (await response.json()) as T;
}

/** The code and params of a refusal. */
export async function refusal(
  response: Response | Promise<Response>,
): Promise<{ status: number; code: string; params: Record<string, string | number> }> {
  const { status, code, params } = (await (await response).json()) as {
    status: number;
    code: string;
    params: Record<string, string | number>;
  };
  return { status, code, params };
}
