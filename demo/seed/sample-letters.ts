import type { DispositionChoices } from '../../server/contract/dispositions.js';
import type {
  LetterChoices,
  LetterView,
  Numbered,
  OutgoingCreated,
  Recorded,
  RecordLetter,
  UploadState,
} from '../../server/contract/letters.js';
import type { SignIntent, SignPreflight } from '../../server/contract/signing.js';
import { longDate } from '../../server/platform/date-words.js';
import { addDays, localDate } from '../../server/platform/local-date.js';
import type { PortalSettings } from '../portal/portal-settings.js';
import type { DemoSecrets, LoginSecret } from './demo-secrets.js';
import { drawLetter } from './draw-letter.js';
import { visitOffice, type OfficeVisit } from './office-visit.js';
import { incomingSamples, outgoingSample, type IncomingSample } from './sample-texts.js';

const zone = 'Asia/Jayapura';

/**
 * Puts a few letters on the desks of the demo, so that a first look shows work: by the doors that everybody uses, with
 * keys that make a start that was cut go on where it ended.
 */
export async function bringSampleLetters(
  settings: PortalSettings,
  secrets: DemoSecrets,
  now: Date,
): Promise<void> {
  const people = (username: string) => {
    const login = secrets.logins.find((one) => one.username === username);
    if (!login) throw new Error(`The demo has no ${username}.`);
    return login;
  };
  const sit = (login: LoginSecret) => visitOffice(settings, login.username, login.position ?? '');
  const tu = await sit(people('tu'));
  const kadis = await sit(people('kadis'));
  const today = localDate(now, zone);
  const choices = await tu.ask<LetterChoices>('GET', '/letter-choices');
  for (const sample of incomingSamples) {
    const letterId = await record(tu, choices, sample, today);
    if (sample.disposes) await dispose(kadis, letterId, sample);
  }
  await signOutgoing(settings, { tu, kadis, choices, today, signer: people('kadis') });
}

async function record(
  tu: OfficeVisit,
  choices: LetterChoices,
  sample: IncomingSample,
  today: string,
): Promise<string> {
  const number = sample.number(today.slice(0, 4));
  const letterDate = addDays(today, -sample.daysAgo);
  const head = choices.routes[0]?.id;
  const input: Omit<RecordLetter, 'evenIfDuplicate'> = {
    kindId: kindOf(choices, sample.kind),
    sender: sample.sender,
    number,
    letterDate,
    receivedDate: today,
    subject: sample.subject,
    sifat: 'biasa',
    derajat: sample.derajat,
    classification: sample.classification,
    ...(sample.attachments === undefined ? {} : { attachments: sample.attachments }),
    ...(sample.routed && head !== undefined ? { routeTo: head } : {}),
  };
  const { letterId } = await tu.ask<Recorded>('POST', '/letters', input, `contoh-${sample.name}`);
  const pdf = await drawLetter({
    ...sample.paper,
    number,
    date: longDate(letterDate),
    subject: sample.subject,
    to: 'Kepala Dinas Komunikasi dan Informatika',
  });
  await giveFile(tu, letterId, `${sample.name}.pdf`, pdf);
  return letterId;
}

async function giveFile(desk: OfficeVisit, letterId: string, name: string, pdf: Uint8Array): Promise<void> {
  const view = await desk.ask<LetterView>('GET', `/letters/${letterId}`);
  if (view.file !== undefined) return;
  const begun = await desk.ask<UploadState>('POST', `/letters/${letterId}/uploads`, {
    name,
    size: pdf.length,
    purpose: 'letter',
  });
  await desk.send(begun.uploadId, pdf);
}

async function dispose(head: OfficeVisit, letterId: string, sample: IncomingSample): Promise<void> {
  const letter = await head.ask<LetterView>('GET', `/letters/${letterId}`);
  // Disposed by the start that was cut.
  if (!letter.acts.includes('dispose') || letter.status !== 'routed') return;
  const choices = await head.ask<DispositionChoices>('GET', `/letters/${letterId}/disposition-choices`);
  const receiver = choices.positions.find(({ title }) => title === sample.disposes?.to);
  if (!receiver) throw new Error(`Nobody below is ${sample.disposes?.to ?? ''}.`);
  const body = {
    version: letter.version,
    recipients: [{ positionId: receiver.id, instructions: choices.instructions.slice(0, 1) }],
    note: sample.disposes?.note,
    due: choices.due.date,
  };
  await head.ask('POST', `/letters/${letterId}/dispositions`, body, `contoh-disposisi-${sample.name}`);
}

interface Signing {
  readonly tu: OfficeVisit;
  readonly kadis: OfficeVisit;
  readonly choices: LetterChoices;
  readonly today: string;
  readonly signer: LoginSecret;
}

async function signOutgoing(settings: PortalSettings, signing: Signing): Promise<void> {
  const { tu, kadis, choices, signer } = signing;
  const head = choices.signers.find(({ title }) => signer.position?.endsWith(title));
  if (!head) throw new Error('The head of the office does not sign.');
  const { subject, addressee, classification, kind, paper } = outgoingSample;
  const input = {
    kindId: kindOf(choices, kind),
    subject,
    addressee,
    sifat: 'biasa',
    derajat: 'biasa',
    classification,
    signers: [head.id],
  };
  const { letterId } = await tu.ask<OutgoingCreated>('POST', '/outgoing', input, 'contoh-surat-keluar');
  const pdf = await drawLetter({ ...paper, subject, to: addressee, signer: { title: head.title } });
  await giveFile(tu, letterId, 'surat-keluar.pdf', pdf);
  const drafted = await tu.ask<LetterView>('GET', `/letters/${letterId}`);
  if (drafted.number === undefined)
    await tu.ask<Numbered>('POST', `/letters/${letterId}/number`, { version: drafted.version });
  const numbered = await kadis.ask<LetterView>('GET', `/letters/${letterId}`);
  if (numbered.status === 'awaiting-signature') await sign(settings, kadis, numbered, signer);
}

/** What the frame does on Noken's own page, with the passphrase of the secrets. */
async function sign(
  settings: PortalSettings,
  desk: OfficeVisit,
  letter: LetterView,
  { passphrase }: LoginSecret,
): Promise<void> {
  const { intentId } = await desk.ask<SignIntent>('POST', `/letters/${letter.id}/sign-intents`, {
    version: letter.version,
  });
  const headers = {
    origin: settings.noken,
    'sec-fetch-site': 'same-origin',
    'content-type': 'application/json',
  };
  const shown = await fetch(`${settings.noken}/v1/sign-intents/${intentId}`, { headers });
  const { letter: paper } = (await shown.json()) as SignPreflight;
  const signed = await fetch(`${settings.noken}/v1/sign`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ intentId, affirmed: true, passphrase, sha256: paper?.sha256 }),
  });
  if (!signed.ok) throw new Error(`The sample letter was not signed: ${await signed.text()}`);
}

function kindOf({ kinds }: LetterChoices, name: string): string {
  const kind = kinds.find((one) => one.name === name);
  if (!kind) throw new Error(`There is no kind ${name}.`);
  return kind.id;
}
