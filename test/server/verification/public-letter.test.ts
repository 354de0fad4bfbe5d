import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { madeOffice, type MadeOffice } from '../../support/made-office.js';
import { enrol, numbered, outgoingLetter, refusal, signAs } from '../../support/outgoing-letter.js';

const passphrase = 'daun gatal di kebun 12';
const unknown = '00000000000000000000000000';

let made: MadeOffice;
let letterId = '';
let code = '';
let number = '';
beforeAll(async () => {
  made = await madeOffice();
  expect((await enrol(made, 'head', passphrase)).status).toBe(201);
  const letter = await outgoingLetter(made, ['head'], undefined, { subject: 'Surat <b>tugas</b> & "lain"' });
  letterId = letter.letterId;
  ({ code, number } = await numbered(made, letter));
  expect((await made.app.request(`/v/${code}`)).status).toBe(404);
  expect((await signAs(made, 'head', letterId, passphrase)).status).toBe(200);
}, 120_000);
afterAll(() => made.close());

const set = (change: { status?: string; sifat?: string; closed_at?: string; close_reason?: string }) =>
  made.store.write((db) => db.updateTable('letters').set(change).where('id', '=', letterId).execute());
const setMode = (legal_mode: 'trial' | 'official') =>
  made.store.write((db) =>
    db.updateTable('tenants').set({ legal_mode }).where('tenant_id', '=', made.tenantId).execute(),
  );

async function open(path: string): Promise<{ answer: Response; page: string }> {
  const answer = await made.app.request(path);
  return { answer, page: await answer.text() };
}

const heading = (page: string) => /<h1>([^<]*)<\/h1>/.exec(page)?.[1];

describe('the page behind a code', () => {
  test('says in a trial that it is one, with the facts and a picture to compare', async () => {
    const { answer, page } = await open(`/v/${code}`);
    expect(answer.status).toBe(200);
    expect(heading(page)).toBe('Uji coba');
    expect(page).toContain('class="verdict trial"');
    expect(page).not.toContain('class="verdict ok"');
    expect(page).toContain('Belum berkekuatan hukum.');
    expect(page.replaceAll('<wbr>', '')).toContain(number);
    expect(page).toContain('Sel 24 Nov 2026');
    expect(page).toContain('Markus Wambrauw (contoh)');
    expect(page).toContain('Plh. Kepala Dinas Komunikasi dan Informatika · 24 Nov 2026, 09.30 WIT');
    expect(page).toContain('Surat &lt;b&gt;tugas&lt;/b&gt; &amp; &quot;lain&quot;');
    expect(page).toContain((code.match(/.{1,4}/g) ?? []).join(' '));
    expect(page).toContain('href="/verify/lapor"');
  });

  test('works without script, in 15 KB, loads nothing from elsewhere and is in no index', async () => {
    const { answer, page } = await open(`/v/${code}`);
    expect(Buffer.byteLength(page)).toBeLessThan(15 * 1024);
    expect(page).not.toMatch(/<script|https?:\/\/| on\w+=| style="/);
    const nonce = /<style nonce="([\w-]+)">/.exec(page)?.[1];
    expect(answer.headers.get('content-security-policy')).toBe(
      `default-src 'none'; style-src 'nonce-${nonce}'; img-src 'self'; form-action 'self'; base-uri 'none'; ` +
        `frame-ancestors 'none'`,
    );
    expect(answer.headers.get('x-robots-tag')).toBe('noindex, nofollow');
    expect(page).toContain('<html lang="id">');
    const english = (await open(`/v/${code}?lang=en`)).page;
    expect(english).toContain('<html lang="en">');
    expect(heading(english)).toBe('Trial');
  });

  test('shows page one as it was signed', async () => {
    const answer = await made.app.request(`/v/${code}/page.webp`);
    expect(answer.headers.get('content-type')).toBe('image/webp');
    expect((await answer.arrayBuffer()).byteLength).toBeGreaterThan(1000);
  });

  test('takes a code as people type it', async () => {
    for (const typed of [code.toLowerCase(), (code.match(/.{1,4}/g) ?? []).join(' ')]) {
      const { answer } = await open(`/v/${encodeURIComponent(typed)}`);
      expect(answer.status).toBe(302);
      expect(answer.headers.get('location')).toBe(`/v/${code}`);
    }
    const { answer } = await open(`/v?code=${encodeURIComponent(code.toLowerCase())}&lang=en`);
    expect(answer.headers.get('location')).toBe(`/v/${code}?lang=en`);
  });

  test('offers an unknown code for correction and does not call it a fake', async () => {
    for (const path of [`/v/${unknown}`, '/v/%3Cscript%3E', '/v?code=abc']) {
      const { answer, page } = await open(path);
      expect(answer.status).toBe(404);
      expect(heading(page)).toBe('Tidak dikenal');
      expect(page).toContain('belum tentu palsu');
      expect(page).toContain('name="code"');
      expect(page).not.toContain('<script');
    }
    expect((await open(`/v/${unknown}`)).page).toContain('value="0000 0000 0000 0000 0000 0000 00"');
    expect(await refusal(made.app.request(`/v/${unknown}/page.webp`))).toMatchObject({
      code: 'code-unknown',
    });
  });

  test('says Asli only in official mode, and since when a letter is withdrawn', async () => {
    await setMode('official');
    const genuine = (await open(`/v/${code}`)).page;
    expect(heading(genuine)).toBe('Asli');
    expect(genuine).toContain('class="verdict ok"');
    await set({ status: 'withdrawn', closed_at: '2026-12-01T01:00:00.000Z', close_reason: 'diganti' });
    const withdrawn = (await open(`/v/${code}`)).page;
    expect(heading(withdrawn)).toBe('Asli, sudah dicabut');
    expect(withdrawn).toContain('tidak berlaku lagi sejak 1 Desember 2026');
    expect(withdrawn).toContain('Alasan: diganti');
    await setMode('trial');
    const practised = (await open(`/v/${code}`)).page;
    expect(heading(practised)).toBe('Uji coba, sudah dicabut');
    expect(practised).toContain('tidak berlaku lagi sejak 1 Desember 2026');
    expect(practised).toContain('Belum berkekuatan hukum.');
    await set({ status: 'signed' });
  });

  test('tells of a letter above sifat biasa only whether it is there', async () => {
    await set({ sifat: 'terbatas' });
    const { answer, page } = await open(`/v/${code}`);
    expect(answer.status).toBe(200);
    expect(heading(page)).toBe('Uji coba');
    for (const fact of ['DISKOMINFO', 'Markus', 'tugas', 'page.webp', 'Nov 2026'])
      expect(page).not.toContain(fact);
    expect(await refusal(made.app.request(`/v/${code}/page.webp`))).toMatchObject({ code: 'code-unknown' });
    const told = await (await made.app.request(`/v1/verifications/${code}`)).json();
    expect(told).toMatchObject({ report: { verdict: 'intact', signatures: [] }, trial: true });
    await set({ sifat: 'biasa' });
  });

  test('is counted by day and verdict, and by nothing that names anybody', async () => {
    const counts = await made.store.read((db) => db.selectFrom('verification_counts').selectAll().execute());
    const trial = counts.find(({ verdict }) => verdict === 'page-trial');
    expect(trial).toMatchObject({ tenant_id: made.tenantId, day: '2026-11-24' });
    expect(trial?.count).toBeGreaterThan(3);
  });
});

test('too many looks from one address are refused', async () => {
  const small = await madeOffice({ publicPerMinute: 3 });
  const statuses = [];
  for (let i = 0; i < 4; i++) statuses.push((await small.app.request(`/v/${unknown}`)).status);
  expect(statuses).toEqual([404, 404, 404, 429]);
  await small.close();
});
