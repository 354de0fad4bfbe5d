import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Verification } from '../../../server/contract/verification.js';
import { readAll } from '../../../server/pdf/index.js';
import { appendObjects, letterPdf } from '../../support/letter-pdf.js';
import { madeOffice, type MadeOffice } from '../../support/made-office.js';
import { enrol, numbered, outgoingLetter, refusal, signAs } from '../../support/outgoing-letter.js';

const passphrases = { head: 'hutan bakau Holtekamp 4', regent: 'perahu semang di teluk 6' } as const;

let made: MadeOffice;
let signed: Uint8Array;
let code = '';
beforeAll(async () => {
  made = await madeOffice();
  for (const person of ['head', 'regent'] as const)
    expect((await enrol(made, person, passphrases[person])).status).toBe(201);
  const letter = await outgoingLetter(made, ['head', 'regent']);
  ({ code } = await numbered(made, letter));
  for (const person of ['head', 'regent'] as const)
    expect((await signAs(made, person, letter.letterId, passphrases[person])).status).toBe(200);
  const { document_sha256: sha256 } = await made.store.read((db) =>
    db.selectFrom('letters').selectAll().where('id', '=', letter.letterId).executeTakeFirstOrThrow(),
  );
  signed = await readAll(await made.office.documents.open(made.tenantId, sha256 ?? ''));
}, 120_000);
afterAll(() => made.close());

async function judge(file: Uint8Array): Promise<v.InferOutput<typeof Verification>> {
  const headers = { 'content-type': 'application/pdf', origin: made.portals.A.origin };
  const answer = await made.app.request('/v1/verifications?name=surat.pdf', {
    method: 'POST',
    headers,
    body: file.slice(),
  });
  expect(answer.status).toBe(200);
  expect(answer.headers.get('access-control-allow-origin')).toBe('*');
  return v.parse(Verification, await answer.json());
}

async function judgeByForm(file: Uint8Array, query = ''): Promise<{ status: number; page: string }> {
  const form = new FormData();
  form.set('file', new File([file.slice()], 'surat <1>.pdf', { type: 'application/pdf' }));
  const answer = await made.app.request(`/verify${query}`, { method: 'POST', body: form });
  return { status: answer.status, page: await answer.text() };
}

function withOneByteChanged(): Uint8Array {
  // A Buffer's slice would be the same bytes again.
  const copy = Uint8Array.from(signed);
  const at = Buffer.from(copy).indexOf('Surat tugas');
  expect(at).toBeGreaterThan(0);
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
}

/** Page tree 2 gets a second page, in a revision of its own: what a forger without a key can do. */
function withPageAppended(): Uint8Array {
  return appendObjects(
    signed,
    new Map([
      [
        2,
        '<< /Type /Pages /Kids [3 0 R 900 0 R] /Count 2 /MediaBox [0 0 595 842] /Resources << /Font << /F1 5 0 R >> >> >>',
      ],
      [900, '<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>'],
    ]),
  );
}

const heading = (page: string) => /<h1>([^<]*)<\/h1>/.exec(page)?.[1];

describe('a file is judged for anybody', () => {
  test('intact: who, when, and that it is a trial', async () => {
    const { report, trial, name, size, proofOnly } = await judge(signed);
    expect(report).toMatchObject({ verdict: 'intact', trusted: true });
    // After the first came another signature, after the last only its evidence.
    expect(proofOnly).toEqual([report.signatures[1]?.field]);
    expect({ trial, name, size }).toEqual({ trial: true, name: 'surat.pdf', size: signed.length });
    expect(
      report.signatures.map(({ signer, level, changesAfter }) => [signer.name, level, changesAfter]),
    ).toEqual([
      ['Markus Wambrauw (contoh)', 'B-LT', 'permitted'],
      ['Petrus Matoa (contoh)', 'B-LT', 'permitted'],
    ]);
    const { page } = await judgeByForm(signed);
    expect(heading(page)).toBe('Utuh, tetapi penerbitnya belum dipercaya');
    expect(page).toContain('class="verdict grey"');
    expect(page).toContain('belum berkekuatan hukum');
    expect(page).toContain('tanda tangan · 24 Nov 2026, 09.30 WIT');
    expect(page.split('misalnya tanda tangan lain')).toHaveLength(2);
    expect(page.split('Sesudahnya hanya ditambahkan data bukti')).toHaveLength(2);
    expect(page).toContain('surat &lt;1&gt;.pdf');
    expect(page).not.toMatch(/<script| on\w+=/);
    expect(page).toContain('<h2>Yang dapat dilakukan</h2>');
    const versions = page.slice(page.indexOf('<h2>Riwayat berkas</h2>'));
    // Drawn, stamped, then signed by two, each with its evidence: what each version did is told, how the file is kept
    // is not.
    expect(versions.match(/<li/g)).toHaveLength(6);
    expect(versions).toContain('<li><b>Versi 3</b><span>Tanda tangan ditambahkan. ');
    expect(versions).toContain('<li><b>Versi 4</b><span>Bukti keabsahan sertifikat disimpan');
    expect(versions).not.toContain('Daftar kolom disesuaikan');
    expect(heading((await judgeByForm(signed, '?lang=en')).page)).toBe('Intact, issuer not trusted');
  });

  test('one byte changed: the signature is wrong', async () => {
    const file = withOneByteChanged();
    const { report, trial } = await judge(file);
    expect(report).toMatchObject({ verdict: 'broken', trusted: false });
    expect(report.signatures.map(({ integrity }) => integrity)).toEqual(['wrong', 'wrong']);
    expect(trial).toBe(true);
    const { page } = await judgeByForm(file);
    expect(heading(page)).toBe('Tanda tangan salah');
    expect(page).toContain('class="verdict danger"');
    expect(page).toContain('nama ini tidak terbukti');
  });

  test('one page appended: changed after signing', async () => {
    const file = withPageAppended();
    const { report } = await judge(file);
    expect(report).toMatchObject({ verdict: 'changed', trusted: false });
    const { page } = await judgeByForm(file);
    expect(heading(page)).toBe('Berubah setelah ditandatangani');
    expect(page).toContain('Halaman ditambahkan atau dibuang setelah tanda tangan ini');
    const last = page.slice(page.lastIndexOf('<li class="bad"><b>Versi 7'));
    expect(last).toContain('Halaman ditambahkan atau dibuang');
  });

  test('unsigned, not a PDF, cut off, empty: said plainly, never green', async () => {
    const cases: [Uint8Array, string, string][] = [
      [letterPdf(), 'unsigned', 'Tidak bertanda tangan'],
      [Buffer.from('Bukan PDF sama sekali.'), 'unreadable', 'Tidak dapat dibaca'],
      [letterPdf().slice(0, 300), 'unreadable', 'Tidak dapat dibaca'],
      [new Uint8Array(0), 'unreadable', 'Tidak dapat dibaca'],
    ];
    for (const [file, verdict, title] of cases) {
      expect((await judge(file)).report.verdict).toBe(verdict);
      const { page } = await judgeByForm(file);
      expect(heading(page)).toBe(title);
      expect(page).not.toContain('class="verdict ok"');
    }
  });

  test('by its code, as it lies with us', async () => {
    const answer = await made.app.request(`/v1/verifications/${code.toLowerCase()}`);
    expect(v.parse(Verification, await answer.json())).toMatchObject({
      report: { verdict: 'intact' },
      trial: true,
      size: signed.length,
    });
    expect(await refusal(made.app.request('/v1/verifications/00000000000000000000000000'))).toMatchObject({
      status: 404,
      code: 'code-unknown',
    });
  });

  test('in BSrE’s shape where that is asked for, by file and by code', async () => {
    const body = signed.slice();
    const sent = await made.app.request('/v1/verifications?shape=bsre', { method: 'POST', body });
    const found = await made.app.request(`/v1/verifications/${code}?shape=bsre`);
    for (const answer of [sent, found]) {
      expect(answer.status).toBe(200);
      expect(await answer.json()).toMatchObject({
        conclusion: 'INVALID',
        description: 'Dokumen tidak berubah, Sertifikat yang digunakan hanya untuk uji coba',
        signatureCount: 2,
        signatureInformations: [{ integrityValid: true }, { integrityValid: true, lastSignature: true }],
      });
    }
  });

  test('and counted for the government whose authority signed', async () => {
    const counts = await made.store.read((db) =>
      db.selectFrom('verification_counts').select(['tenant_id', 'verdict']).execute(),
    );
    expect(counts.map(({ verdict }) => verdict).sort()).toEqual(['broken', 'changed', 'intact']);
    expect(new Set(counts.map(({ tenant_id }) => tenant_id))).toEqual(new Set([made.tenantId]));
  });
});

describe('a file is not judged', () => {
  test('over the limit, and the page says so', async () => {
    const small = await madeOffice({ file: 1000 });
    const body = letterPdf({ pages: 20 });
    expect(body.length).toBeGreaterThan(1000);
    const sent = small.app.request('/v1/verifications', { method: 'POST', body: body.slice() });
    expect(await refusal(sent)).toMatchObject({ status: 413, code: 'request-too-large' });
    const huge = new Uint8Array(1000 + 1024 * 1024 + 1);
    const hugely = small.app.request('/v1/verifications', { method: 'POST', body: huge });
    expect(await refusal(hugely)).toMatchObject({ status: 413, code: 'request-too-large' });
    await small.close();
  });

  test('from a form without a file', async () => {
    const answer = await made.app.request('/verify', { method: 'POST', body: new FormData() });
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain('Isian belum benar');
  });
});

test('the page stands without a file: a form for one, one for a code', async () => {
  const answer = await made.app.request('/verify');
  const page = await answer.text();
  expect(page).toContain('enctype="multipart/form-data"');
  expect(page).toContain('action="/v"');
  expect(page).toContain('Paling besar 50 MB');
  expect(heading(await (await made.app.request('/verify/lapor')).text())).toBe('Laporkan surat palsu');
});
