import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Trail } from '../../../server/contract/dispositions.js';
import type { InboxPage } from '../../../server/contract/letters.js';
import { bytesSource, concatSource, readAll, signPdf } from '../../../server/pdf/index.js';
import { letterPdf } from '../../support/letter-pdf.js';
import { madeOffice, type MadeOffice } from '../../support/made-office.js';
import { answer, numbered, outgoingLetter, refusal } from '../../support/outgoing-letter.js';
import { qpdfCheck, run, withFile } from '../../support/pdf-oracles.js';
import { certifiedSigner } from '../../support/test-authority.js';

let made: MadeOffice;
beforeAll(async () => {
  made = await madeOffice();
});
afterAll(() => made.close());

const path = (letterId: string) => `/v1/desks/:desk/letters/${letterId}/number`;

async function letterOf(letterId: string) {
  return made.store.read((db) =>
    db.selectFrom('letters').selectAll().where('id', '=', letterId).executeTakeFirstOrThrow(),
  );
}

async function numbersOf(letterId: string) {
  return made.store.read((db) =>
    db.selectFrom('numbers').select(['text', 'state', 'ordinal']).where('letter_id', '=', letterId).execute(),
  );
}

describe('a letter is numbered', () => {
  test('from its unit’s series, dated today, stamped, and laid before the first signer', async () => {
    const letter = await outgoingLetter(made, ['head', 'regent']);
    const given = await numbered(made, letter);
    expect(given.number).toMatch(/^000\.1\/\d{3}\/DISKOMINFO\/2026$/);
    expect(given.letterDate).toBe('2026-11-24');
    expect(given.code).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
    const row = await letterOf(letter.letterId);
    expect(row).toMatchObject({ status: 'awaiting-signature', number: given.number, version: given.version });
    expect(await numbersOf(letter.letterId)).toMatchObject([{ text: given.number, state: 'used' }]);

    const file = await readAll(await made.office.documents.open(made.tenantId, row.document_sha256 ?? ''));
    expect(Buffer.compare(file.subarray(0, letterPdf().length), letterPdf())).toBe(0);
    await withFile(file, async (pdf) => {
      expect(await qpdfCheck(pdf)).toBe(0);
      const { output } = await run('pdftotext', ['-layout', pdf, '-']);
      expect(output).toContain(`Nomor ${given.number}`);
      expect(output).toContain('24 November 2026');
      expect(output).toContain('UJI COBA');
      expect(output.replaceAll(' ', '')).toContain(given.code);
    });

    const inbox = async (person: 'head' | 'regent') =>
      answer<InboxPage>(await (await made.as(person)).request('GET', '/v1/desks/:desk/inbox?tab=sign'));
    expect((await inbox('head')).rows).toMatchObject([
      { letterId: letter.letterId, reason: 'sign', waitsFor: 'sign', unread: true, number: given.number },
    ]);
    expect((await inbox('regent')).rows).toEqual([]);

    const trailPath = `/v1/desks/:desk/letters/${letter.letterId}/trail`;
    const trail = await answer<Trail>(await (await made.as('head')).request('GET', trailPath));
    expect(trail.steps.map(({ what }) => what)).toEqual(['created', 'file', 'numbered']);
  });

  test('twenty at once get twenty numbers, without a gap', async () => {
    const letters = [];
    for (let i = 0; i < 20; i++) letters.push(await outgoingLetter(made, ['head']));
    const given = await Promise.all(letters.map((letter) => numbered(made, letter)));
    const ordinals = given.map(({ number }) => Number(number.split('/')[1])).sort((a, b) => a - b);
    const [first = 0] = ordinals;
    expect(ordinals).toEqual(Array.from({ length: 20 }, (_, i) => first + i));
    expect(new Set(given.map(({ code }) => code)).size).toBe(20);
  });

  test('the same press twice is one act; another person’s is refused', async () => {
    const letter = await outgoingLetter(made, ['head']);
    const registrar = await made.as('registrar');
    const press = (key: string) =>
      registrar.request(
        'POST',
        path(letter.letterId),
        { version: letter.version },
        { 'idempotency-key': key },
      );
    const [one, two] = await Promise.all([press('a'.repeat(32)), press('a'.repeat(32))]);
    expect(await one.json()).toEqual(await two.json());
    expect((await press('a'.repeat(32))).status).toBe(200);
    expect(await refusal(press('b'.repeat(32)))).toMatchObject({ status: 409, code: 'number-already-given' });
    expect(await numbersOf(letter.letterId)).toHaveLength(1);
  });
});

describe('numbering is refused, and costs no number', () => {
  test('without a file, for a version that is old, and for desks that do not have it', async () => {
    const bare = await made.as('registrar');
    const empty = await outgoingLetter(made, ['head'], 'none');
    expect(
      await refusal(bare.request('POST', path(empty.letterId), { version: empty.version })),
    ).toMatchObject({ code: 'letter-file-missing' });
    const letter = await outgoingLetter(made, ['head']);
    expect(await refusal(bare.request('POST', path(letter.letterId), { version: 0 }))).toMatchObject({
      code: 'letter-changed-meanwhile',
    });
    for (const person of ['head', 'kabidOne', 'stranger'] as const) {
      const seat = await made.as(person);
      expect(await refusal(seat.request('POST', path(letter.letterId), { version: 2 }))).toMatchObject({
        status: 404,
        code: 'letter-not-found',
      });
    }
    expect(await numbersOf(empty.letterId)).toEqual([]);
  });

  test('for a PDF that is signed already, or has no room for the strip', async () => {
    const base = letterPdf();
    const tail = await signPdf(bytesSource(base), await certifiedSigner(), {
      at: made.now(),
      name: 'Orang Luar',
    });
    const signed = await readAll(concatSource(bytesSource(base), bytesSource(tail)));
    const small = letterPdf({ mediaBox: '[0 0 100 100]' });
    for (const [pdf, code] of [
      [signed, 'document-already-signed'],
      [small, 'document-unsignable'],
    ] as const) {
      const letter = await outgoingLetter(made, ['head'], pdf);
      const registrar = await made.as('registrar');
      const press = registrar.request('POST', path(letter.letterId), { version: letter.version });
      expect(await refusal(press)).toMatchObject({ code });
      expect(await numbersOf(letter.letterId)).toEqual([]);
      expect((await letterOf(letter.letterId)).status).toBe('draft');
    }
  });
});

describe('an outgoing letter is not begun', () => {
  const begin = async (more: Record<string, unknown>) =>
    refusal(
      (await made.as('registrar')).request('POST', '/v1/desks/:desk/outgoing', {
        kindId: made.kinds.outgoing,
        subject: 'Surat',
        addressee: 'Kepala Distrik Arso',
        sifat: 'biasa',
        derajat: 'biasa',
        classification: '000.1',
        signers: [made.desks.head],
        ...more,
      }),
    );

  test('with a kind, classification or signer that this government does not have', async () => {
    expect(await begin({ kindId: made.kinds.incoming })).toMatchObject({ code: 'kind-unknown' });
    expect(await begin({ classification: '999.9' })).toMatchObject({ code: 'request-invalid' });
    expect(await begin({ signers: [made.desks.stranger] })).toMatchObject({ code: 'position-unknown' });
    expect(await begin({ signers: [made.desks.head, made.desks.head] })).toMatchObject({
      code: 'request-invalid',
    });
    expect(await begin({ signers: [] })).toMatchObject({ code: 'request-invalid' });
  });

  test('above sifat biasa in a portal, or as a reply to a letter that this desk does not have', async () => {
    expect(await begin({ sifat: 'rahasia' })).toMatchObject({ code: 'restricted-in-portal' });
    expect(await begin({ replyTo: '01900000-0000-7000-8000-000000000000' })).toMatchObject({
      code: 'letter-not-found',
    });
  });
});
