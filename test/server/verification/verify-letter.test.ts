import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Verification } from '../../../server/contract/verification.js';
import { letterPdf } from '../../support/letter-pdf.js';
import { madeOffice, type MadeOffice, type Person } from '../../support/made-office.js';
import { refusal } from '../../support/outgoing-letter.js';
import { record, upload } from '../../support/recorded-letter.js';
import { signedLetter } from '../../support/signed-letter.js';

const passphrases = { head: 'hutan bakau Holtekamp 4', regent: 'perahu semang di teluk 6' } as const;

let made: MadeOffice;
let signed: Uint8Array;
let letterId = '';
let documentId = '';
beforeAll(async () => {
  made = await madeOffice();
  ({ letterId, documentId, signed } = await signedLetter(made, passphrases));
}, 120_000);
afterAll(() => made.close());

const ask = async (person: Person, path = '', headers: Record<string, string> = {}, letter = letterId) =>
  (await made.as(person)).request('GET', `/v1/desks/:desk/letters/${letter}/${path}`, undefined, headers);

async function judged(person: Person, query = '', headers: Record<string, string> = {}, letter = letterId) {
  const answer = await ask(person, `verification${query}`, headers, letter);
  expect(answer.status, await answer.clone().text()).toBe(200);
  return v.parse(Verification, await answer.json());
}

describe('the report on a letter (verifyLetter)', () => {
  test('comes to a desk that has it, with a sentence for each code in the language asked for', async () => {
    const { report, sentences, trial } = await judged('head');
    expect(report).toMatchObject({ verdict: 'intact', trusted: true });
    expect(trial).toBe(true);
    expect(report.signatures.map(({ signer }) => signer.name)).toEqual([
      'Markus Wambrauw (contoh)',
      'Petrus Matoa (contoh)',
    ]);
    expect(report.history).toHaveLength(report.revisions);
    const codes = [
      report.reason,
      ...report.signatures.flatMap(({ problems }) => problems),
      ...(report.history ?? []).flatMap(({ changes }) => changes.map(({ rule }) => rule)),
    ];
    expect(Object.keys(sentences).sort()).toEqual([...new Set(codes)].sort());
    expect(sentences['all-signatures-right']).toBe('Semua tanda tangan cocok dengan isi berkas.');
    const english = await judged('head', `?document=${documentId}`, { 'accept-language': 'en' });
    expect(english.sentences['all-signatures-right']).toBe('All signatures match the content of the file.');
    expect(english.summary.lead).toContain('trial signature without legal force');
  });

  test('is of the very file: each signature stands in the revision that it covers', async () => {
    const { report, size } = await judged('regent');
    expect(size).toBe(signed.length);
    const history = report.history ?? [];
    expect(history.at(-1)?.bytes).toBe(signed.length);
    for (const { field, revision: covered } of report.signatures) {
      const did = history.find((one) => one.revision === covered);
      expect(
        did?.changes.map(({ rule }) => rule),
        field,
      ).toContain('signature-field-added');
    }
  });

  test('is not there for a desk without the letter, nor for another tenant', async () => {
    for (const person of ['outsider', 'kabidTwo', 'stranger'] as const) {
      expect((await refusal(await ask(person, 'verification'))).code, person).toBe('letter-not-found');
    }
    const letter = await record(made, { routeTo: made.desks.head });
    expect((await refusal(await ask('head', 'verification', {}, letter.letterId))).code).toBe(
      'letter-file-missing',
    );
    expect((await refusal(await ask('head', `verification?document=${letterId}`))).code).toBe(
      'file-not-found',
    );
  });

  test('says of an unsigned letter that it is', async () => {
    const letter = await record(made, { routeTo: made.desks.head });
    await upload(await made.as('registrar'), letter.letterId, letterPdf());
    const { report, sentences } = await judged('head', '', {}, letter.letterId);
    expect(report).toMatchObject({ verdict: 'unsigned', reason: 'no-signature', signatures: [] });
    expect(sentences['no-signature']).toContain('tidak memuat tanda tangan');
  });
});
