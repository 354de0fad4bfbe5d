import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Numbered } from '../../../server/contract/letters.js';
import type { SignIntent, SignPreflight } from '../../../server/contract/signing.js';
import { inviteOfficial } from '../../../server/signing/index.js';
import { letterPdf } from '../../support/letter-pdf.js';
import { madeOffice, type MadeOffice } from '../../support/made-office.js';
import { answer, outgoingLetter, ownHeaders } from '../../support/outgoing-letter.js';

const script = fileURLToPath(new URL('../../support/served-office.ts', import.meta.url));
const master = randomBytes(32).toString('hex');
const passphrase = 'kali Tami meluap lagi 8';

let made: MadeOffice;
let child: ChildProcess | undefined;
let address = '';

beforeEach(async () => {
  made = await madeOffice({}, Buffer.from(master, 'hex'));
});
afterEach(async () => {
  await kill();
  await made.close();
});

async function start(): Promise<void> {
  const parameters = ['--import', 'tsx', script, made.folder, master, made.now().toISOString()];
  const server = spawn(process.execPath, parameters, { stdio: ['ignore', 'pipe', 'inherit'] });
  child = server;
  const [port] = (await once(server.stdout, 'data')) as [Buffer];
  address = `http://127.0.0.1:${port.toString().trim()}`;
}

async function kill(): Promise<void> {
  const server = child;
  child = undefined;
  if (!server || server.exitCode !== null || server.signalCode !== null) return;
  const ended = once(server, 'exit');
  server.kill('SIGKILL');
  await ended;
}

async function ask(person: 'registrar' | 'head', path: string, body: unknown): Promise<Response> {
  const { token, deskId } = await made.as(person);
  return fetch(`${address}${path.replace(':desk', deskId)}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      origin: made.portals.A.origin,
      'content-type': 'application/json',
    },
    body: JSON.stringify(body),
  });
}

/** As the frame asks. Fetch sets no forbidden header here, so what a browser adds is added by hand. */
async function own<T>(path: string, body?: unknown): Promise<T> {
  const init = { headers: ownHeaders(made) };
  return answer<T>(
    await fetch(
      `${address}${path}`,
      body === undefined ? init : { ...init, method: 'POST', body: JSON.stringify(body) },
    ),
  );
}

/** Waits until a row says so, while the other process writes. */
async function until(query: () => Promise<boolean>): Promise<void> {
  await expect.poll(query, { timeout: 60_000, interval: 1 }).toBe(true);
}

const stateOf = async (intentId: string) =>
  (
    await made.store.read((db) =>
      db.selectFrom('sign_intents').select('state').where('id', '=', intentId).executeTakeFirst(),
    )
  )?.state;
const statusOf = async (letterId: string) =>
  (
    await made.store.read((db) =>
      db.selectFrom('letters').select('status').where('id', '=', letterId).executeTakeFirst(),
    )
  )?.status;
const signaturesOf = (letterId: string) =>
  made.store.read((db) =>
    db.selectFrom('signatures').select('id').where('letter_id', '=', letterId).execute(),
  );

/** A letter heavy enough that signing and stamping it takes a while. */
function heavyPdf(): Uint8Array {
  const noise = randomBytes(3_000_000).toString('hex');
  return letterPdf({ objects: [`<< /Length ${noise.length} >>\nstream\n${noise}\nendstream`] });
}

test('a server killed while it numbers loses no number and gives none twice', async () => {
  const pdf = heavyPdf();
  const letter = await outgoingLetter(made, ['head'], pdf);
  const other = await outgoingLetter(made, ['head']);
  const path = `/v1/desks/:desk/letters/${letter.letterId}/number`;
  const numbersOf = () =>
    made.store.read((db) =>
      db
        .selectFrom('numbers')
        .select(['ordinal', 'state', 'letter_id'])
        .where('letter_id', 'in', [letter.letterId, other.letterId])
        .orderBy('ordinal')
        .execute(),
    );
  await start();
  const lost = ask('registrar', path, { version: letter.version }).catch(() => undefined);
  await until(async () => (await numbersOf()).length === 1);
  await kill();
  await lost;
  const [reserved] = await numbersOf();
  // Reserved for this letter, which does not bear it yet; that the kill came in time is part of the test.
  expect(reserved).toMatchObject({ state: 'reserved', letter_id: letter.letterId });
  expect(await statusOf(letter.letterId)).toBe('draft');

  await start();
  const after = await answer<Numbered>(
    await ask('registrar', `/v1/desks/:desk/letters/${other.letterId}/number`, { version: other.version }),
  );
  const again = await answer<Numbered>(await ask('registrar', path, { version: letter.version }));
  const ordinalOf = ({ number }: Numbered) => Number(number.split('/')[1]);
  expect(ordinalOf(again)).toBe(reserved?.ordinal);
  expect(ordinalOf(after)).toBe(ordinalOf(again) + 1);
  expect((await numbersOf()).map(({ state }) => state)).toEqual(['used', 'used']);
  expect(await statusOf(letter.letterId)).toBe('awaiting-signature');
}, 240_000);

test('a server killed while it signs has signed once or not at all, and the letter can be signed', async () => {
  await start();
  const { url } = await inviteOfficial(await made.commandScope(), made.officials.head, made.publicUrl);
  await own(`/v1/enrolments/${url.split('/').pop() ?? ''}`, { passphrase });
  const letter = await outgoingLetter(made, ['head'], heavyPdf());
  const path = `/v1/desks/:desk/letters/${letter.letterId}`;
  await answer(await ask('registrar', `${path}/number`, { version: letter.version }));

  async function press(): Promise<{ intentId: string; pressed: Promise<unknown> }> {
    const { intentId } = await answer<SignIntent>(await ask('head', `${path}/sign-intents`, {}));
    const shown = await own<SignPreflight>(`/v1/sign-intents/${intentId}`);
    const body = { intentId, affirmed: true, passphrase, sha256: shown.letter?.sha256 };
    return { intentId, pressed: own('/v1/sign', body).catch((error: unknown) => error) };
  }

  let given = 0;
  for (let round = 0; round < 3 && (await statusOf(letter.letterId)) !== 'signed'; round++) {
    const { intentId, pressed } = await press();
    await until(async () => ['dispatched', 'signed'].includes((await stateOf(intentId)) ?? ''));
    await new Promise((resolve) => setTimeout(resolve, round * 40));
    await kill();
    await pressed;
    const cutAt = await stateOf(intentId);
    expect(await signaturesOf(letter.letterId)).toHaveLength(cutAt === 'signed' ? 1 : 0);

    await start();
    const shown = await own<SignPreflight>(`/v1/sign-intents/${intentId}`);
    if (cutAt === 'signed') {
      expect(shown).toMatchObject({ state: 'signed', outcome: { state: 'signed' } });
      continue;
    }
    given++;
    // The evidence is complete: no signature was kept, so none was made, and the letter waits again.
    expect(shown.state).toBe('refused');
    expect(await statusOf(letter.letterId)).toBe('awaiting-signature');
    const told = await made.store.read((db) =>
      db
        .selectFrom('ledger')
        .select('data')
        .where('kind', '=', 'signing.resolved')
        .orderBy('seq', 'desc')
        .execute(),
    );
    expect(JSON.parse(told[0]?.data ?? '{}')).toEqual({
      intent: intentId,
      outcome: 'not-signed',
      reason: 'no-signature-stored',
    });
  }
  expect(given).toBeGreaterThan(0);

  if ((await statusOf(letter.letterId)) !== 'signed') {
    const { intentId, pressed } = await press();
    await pressed;
    expect(await stateOf(intentId)).toBe('signed');
  }
  expect(await statusOf(letter.letterId)).toBe('signed');
  expect(await signaturesOf(letter.letterId)).toHaveLength(1);
}, 240_000);
