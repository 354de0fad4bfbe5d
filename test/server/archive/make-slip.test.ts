import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as v from 'valibot';
import { affirmations, affirmationVersion } from '../../../server/contract/affirmation.js';
import type { Ticket } from '../../../server/contract/letters.js';
import { SigningSlip } from '../../../server/contract/signing-slip.js';
import { factsAbout } from '../../../server/ledger/index.js';
import { madeOffice, type MadeOffice, type Person } from '../../support/made-office.js';
import { outgoingLetter } from '../../support/outgoing-letter.js';
import { qpdfCheck, run, withFile } from '../../support/pdf-oracles.js';
import { codeOf } from '../../support/recorded-letter.js';
import { readText } from '../../support/repository-files.js';
import { signedLetter, type SignedLetter } from '../../support/signed-letter.js';

let made: MadeOffice;
let letter: SignedLetter;
beforeAll(async () => {
  made = await madeOffice();
  letter = await signedLetter(made, {
    head: 'sagu bakar di tepi Tami 9',
    regent: 'burung mambruk pagi hari 3',
  });
}, 180_000);
afterAll(() => made.close());

async function slipJson(person: Person = 'registrar', letterId = letter.letterId): Promise<Response> {
  return (await made.as(person)).request('GET', `/v1/desks/:desk/letters/${letterId}/slip.json`);
}

async function slipPdf(letterId = letter.letterId): Promise<Response> {
  const request = { what: 'slip', disposition: 'attachment' };
  const registrar = await made.as('registrar');
  const answer = await registrar.request('POST', `/v1/desks/:desk/letters/${letterId}/tickets`, request);
  expect(answer.status, await answer.clone().text()).toBe(201);
  return made.app.request(new URL(((await answer.json()) as Ticket).url).pathname);
}

describe('the signing slip', () => {
  test('tells of each signature who, when, as what, with which certificate, and on which rows it rests', async () => {
    const answer = await slipJson();
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const slip = v.parse(SigningSlip, await answer.json());
    expect(slip).toMatchObject({
      trial: true,
      tenant: { slug: 'keerom-uji' },
      letter: { id: letter.letterId, subject: 'Surat tugas pemasangan VSAT' },
      file: { verdict: 'intact', size: letter.signed.length },
    });
    expect(slip.letter.url).toBe(`${made.publicUrl}/v/${slip.letter.code}`);
    const [head, regent] = slip.signatures;
    expect(slip.signatures).toHaveLength(2);
    expect(head).toMatchObject({
      ordinal: 1,
      at: '2026-11-24T00:30:00.000Z',
      local: '24 Nov 2026, 09.30 WIT',
      provider: 'local',
      rewritten: false,
      check: { integrity: 'right', trust: 'trusted', level: 'B-LT', changesAfter: 'permitted' },
      affirmation: { at: '2026-11-24T00:30:00.000Z', ...affirmations[affirmationVersion] },
    });
    expect(head?.capacity).toMatch(/^Plh\. /);
    expect(head?.timestampedBy).toMatch(/\S/);
    expect(head?.certificate.issuer).toContain('CN=');
    expect((head?.certificate.notAfter ?? '') > slip.madeAt).toBe(true);
    expect(regent?.before).toBe(head?.after);
    expect(regent?.after).toBe(slip.file.sha256);
    expect(JSON.stringify(slip)).not.toMatch(/"\d{16}"/);

    const facts = await factsAbout(await made.scopeOf('registrar'), letter.letterId);
    for (const one of slip.signatures) {
      expect(one.ledger.map(({ kind }) => kind)).toEqual([
        'signing.intended',
        'signing.affirmed',
        'signing.dispatched',
        'letter.signed',
      ]);
      for (const { seq, hash } of one.ledger) expect(facts.find((fact) => fact.seq === seq)?.hash).toBe(hash);
    }
    expect(facts.at(-1)).toMatchObject({ kind: 'slip.downloaded', desk: made.desks.registrar });
    expect(facts.at(-1)?.data).toBe('{"form":"json"}');
  });

  test('is a PDF by a one-use link, a page for each signature, whose QR leads to the public page', async () => {
    const answer = await slipPdf();
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/pdf');
    expect(answer.headers.get('content-disposition')).toMatch(
      /^attachment; filename="bukti-penandatanganan-000\.1-[\w.-]+\.pdf"/,
    );
    const slip = v.parse(SigningSlip, await (await slipJson()).json());
    await withFile(new Uint8Array(await answer.arrayBuffer()), async (path) => {
      expect(await qpdfCheck(path)).toBe(0);
      for (const [page, one] of slip.signatures.entries()) {
        const range = ['-f', String(page + 1), '-l', String(page + 1)];
        const { output } = await run('pdftotext', ['-enc', 'UTF-8', '-raw', ...range, path, '-']);
        const text = Buffer.from(output, 'latin1').toString('utf8').replace(/\s+/gu, ' ');
        for (const said of [
          'Bukti penandatanganan',
          'Signing slip',
          'UJI COBA',
          slip.letter.number ?? '-',
          one.name,
          one.capacity,
          '09.30 WIT',
          '2026-11-24 00:30:00 UTC',
          one.certificate.serial,
          one.before,
          one.after,
          ...one.ledger.map(({ hash }) => hash),
          affirmations[affirmationVersion].id,
          affirmations[affirmationVersion].en,
          'bukan tanda tangan elektronik',
        ])
          expect(text).toContain(said);
      }
      expect((await run('pdfinfo', [path])).output).toMatch(/Pages:\s+2\n/u);
    });
    const facts = await factsAbout(await made.scopeOf('registrar'), letter.letterId);
    expect(facts.filter(({ data }) => data === '{"form":"pdf"}')).toHaveLength(1);
  });

  test('is refused for a letter that nobody signed, and to a desk that the letter has not reached', async () => {
    const { letterId } = await outgoingLetter(made, ['head']);
    expect(await codeOf(await slipJson('registrar', letterId))).toBe('letter-not-signed');
    expect(await codeOf(await slipPdf(letterId))).toBe('letter-not-signed');
    expect(await codeOf(await slipJson('outsider'))).toBe('letter-not-found');
    expect(await codeOf(await slipJson('stranger'))).toBe('letter-not-found');
    const bare = await made.app.request(`/v1/desks/${made.desks.registrar}/letters/${letterId}/slip.json`);
    expect(bare.status).toBe(401);
    const facts = await factsAbout(await made.scopeOf('registrar'), letterId);
    expect(facts.some(({ kind }) => kind === 'slip.downloaded')).toBe(false);
  });
});

test('what the slip says was affirmed is what the sign frame shows', () => {
  const words = readText('components/sign-frame/sign-frame.words.ts');
  for (const sentence of Object.values(affirmations[affirmationVersion]))
    expect(words).toContain(`affirmation: '${sentence}'`);
});
