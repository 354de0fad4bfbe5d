import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { type ByteSource, bytesSource } from '../../server/pdf/core/byte-source.js';
import { toPem } from '../../server/pdf/core/certificate.js';
import { openPdf } from '../../server/pdf/core/pdf-document.js';
import { PdfRefusal } from '../../server/pdf/core/pdf-refusal.js';
import type { KeySigner } from '../../server/pdf/sign/key-signer.js';
import { type SignPdfOptions, signPdf } from '../../server/pdf/sign/sign-pdf.js';
import { stampPdf } from '../../server/pdf/sign/stamp-pdf.js';
import { appendObjects, hybridLetterPdf, letterPdf } from '../support/letter-pdf.js';
import { pdfsigVerdicts, qpdfCheck, run, throughQpdf, withFile } from '../support/pdf-oracles.js';
import { certifiedSigner, testAuthority, testTimestamps } from '../support/test-authority.js';

const at = new Date('2026-11-24T01:42:00Z');
const options: SignPdfOptions = { at, name: 'Yohana Contoh' };
const visible: SignPdfOptions = {
  ...options,
  placement: { page: 1, rect: { x: 340, y: 200 } },
  appearance: {
    capacity: ['Plh. KEPALA DINAS'],
    name: 'Yohana Contoh',
    rank: 'Pembina (IV/a)',
    nip: '19800101',
    trial: true,
  },
};

let head: KeySigner<void>;
let regent: KeySigner<void>;
beforeAll(async () => {
  head = await certifiedSigner('rsa-sha256', 'Kepala Dinas');
  regent = await certifiedSigner('ecdsa-sha256', 'Bupati');
});

const sign = async (base: Uint8Array, signer = head, how = options) =>
  joined(base, await signPdf(bytesSource(base), signer, how));

describe('two signatures with different keys', () => {
  const shapes: Record<string, () => Promise<Uint8Array> | Uint8Array> = {
    'a classic table': () => letterPdf({ pages: 3 }),
    'a cross-reference stream with object streams': () =>
      throughQpdf(letterPdf({ pages: 3 }), '--object-streams=generate'),
    'a hybrid file': () => hybridLetterPdf(),
    'a linearized file': () => throughQpdf(letterPdf({ pages: 3 }), '--linearize'),
    'a linearized file with object streams': () =>
      throughQpdf(letterPdf({ pages: 3 }), '--linearize', '--object-streams=generate'),
    'no line end after the last mark': () => letterPdf({ ending: '%%EOF' }),
    'entries above a wrong size': () => letterPdf({ size: 3 }),
    'annotations and a form of their own objects': () =>
      letterPdf({
        pageEntries: '/Annots 10 0 R',
        catalogEntries: '/AcroForm 12 0 R',
        objects: [
          '[11 0 R]',
          '<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] /Contents (x) >>',
          '<< /Fields 13 0 R >>',
          '[]',
        ],
      }),
    'a form inside the catalog': () =>
      letterPdf({ catalogEntries: '/AcroForm << /Fields [] /SigFlags 1 >>' }),
    'a turned and cropped page': () => letterPdf({ pageEntries: '/Rotate 90 /CropBox [20 20 500 800]' }),
    'a stamped letter': async () => {
      const letter = letterPdf();
      return joined(letter, await stampPdf(bytesSource(letter), stamp));
    },
  };

  test.each(Object.keys(shapes))('on %s', async (name) => {
    const base = (await shapes[name]?.()) ?? new Uint8Array();
    const before = sha256(base);
    const once = await sign(base, head, visible);
    const twice = await sign(once, regent, { ...options, reason: 'Setuju', location: 'Arso' });
    const thrice = await sign(twice, head, {
      ...visible,
      placement: { page: 1, rect: { x: 20, y: 100, width: 150 } },
    });

    expect(sha256(base)).toBe(before);
    expect(thrice.subarray(0, base.length)).toEqual(base);
    await withFile(thrice, async (path) => {
      expect(await pdfsigVerdicts(path)).toEqual(Array(3).fill('Signature is Valid.'));
      expect(await qpdfCheck(path)).toBe(0);
    });
    const document = await openPdf(bytesSource(thrice));
    const first = await openPdf(bytesSource(base));
    expect(document.lastSectionKind).toBe(first.lastSectionKind);
    expect((await document.signatureFields()).map((field) => field.name)).toEqual([
      'Signature1',
      'Signature2',
      'Signature3',
    ]);
  });
});

describe('what is written', () => {
  test('a claimed time, a name beyond ASCII, and a byte range that ends with the file', async () => {
    const signed = await sign(letterPdf(), head, {
      ...options,
      name: 'José Müller',
      reason: 'Surat (tugas)',
    });
    const document = await openPdf(bytesSource(signed));
    const [field] = await document.signatureFields();
    const signature = await document.dict(field?.value);
    const range = (await document.array(signature?.get('ByteRange'))) as number[];
    expect((range[2] ?? 0) + (range[3] ?? 0)).toBe(signed.length);
    expect(signature?.name('SubFilter')).toBe('ETSI.CAdES.detached');
    expect(field?.flags).toBe(0);
    await withFile(signed, async (path) => {
      const { output } = await run('pdfsig', ['-nocert', path]);
      expect(output).toContain('Nov 24 2026 01:42:00');
      expect(output).toContain('Total document signed');
    });
  });

  test('nothing but the array of annotations and the array of fields changes where both are objects', async () => {
    const base = letterPdf({
      pageEntries: '/Annots 10 0 R',
      catalogEntries: '/AcroForm 11 0 R',
      objects: ['[]', '<< /Fields 12 0 R /SigFlags 3 >>', '[]'],
    });
    const document = await openPdf(bytesSource(await sign(base)));
    const numbers = [...(document.sections[0]?.entries.keys() ?? [])];
    expect(numbers.filter((number) => number <= 12)).toEqual([10, 12]);
  });

  test('a name that is taken gets a number', async () => {
    const once = await sign(letterPdf(), head, { ...options, fieldName: 'TTE' });
    const twice = await sign(once, regent, { ...options, fieldName: 'TTE' });
    const document = await openPdf(bytesSource(twice));
    expect((await document.signatureFields()).map((field) => field.name)).toEqual(['TTE', 'TTE1']);
  });

  test('one byte changed is found, in the letter and in the signature’s own revision', async () => {
    const base = letterPdf();
    const signed = await sign(base);
    for (const offset of [base.indexOf(0x53, 400), signed.length - 40]) {
      const changed = Uint8Array.from(signed);
      changed[offset] = (changed[offset] ?? 0) ^ 1;
      await withFile(changed, async (path) => {
        expect(await pdfsigVerdicts(path)).not.toContain('Signature is Valid.');
      });
    }
  });

  test('a time-stamp is inside, and openssl verifies what it signs', async () => {
    const timestamp = await testTimestamps();
    const signed = await sign(letterPdf(), head, { ...options, timestamp });
    const document = await openPdf(bytesSource(signed));
    const [field] = await document.signatureFields();
    const signature = await document.dict(field?.value);
    const contents = signature?.get('Contents');
    const range = (await document.array(signature?.get('ByteRange'))) as number[];
    const [start = 0, end = 0] = [range[1], range[2]];
    const cms = Buffer.from(Buffer.from(signed.subarray(start + 1, end - 1)).toString('latin1'), 'hex');
    expect(contents).toBeDefined();
    await withFile(cms, async (path) => {
      await writeFile(`${path}.signed`, Buffer.concat([signed.subarray(0, start), signed.subarray(end)]));
      await writeFile(`${path}.root`, toPem((await testAuthority()).root.certificate));
      const trust = ['-CAfile', `${path}.root`, '-purpose', 'any'];
      const content = [
        '-content',
        `${path}.signed`,
        '-inform',
        'DER',
        '-in',
        path,
        '-binary',
        '-out',
        '/dev/null',
      ];
      const { code, output } = await run('openssl', ['cms', '-verify', '-cades', ...trust, ...content]);
      expect(output).toMatch(/successful/u);
      expect(code).toBe(0);
      const printed = await run('openssl', ['cms', '-cmsout', '-print', '-inform', 'DER', '-in', path]);
      expect(printed.output).toContain('id-smime-aa-timeStampToken');
    });
  });

  test('the letter is read in pieces of a megabyte and never whole', async () => {
    const big = letterPdf({ objects: [`(${'x'.repeat(5_000_000)})`] });
    const inner = bytesSource(big);
    let longest = 0;
    const watched: ByteSource = {
      size: inner.size,
      read: (offset, length) => {
        longest = Math.max(longest, length);
        return inner.read(offset, length);
      },
    };
    await signPdf(watched, head, options);
    expect(longest).toBeLessThanOrEqual(1024 * 1024);
  });
});

describe('what is refused, before any key is used', () => {
  const unused: KeySigner<void> = {
    get certificate() {
      return head.certificate;
    },
    get chain() {
      return head.chain;
    },
    algorithm: 'rsa-sha256',
    sign: () => {
      throw new Error('The key was used.');
    },
  };
  const refusal = async (base: Uint8Array, how = options) => {
    const error: unknown = await signPdf(bytesSource(base), unused, how).catch((reason: unknown) => reason);
    if (!(error instanceof PdfRefusal)) throw error;
    return error.code;
  };
  const certified = (level: number) =>
    letterPdf({
      catalogEntries: '/Perms << /DocMDP 10 0 R >>',
      objects: [
        `<< /Type /Sig /Reference [<< /TransformMethod /DocMDP /TransformParams << /P ${level} /V /1.2 >> >>] >>`,
      ],
    });
  const locked = (action: string) =>
    letterPdf({
      catalogEntries: '/AcroForm << /Fields [10 0 R] /SigFlags 3 >>',
      objects: [
        '<< /FT /Sig /T (Lama) /V 11 0 R >>',
        `<< /Type /Sig /Reference [<< /TransformMethod /FieldMDP /TransformParams << ${action} >> >>] >>`,
      ],
    });

  test('an encrypted file', async () => {
    const encrypted = await throughQpdf(letterPdf(), '--encrypt', 'u', 'o', '256', '--');
    expect(await refusal(encrypted)).toBe('pdf-encrypted');
  });

  test('nothing, noise, half a file', async () => {
    expect(await refusal(new Uint8Array())).toBe('pdf-empty');
    expect(await refusal(Buffer.from('surat biasa'))).toBe('not-a-pdf');
    expect(await refusal(letterPdf().subarray(0, 300))).toBe('pdf-truncated');
    expect(await refusal(joined(Buffer.from('From: fax\n'), letterPdf()))).toBe('pdf-damaged');
  });

  test('a certification that allows no change', async () => {
    expect(await refusal(certified(1))).toBe('pdf-certified-no-changes');
    expect(await pdfsigAccepts(await sign(certified(2)))).toBe(true);
  });

  test('a lock that covers the new field, and not one that does not', async () => {
    expect(await refusal(locked('/Action /All'))).toBe('pdf-field-locked');
    expect(await refusal(locked('/Action /Exclude /Fields [(Lama)]'))).toBe('pdf-field-locked');
    expect(await refusal(locked('/Action /Include /Fields [(Signature1)]'))).toBe('pdf-field-locked');
    await expect(sign(locked('/Action /Include /Fields [(Lama)]'))).resolves.toBeDefined();
  });

  test('a lock in the signed field that ends all changes', async () => {
    const base = appendObjects(
      locked('/Action /Include /Fields [(Lama)]'),
      new Map([
        [
          10,
          '<< /FT /Sig /T (Lama) /V 11 0 R /Lock << /Type /SigFieldLock /Action /Include /Fields [] /P 1 >> >>',
        ],
      ]),
    );
    expect(await refusal(base)).toBe('pdf-certified-no-changes');
  });

  test('a page that is not there, a box off the page, a box too small', async () => {
    const placed = (page: number, x: number, width: number, height: number): SignPdfOptions => ({
      ...visible,
      placement: { page, rect: { x, y: 10, width, height } },
    });
    expect(await refusal(letterPdf(), placed(2, 10, 200, 150))).toBe('pdf-page-not-found');
    expect(await refusal(letterPdf(), placed(0, 10, 200, 150))).toBe('pdf-page-not-found');
    expect(await refusal(letterPdf(), placed(1, 500, 200, 150))).toBe('placement-outside-page');
    expect(await refusal(letterPdf(), placed(1, 10, 200, 10))).toBe('appearance-does-not-fit');
  });

  test('a holder that answers with another key', async () => {
    const impostor: KeySigner<void> = { ...head, sign: (attributes) => regent.sign(attributes, undefined) };
    await expect(signPdf(bytesSource(letterPdf()), impostor, options)).rejects.toMatchObject({
      code: 'signer-key-mismatch',
    });
  });
});

const stamp = {
  number: '800.1.11.1/118/DISKOMINFO/2026',
  date: '24 November 2026',
  code: '7KQ2M9XD4HTB6ZC0RWNE5GJVPA',
  url: 'https://noken.example/v/7KQ2M9XD4HTB6ZC0RWNE5GJVPA',
  trial: true,
};

function joined(base: Uint8Array, tail: Uint8Array): Uint8Array {
  return new Uint8Array(Buffer.concat([base, tail]));
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function pdfsigAccepts(bytes: Uint8Array): Promise<boolean> {
  return withFile(bytes, async (path) => (await pdfsigVerdicts(path)).includes('Signature is Valid.'));
}
