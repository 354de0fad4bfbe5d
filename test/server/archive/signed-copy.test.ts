import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Ticket } from '../../../server/contract/letters.js';
import { madeOffice, type MadeOffice } from '../../support/made-office.js';
import { pdfsigVerdicts, withFile } from '../../support/pdf-oracles.js';
import { codeOf, view } from '../../support/recorded-letter.js';
import { signedLetter, type SignedLetter } from '../../support/signed-letter.js';

let made: MadeOffice;
let letter: SignedLetter;
beforeAll(async () => {
  made = await madeOffice();
  letter = await signedLetter(made, { head: 'sagu bakar di tepi Tami 9' });
}, 180_000);
afterAll(() => made.close());

test('the signed copy is had plainly: by a link, without portal, token or cookie, as it lies here, named by its number', async () => {
  const registrar = await made.as('registrar');
  const { number = '' } = await view(registrar, letter.letterId);
  const request = { what: 'document', disposition: 'attachment' };
  const path = `/v1/desks/:desk/letters/${letter.letterId}/tickets`;
  const { url } = (await (await registrar.request('POST', path, request)).json()) as Ticket;
  // As a browser without anything opens an address that it was given.
  const answer = await made.app.request(new URL(url).pathname);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('application/pdf');
  const name = `${number.replaceAll('/', '-')}.pdf`;
  expect(number).toContain('/');
  expect(answer.headers.get('content-disposition')).toContain(`attachment; filename="${name}"`);
  const bytes = new Uint8Array(await answer.arrayBuffer());
  expect(Buffer.from(bytes).equals(Buffer.from(letter.signed))).toBe(true);
  await withFile(bytes, async (file) => expect(await pdfsigVerdicts(file)).toEqual(['Signature is Valid.']));
  expect(await codeOf(await made.app.request(new URL(url).pathname))).toBe('file-not-found');
});
