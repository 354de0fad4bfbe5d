import { afterAll, beforeAll, expect, test } from 'vitest';
import { boxText } from '../../../server/signing/box-text.js';
import { signingFacts } from '../../../server/signing/signing-facts.js';
import { madeOffice, type MadeOffice, type Person } from '../../support/made-office.js';
import {
  enrol,
  numbered,
  outgoingLetter,
  preflightOf,
  pressSign,
  refusal,
  signIntent,
} from '../../support/outgoing-letter.js';

const passphrase = 'sagu bakar di tepi Tami 9';

let made: MadeOffice;
beforeAll(async () => {
  made = await madeOffice();
  for (const person of ['sekda', 'head'] as const)
    expect((await enrol(made, person, passphrase)).status).toBe(201);
}, 180_000);
afterAll(() => made.close());

async function intentOf(signer: Person, form: 'an' | 'ub') {
  const signsFor = [{ signer: made.desks[signer], form }];
  const letter = await outgoingLetter(made, [signer], undefined, { signsFor });
  const { code } = await numbered(made, letter);
  const { intentId } = await signIntent(made, signer, letter.letterId);
  return { letterId: letter.letterId, code, intentId };
}

test('a.n.: in the name of the position above, in the frame, the box, the row, the ledger and on the public page', async () => {
  const { letterId, code, intentId } = await intentOf('sekda', 'an');
  const printed = 'a.n. Bupati Keerom, Sekretaris Daerah Kabupaten Keerom';
  expect((await preflightOf(made, intentId)).capacity).toBe(printed);
  expect(boxText(await signingFacts(made.office, intentId)).capacity).toEqual([
    'a.n. BUPATI KEEROM',
    'Sekretaris Daerah Kabupaten Keerom,',
  ]);
  expect((await pressSign(made, intentId, passphrase)).status).toBe(200);
  const { signature, fact } = await made.store.read(async (db) => ({
    signature: await db
      .selectFrom('signatures')
      .select('capacity')
      .where('letter_id', '=', letterId)
      .executeTakeFirstOrThrow(),
    fact: await db
      .selectFrom('ledger')
      .select('data')
      .where('subject', '=', letterId)
      .where('kind', '=', 'signing.dispatched')
      .executeTakeFirstOrThrow(),
  }));
  expect(signature.capacity).toBe(printed);
  expect(JSON.parse(fact.data)).toMatchObject({ capacity: printed });
  expect(await (await made.app.request(`/v/${code}`)).text()).toContain(printed);
});

test('u.b.: two steps down, with who acts for a holder named as such', async () => {
  const { intentId } = await intentOf('head', 'ub');
  expect((await preflightOf(made, intentId)).capacity).toBe(
    'a.n. Bupati Keerom, Sekretaris Daerah Kabupaten Keerom, u.b. Plh. Kepala Dinas Komunikasi dan Informatika',
  );
  expect(boxText(await signingFacts(made.office, intentId)).capacity).toEqual([
    'a.n. BUPATI KEEROM',
    'Sekretaris Daerah Kabupaten Keerom',
    'u.b.',
    'Plh. Kepala Dinas Komunikasi dan Informatika,',
  ]);
  expect((await pressSign(made, intentId, passphrase)).status).toBe(200);
});

test('nobody signs in the name of who is not there, of somebody else’s superior, or twice over', async () => {
  const an = (signer: Person, form: 'an' | 'ub' = 'an') => ({ signer: made.desks[signer], form });
  for (const [signers, signsFor] of [
    [['regent'], [an('regent')]],
    [['sekda'], [an('sekda', 'ub')]],
    [['sekda'], [an('head')]],
    [['sekda'], [an('sekda'), an('sekda')]],
  ] as const) {
    const registrar = await made.as('registrar');
    const asked = registrar.request('POST', '/v1/desks/:desk/outgoing', {
      kindId: made.kinds.outgoing,
      subject: 'Surat tugas',
      addressee: 'Kepala Distrik Arso',
      sifat: 'biasa',
      derajat: 'biasa',
      classification: '000.1',
      signers: signers.map((signer) => made.desks[signer]),
      signsFor,
    });
    expect(await refusal(asked)).toMatchObject({ status: 422, code: 'request-invalid' });
  }
});
