import { describe, expect, test } from 'vitest';
import { bytesSource } from '../../server/pdf/core/byte-source.js';
import type { CertificationLevel } from '../../server/pdf/sign/certification.js';
import { addDocumentTimestamp } from '../../server/pdf/sign/document-timestamp.js';
import { appendRevision, type AppendedRevision, objectIn } from '../support/appended-revision.js';
import { stream } from '../support/made-pdfs.js';
import { testTimestamps } from '../support/test-authority.js';
import { formPdf, judge, picture, report, sign, textField, xmp } from '../support/signed-form.js';

const certified = (certify: CertificationLevel, base = formPdf()) => sign(base, { certify });
const after = (revision: AppendedRevision, base: Uint8Array) => judge(appendRevision(base, revision));
const note = (base: Uint8Array): AppendedRevision => ({
  objects: {
    14: objectIn(base, 14).replace(/\]$/, ' 300 0 R]'),
    300: '<< /Type /Annot /Subtype /FreeText /Rect [60 680 300 720] /Contents (Rp 1.000.000) >>',
  },
});
const store = (base: Uint8Array): AppendedRevision => ({
  objects: { 1: objectIn(base, 1).replace(/>>$/, '/DSS << /Certs [300 0 R] >> >>'), 300: stream('x') },
});

describe('a certification', () => {
  test('of level 1 allows validation material and nothing else', async () => {
    const base = await certified(1);
    expect(await judge(base)).toBe('intact');
    expect(await after(store(base), base)).toBe('intact');
    expect(await after({ objects: { 16: xmp('baru') } }, base)).toBe('intact');
    expect(await after({ objects: { 11: textField('/V (x)') } }, base)).toBe(
      'changed not-permitted-by-certification',
    );
    expect(await after(note(base), base)).toBe('changed annotation-added');
  });

  test('of level 2 allows filling and signing, and no annotation', async () => {
    const base = await certified(2);
    expect(await after({ objects: { 11: textField('/V (x)') } }, base)).toBe('intact');
    expect(await judge(await sign(base))).toBe('intact');
    expect(await after(note(base), base)).toBe('changed annotation-added');
  });

  test('of level 3 would allow annotations, which we hold suspicious: an evil one hides what was certified', async () => {
    const base = await certified(3);
    expect(await after({ objects: { 11: textField('/V (x)') } }, base)).toBe('intact');
    expect(await after(note(base), base)).toBe('changed annotation-added');
    const moved = objectIn(base, 19).replace('[10 40 100 60]', '[60 680 300 720]');
    expect(await after({ objects: { 19: moved } }, base)).toBe('changed field-changed');
  });

  test('cannot be loosened later', async () => {
    const base = await certified(1);
    const loose = objectIn(base, 1).replace(/\/DocMDP \d+ 0 R/, '/DocMDP 300 0 R');
    const parameters = '<< /TransformMethod /DocMDP /TransformParams << /P 3 >> >>';
    const other = { 1: loose, 300: `<< /Type /Sig /Reference [${parameters}] >>` };
    expect(await after({ objects: other }, base)).toBe('changed catalog-changed');
    expect(await after({ objects: { 1: objectIn(base, 1).replace('/Perms', '/Sembarang') } }, base)).toBe(
      'changed catalog-changed',
    );
  });
});

describe('a signature', () => {
  test('takes the field that waits for it, and nothing else of it', async () => {
    const once = await sign(formPdf());
    const twice = await sign(once, { existingField: 'ttd' });
    expect(await judge(twice)).toBe('intact');
    const { history } = await report(twice);
    expect(history.at(-1)?.changes).toEqual([{ rule: 'signature-filled', objects: 2 }]);
    const moved = objectIn(once, 12).replace('[0 0 0 0]', '[10 10 90 90]');
    expect(await after({ objects: { 12: moved } }, once)).toBe('changed field-changed');
    const fake = objectIn(once, 12).replace(/>>$/, '/V 300 0 R >>');
    expect(await after({ objects: { 12: fake, 300: '<< /Type /Sig >>' } }, once)).toMatch(
      /^(changed|undetermined|broken)/,
    );
  });

  test('is followed by a document time-stamp under every certification', async () => {
    const authority = await testTimestamps();
    for (const base of [await sign(formPdf()), await certified(1), await certified(2), await certified(3)]) {
      const stamped = Buffer.concat([base, await addDocumentTimestamp(bytesSource(base), authority)]);
      expect(await judge(stamped)).toBe('intact');
      const { history, signatures } = await report(stamped);
      expect(history.at(-1)?.changes).toContainEqual({ rule: 'document-timestamp', objects: 3 });
      expect(signatures[0]?.changesAfter).toBe('permitted');
    }
  });
});

describe('a field that comes later', () => {
  const added = (base: Uint8Array, entries: string): AppendedRevision => ({
    objects: {
      13: objectIn(base, 13).replace(/\]$/, ' 300 0 R]'),
      300: `<< /Type /Annot /Subtype /Widget /Rect [0 0 0 0] ${entries} >>`,
    },
  });

  test.each([
    ['/FT /Sig /T (baru)', 'intact'],
    ['/FT /Sig /T (catatan)', 'changed field-added'],
    ['/FT /Sig /T (baru.lagi)', 'changed field-added'],
    ['/FT /Sig /T ()', 'changed field-added'],
    ['/FT /Sig', 'changed field-added'],
    ['/T (baru)', 'changed field-added'],
    ['/FT /Tx /T (baru)', 'changed field-added'],
    ['/FT /Btn /T (baru)', 'changed field-added'],
    ['/FT /Sig /T (baru) /AA << >>', 'changed field-added'],
    ['/FT /Sig /T (baru) /A << /S /URI /URI (x) >>', 'changed field-added'],
    ['/FT /Sig /T (baru) /V 301 0 R', 'undetermined signature-incomplete'],
    ['/FT /Sig /T (baru) /Kids [3 0 R]', 'changed field-added'],
    ['/FT /Sig /T (baru) /Kids [<< >>]', 'changed field-added'],
  ])('as %s: %s', async (entries, verdict) => {
    const once = await sign(formPdf());
    expect(await after(added(once, entries), once)).toBe(verdict);
  });

  test('may say that it is an annotation, and nothing else', async () => {
    const once = await sign(formPdf());
    const filled = (type: string) => ({
      objects: { 11: objectIn(once, 11).replace('/Type /Annot', type).replace(/>>$/, '/V (x) >>') },
    });
    expect(await after(filled('/Type /Annot'), once)).toBe('intact');
    expect(await after(filled(''), once)).toBe('changed field-changed');
    expect(await after(filled('/Type /Sembarang'), once)).toBe('changed field-changed');
  });
});

describe('the picture of a later signature', () => {
  test('may lie on the page, small', async () => {
    const once = await sign(formPdf());
    expect(await judge(await sign(once, { box: { x: 80, y: 200 } }))).toBe('intact');
  });

  test('may not fill the page, be the field new or old', async () => {
    const once = await sign(formPdf());
    const large = { x: 20, y: 20, width: 550, height: 780 };
    expect(await judge(await sign(once, { box: large }))).toBe('changed signature-covers-content');
    const waiting = (rect: string) =>
      sign(
        appendRevision(formPdf(), { objects: { 12: objectIn(formPdf(), 12).replace('[0 0 0 0]', rect) } }),
      );
    const small = await waiting('[50 50 250 120]');
    expect(await judge(await sign(small, { existingField: 'ttd' }))).toBe('intact');
    const wide = await waiting('[0 0 595 842]');
    expect(await judge(await sign(wide, { existingField: 'ttd' }))).toBe('changed signature-covers-content');
  });

  test('may not fill the page together with those of others, revision by revision', async () => {
    // Each takes 28 of 100 parts of the page.
    const low = { x: 120, y: 70, width: 440, height: 320 };
    const high = { ...low, y: 400 };
    const once = await sign(await sign(formPdf()), { box: low });
    expect(await judge(once)).toBe('intact');
    const twice = await sign(once, { box: high });
    const { verdict, signatures, history } = await report(twice);
    expect(verdict).toBe('changed');
    expect(signatures.map(({ problems }) => problems.includes('signature-covers-content'))).toEqual([
      ...[true, false, false],
    ]);
    expect(history.at(-1)?.suspicion).toBe('signature-covers-content');
    // On another page, or on top of one another, they hide no more.
    expect(await judge(await sign(once, { box: { ...high, page: 2 } }))).toBe('intact');
    expect(await judge(await sign(once, { box: { ...low, y: 80 } }))).toBe('intact');
  });

  test('may stand beside nineteen others', async () => {
    let file = await sign(formPdf());
    for (let index = 0; index < 20; index += 1) {
      const box = {
        x: 105 + (index % 3) * 160,
        y: 70 + Math.floor(index / 3) * 75,
        width: 140,
        height: 70,
      };
      file = await sign(file, { box });
    }
    expect(await judge(file)).toBe('intact');
  });

  test('may not hide what an older field shows', async () => {
    const big = await sign(
      appendRevision(formPdf(), { objects: { 11: textField('/V (Rp 100)', '[80 200 180 220]') } }),
    );
    const { verdict, signatures } = await report(await sign(big, { box: { x: 70, y: 190 } }));
    expect([verdict, signatures[0]?.problems.at(-1)]).toEqual(['changed', 'signature-covers-content']);
  });

  test('without a signature may show nothing on its page', async () => {
    const once = await sign(formPdf());
    expect(await after(unsignedWidget('[60 680 300 720]')(once), once)).toBe('changed field-added');
    expect(await after(unsignedWidget('[-9000 10 -8999 11]')(once), once)).toBe('intact');
    expect(await after(unsignedWidget('[0 0 0 0]')(once), once)).toBe('intact');
  });
});

function unsignedWidget(rect: string): (base: Uint8Array) => AppendedRevision {
  return (base) => ({
    objects: {
      13: objectIn(base, 13).replace(/\]$/, ' 300 0 R]'),
      14: objectIn(base, 14).replace(/\]$/, ' 300 0 R]'),
      300: `<< /Type /Annot /Subtype /Widget /FT /Sig /T (baru) /P 3 0 R /Rect ${rect} /AP << /N 301 0 R >> >>`,
      301: picture('Palsu'),
    },
  });
}
