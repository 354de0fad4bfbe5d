import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Verification } from '../../../server/contract/verification.js';
import { factsAbout } from '../../../server/ledger/index.js';
import { readAll } from '../../../server/pdf/index.js';
import { letterPdf } from '../../support/letter-pdf.js';
import { madeOffice, type MadeOffice, type Person } from '../../support/made-office.js';
import { enrol, numbered, outgoingLetter, refusal, signAs } from '../../support/outgoing-letter.js';
import { record, upload, view } from '../../support/recorded-letter.js';

const passphrases = { head: 'hutan bakau Holtekamp 4', regent: 'perahu semang di teluk 6' } as const;

let made: MadeOffice;
let signed: Uint8Array;
let letterId = '';
let documentId = '';
beforeAll(async () => {
  made = await madeOffice();
  for (const person of ['head', 'regent'] as const)
    expect((await enrol(made, person, passphrases[person])).status).toBe(201);
  const letter = await outgoingLetter(made, ['head', 'regent']);
  ({ letterId } = letter);
  await numbered(made, letter);
  for (const person of ['head', 'regent'] as const)
    expect((await signAs(made, person, letterId, passphrases[person])).status).toBe(200);
  documentId = (await view(await made.as('head'), letterId)).file?.documentId ?? '';
  const { document_sha256: sha256 } = await made.store.read((db) =>
    db.selectFrom('letters').selectAll().where('id', '=', letterId).executeTakeFirstOrThrow(),
  );
  signed = await readAll(await made.office.documents.open(made.tenantId, sha256 ?? ''));
}, 120_000);
afterAll(() => made.close());

const ask = async (person: Person, path = '', headers: Record<string, string> = {}, letter = letterId) =>
  (await made.as(person)).request('GET', `/v1/desks/:desk/letters/${letter}/${path}`, undefined, headers);
const revision = (number: number | string, headers: Record<string, string> = {}, person: Person = 'head') =>
  ask(person, `documents/${documentId}/revisions/${number}`, headers);

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
      expect((await refusal(await revision(1, {}, person))).code, person).toBe('letter-not-found');
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

describe('a revision of a letter (readRevision)', () => {
  test('is the beginning of the file, whole or a range of it', async () => {
    const { report } = await judged('head');
    for (const { revision: number, bytes } of report.history ?? []) {
      const answer = await revision(number);
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
      const got = Buffer.from(await answer.arrayBuffer());
      expect(got.equals(Buffer.from(signed.subarray(0, bytes))), `revision ${number}`).toBe(true);
    }
    const part = await revision(1, { range: 'bytes=0-8' });
    expect(part.status).toBe(206);
    expect(await part.text()).toMatch(/^%PDF-1\.\d\n/);
    expect(part.headers.get('content-range')).toBe(`bytes 0-8/${report.history?.[0]?.bytes ?? 0}`);
  });

  test('beyond the last, or no number, is not found', async () => {
    const { report } = await judged('head');
    for (const number of [0, report.revisions + 1, '1e3', '-1', '1234567', 'x'])
      expect((await refusal(await revision(number))).code, String(number)).toBe('revision-not-found');
    expect((await refusal(await ask('head', `documents/${letterId}/revisions/1`))).code).toBe(
      'file-not-found',
    );
  });

  test('is written down by its number, once for one look', async () => {
    made.setClock(20 * 60_000);
    await revision(1);
    await revision(1, { range: 'bytes=0-8' });
    await revision(2);
    const facts = await factsAbout(await made.scopeOf('head'), letterId);
    const since = new Date(made.now().getTime() - 1000).toISOString();
    const looks = facts
      .filter(({ kind, at }) => kind === 'letter.viewed' && at > since)
      .map(({ data }) => (JSON.parse(data) as { revision?: number }).revision);
    expect(looks).toEqual([undefined, 1, 2]);
  });
});
