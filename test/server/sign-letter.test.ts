import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readAll } from '../../server/pdf/index.js';
import { pdfsigVerdicts, qpdfCheck, withFile } from '../support/pdf-oracles.js';
import { madeOffice, type MadeOffice } from '../support/made-office.js';
import {
  answer,
  enrol,
  numbered,
  outgoingLetter,
  preflightOf,
  pressSign,
  refusal,
  signAs,
  signIntent,
} from '../support/outgoing-letter.js';

const passphrases = { head: 'sagu bakar di tepi Tami 9', regent: 'burung mambruk pagi hari 3' } as const;

let made: MadeOffice;
beforeAll(async () => {
  made = await madeOffice();
  for (const person of ['head', 'regent'] as const) {
    const enrolled = await enrol(made, person, passphrases[person]);
    expect(enrolled.status).toBe(201);
  }
});
afterAll(() => made.close());

/** Every file of a letter, oldest first: each is longer than the one that it was appended to. */
async function filesOf(letterId: string) {
  return made.store.read((db) =>
    db.selectFrom('letter_documents').selectAll().where('letter_id', '=', letterId).orderBy('size').execute(),
  );
}

async function letterOf(letterId: string) {
  return made.store.read((db) =>
    db.selectFrom('letters').selectAll().where('id', '=', letterId).executeTakeFirstOrThrow(),
  );
}

async function bytesOf(sha256: string): Promise<Uint8Array> {
  return readAll(await made.office.documents.open(made.tenantId, sha256));
}

describe('two officials sign one letter', () => {
  test('both stay valid by poppler and qpdf, and each file begins with the one before', async () => {
    const letter = await outgoingLetter(made, ['head', 'regent']);
    const { number, code } = await numbered(made, letter);
    expect(number).toMatch(/^000\.1\/\d{3}\/DISKOMINFO\/2026$/);

    const first = await signAs(made, 'head', letter.letterId, passphrases.head);
    expect(await first.json()).toMatchObject({
      state: 'signed',
      letterId: letter.letterId,
      number,
      code,
      verdict: 'intact',
      signatures: 1,
    });
    expect((await letterOf(letter.letterId)).status).toBe('awaiting-signature');
    const second = await signAs(made, 'regent', letter.letterId, passphrases.regent);
    expect(await second.json()).toMatchObject({ state: 'signed', signatures: 2 });
    expect((await letterOf(letter.letterId)).status).toBe('signed');

    const files = await filesOf(letter.letterId);
    expect(files.map(({ role, signatures }) => [role, signatures])).toEqual([
      ['original', 0],
      ['stamped', 0],
      ['signed', 1],
      ['signed', 2],
    ]);
    const bytes = await Promise.all(files.map(({ sha256 }) => bytesOf(sha256)));
    bytes.slice(1).forEach((later, index) => {
      const before = bytes[index] ?? new Uint8Array(0);
      expect(Buffer.compare(later.subarray(0, before.length), before)).toBe(0);
    });
    await withFile(bytes[3] ?? new Uint8Array(0), async (path) => {
      expect(await pdfsigVerdicts(path)).toEqual(['Signature is Valid.', 'Signature is Valid.']);
      expect(await qpdfCheck(path)).toBe(0);
    });
  });
});
