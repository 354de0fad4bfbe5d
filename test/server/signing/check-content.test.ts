import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PreflightCheck, SignPreflight } from '../../../server/contract/signing.js';
import { appendObjects, letterPdf } from '../../support/letter-pdf.js';
import { madeOffice, type MadeOffice } from '../../support/made-office.js';
import {
  answer,
  enrol,
  numbered,
  outgoingLetter,
  ownHeaders,
  pressSign,
  refusal,
  signIntent,
} from '../../support/outgoing-letter.js';

const passphrase = 'sagu bakar di tepi Tami 9';

let made: MadeOffice;
beforeAll(async () => {
  made = await madeOffice();
  expect((await enrol(made, 'head', passphrase)).status).toBe(201);
}, 180_000);
afterAll(() => made.close());

async function waiting(pdf: Uint8Array): Promise<string> {
  const letter = await outgoingLetter(made, ['head', 'regent'], pdf);
  await numbered(made, letter);
  return letter.letterId;
}

async function preflightIn(intentId: string, language: string): Promise<SignPreflight> {
  const headers = { ...ownHeaders(made), 'accept-language': language };
  return answer(await made.app.request(`/v1/sign-intents/${intentId}`, { headers }));
}

const warnings = ({ checks }: SignPreflight): PreflightCheck[] =>
  checks.filter(({ check }) => check === 'content');

describe('what a letter’s file holds ready, before anybody has signed it', () => {
  test('is told in both languages, and keeps nobody from signing', async () => {
    const field = '<< /Type /Annot /Subtype /Widget /FT /Tx /T (nilai) /V (Rp 1) /Rect [60 690 160 715] >>';
    const page = '<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>';
    const letterId = await waiting(letterPdf({ pageEntries: '/Annots [10 0 R]', objects: [field, page] }));
    const { intentId } = await signIntent(made, 'head', letterId);
    const shown = await preflightIn(intentId, 'id');
    expect(warnings(shown)).toEqual([
      {
        check: 'content',
        ok: false,
        title: 'Berkas memuat 1 bagian yang tidak tampil di halaman mana pun',
        detail: 'Bagian seperti itu dapat ditampilkan belakangan, sesudah Anda menandatangani.',
        warning: 'objects-unreferenced',
      },
      {
        check: 'content',
        ok: false,
        title: '1 kolom isian atau catatan menutupi isi halaman, mulai halaman 1',
        detail: 'Yang menutupi dapat diganti atau diangkat belakangan tanpa mengubah halamannya.',
        warning: 'overlay',
      },
    ]);
    expect(shown.signable).toBe(true);
    expect(warnings(await preflightIn(intentId, 'en')).map(({ title }) => title)).toEqual([
      'The file holds 1 part that no page shows',
      '1 form field or note covers what a page says, from page 1 on',
    ]);
    expect((await pressSign(made, intentId, passphrase)).status).toBe(200);
    // From the first signature on, every change is a later one, which its verification tells.
    const next = await signIntent(made, 'regent', letterId);
    expect(warnings(await preflightIn(next.intentId, 'id'))).toEqual([]);
  });

  test('refuses what a template left unfilled, told and acted alike', async () => {
    const text = 'BT /F1 12 Tf 71 650 Td (Nomor ${nomor_naskah}, {{tanggal}}) Tj ET';
    const content = `<< /Length ${String(text.length)} >>\nstream\n${text}\nendstream`;
    const letterId = await waiting(appendObjects(letterPdf(), new Map([[4, content]])));
    const { intentId } = await signIntent(made, 'head', letterId);
    const shown = await preflightIn(intentId, 'id');
    expect(shown.signable).toBe(false);
    expect(shown.checks.find(({ check }) => check === 'unfilled')).toEqual({
      check: 'unfilled',
      ok: false,
      title:
        'Naskah ini masih memuat ${nomor_naskah}, {{tanggal}}, yang belum diganti isinya. Naskah belum ditandatangani. Tolak naskah ini supaya dilengkapi dulu.',
      code: 'document-unfilled',
    });
    expect(await refusal(pressSign(made, intentId, passphrase))).toMatchObject({
      status: 422,
      code: 'document-unfilled',
    });
  });

  test('is nothing in an ordinary letter with Noken’s own strip on it', async () => {
    const { intentId } = await signIntent(made, 'head', await waiting(letterPdf({ pages: 2 })));
    expect(warnings(await preflightIn(intentId, 'id'))).toEqual([]);
  });

  test('says so where not all of it was looked at', async () => {
    const link = '<< /Type /Annot /Subtype /Link /Rect [1 1 2 2] >>';
    const { intentId } = await signIntent(
      made,
      'head',
      await waiting(letterPdf({ pageEntries: `/Annots [${'10 0 R '.repeat(201)}]`, objects: [link] })),
    );
    expect(warnings(await preflightIn(intentId, 'id')).map(({ warning }) => warning)).toEqual([
      'looked-partly',
    ]);
  });
});
