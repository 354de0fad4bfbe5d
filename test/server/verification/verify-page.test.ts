import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyPage } from '../../../server/verification/verify-page.js';
import { inLanguage, verifications } from '../../fixtures/verifications.js';
import { madeOffice, type MadeOffice } from '../../support/made-office.js';
import type { SignatureReport, Verification } from '../../../server/contract/verification.js';

const page = (one: Verification, language: 'id' | 'en' = 'id') =>
  verifyPage({ language, nonce: 'n', zone: 'Asia/Jayapura', limit: '50 MB' }, inLanguage(one, language));

const [signature] = verifications.trusted.report.signatures;
function withSignatures(base: Verification, parts: readonly Partial<SignatureReport>[]): Verification {
  const signatures = parts.map((part) => ({ ...(signature as SignatureReport), ...part }));
  return { ...base, report: { ...base.report, signatures } };
}

const lead = (html: string) => /<h1>[^<]*<\/h1><p>(.*?)<\/p>/.exec(html)?.[1];
const next = (html: string) => /<h2>Yang dapat dilakukan<\/h2><p>(.*?)<\/p>/.exec(html)?.[1];

describe('what a citizen is told of a file', () => {
  test('has one first heading, with or without a verdict', () => {
    const pages = [
      verifyPage({ language: 'id', nonce: 'n', zone: 'UTC', limit: '50 MB' }),
      page(verifications.trusted),
    ];
    for (const html of pages) expect(html.match(/<h1/g)).toHaveLength(1);
    expect(pages[1]).toContain('<h2>Periksa berkas lain</h2>');
  });

  test('names a certificate that was revoked or has expired, and not only an issuer that is not trusted', () => {
    const revoked = page(verifications.revoked);
    expect(lead(revoked)).toContain('sudah dicabut');
    expect(lead(page(verifications.expired))).toContain('berakhir');
    expect(lead(page(verifications.untrusted))).toContain('tidak dijamin');
    expect(revoked).not.toContain('class="verdict ok"');
  });

  test('says what to do by why it cannot be read', () => {
    const unreadable = (reason: string) =>
      page({ ...verifications.unreadable, report: { ...verifications.unreadable.report, reason } });
    expect(lead(unreadable('encrypted'))).toContain('salinan yang tidak terkunci');
    expect(next(unreadable('encrypted'))).toContain('tanda tangannya akan hilang');
    expect(next(unreadable('encrypted'))).not.toContain('BSrE');
    expect(next(unreadable('not-a-pdf'))).toContain('Pilih berkas PDF');
    expect(next(unreadable('over-limits'))).toContain('BSrE');
  });

  test('ticks a time only where somebody trusted vouches for it', () => {
    const time = (part: Partial<SignatureReport>) =>
      /<li class="(\w+)"><b>Waktu/.exec(page(withSignatures(verifications.untrusted, [part])))?.[1];
    expect(time({ trust: 'trusted' })).toBe('good');
    expect(time({ trust: 'untrusted' })).toBe('open');
    expect(time({ problems: ['timestamp-imprint-wrong'] })).toBe('doubt');
    expect(time({ timestamp: undefined })).toBe('open');
  });

  test('leaves out of many signatures and versions none that is wrong, and says how many are left out', () => {
    const parts = Array.from({ length: 30 }, (_, at): Partial<SignatureReport> =>
      at === 26 ? { integrity: 'wrong', problems: ['cms-digest-wrong'] } : {},
    );
    const broken = page(withSignatures(verifications.broken, parts));
    expect(broken.match(/<b>Tidak cocok<\/b>/g)).toHaveLength(1);
    expect(broken).toContain('10 tanda tangan lain tidak ditampilkan.');
    const history = Array.from({ length: 30 }, (_, at) => ({
      revision: at + 1,
      bytes: at + 1,
      changes: [],
      ...(at === 3 ? { suspicion: 'page-changed' } : {}),
    }));
    const changed = page({ ...verifications.changed, report: { ...verifications.changed.report, history } });
    expect(changed).toContain('Versi 4: Mencurigakan');
    expect(changed).toContain('Versi 30<');
    expect(changed).not.toContain('Versi 5<');
    expect(changed).toContain('10 versi lain tidak ditampilkan.');
  });

  test('says once why a signature is wrong', () => {
    const told = page(verifications.broken).match(/Isi berkas berbeda dari yang ditandatangani/g);
    expect(told).toHaveLength(1);
  });
});

describe('a refusal before the file is judged', () => {
  let made: MadeOffice;
  beforeAll(async () => {
    made = await madeOffice({ file: 1024 * 1024 });
  });
  afterAll(() => made.close());

  test('is a page to a browser, in its language, and JSON to a program', async () => {
    const send = (accept: string) =>
      made.app.request('/verify?lang=en', {
        method: 'POST',
        headers: { accept, 'content-type': 'multipart/form-data; boundary=b', 'content-length': '3000000' },
        body: new Uint8Array(3_000_000),
      });
    const browser = await send('text/html,*/*;q=0.8');
    expect(browser.status).toBe(413);
    expect(browser.headers.get('content-type')).toContain('text/html');
    const told = await browser.text();
    expect(told).toContain('This file is larger than 1 MB, so it was not checked.');
    expect(told).toContain('id="file"');
    const program = await send('*/*');
    expect([program.status, program.headers.get('content-type')]).toEqual([
      413,
      'application/problem+json; charset=utf-8',
    ]);
  });
});
