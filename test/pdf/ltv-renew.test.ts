import { chmod, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile, lstat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { bytesSource } from '../../server/pdf/core/byte-source.js';
import { KeyRefusal } from '../../server/pdf/core/key-refusal.js';
import { renewFile, type RenewFileJob } from '../../server/pdf/sign/renew-file.js';
import { signPdf, type SignatureLevel } from '../../server/pdf/sign/sign-pdf.js';
import { verifyPdf } from '../../server/pdf/verify/verify-pdf.js';
import { letterPdf } from '../support/letter-pdf.js';
import { opensslRevocation, type OpensslRevocation } from '../support/openssl-revocation.js';
import { pdfsigVerdicts, qpdfCheck, throughQpdf } from '../support/pdf-oracles.js';
import { joined } from '../support/signed-parts.js';
import { certifiedSigner, testAuthority, testTimestamps } from '../support/test-authority.js';

const archives = new Map<SignatureLevel, Uint8Array>();
let revocation: OpensslRevocation;
let common: Pick<RenewFileJob, 'timestamp' | 'revocation' | 'issuers' | 'judge'>;
let folder = '';
let file = '';

beforeAll(async () => {
  const { root, issuing } = await testAuthority();
  const trust = { anchors: [root.certificate] };
  revocation = opensslRevocation({ issuers: [root, issuing] });
  common = {
    ...{ timestamp: await testTimestamps(), revocation, issuers: trust.anchors },
    judge: (source) => verifyPdf(source, { trust, now: new Date() }),
  };
  const signer = await certifiedSigner();
  for (const level of ['B-T', 'B-LTA'] as const) {
    const options = { at: new Date(), name: 'Yohana Contoh', level, ...common, issuers: trust.anchors };
    archives.set(level, joined(letterPdf(), await signPdf(bytesSource(letterPdf()), signer, options)));
  }
});

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'noken-renew-'));
  file = join(folder, 'arsip.pdf');
  await writeFile(file, archive());
});
afterEach(() => rm(folder, { recursive: true }));

const archive = (level: SignatureLevel = 'B-LTA') => archives.get(level) ?? new Uint8Array();
const renew = (changes: Partial<RenewFileJob> = {}) =>
  renewFile({ file, now: new Date(), ...common, ...changes });
const judge = async (path: string) => common.judge(bytesSource(await readFile(path)));

describe('an archive', () => {
  test('is renewed where it stands: appended to, once more provable, its rights kept', async () => {
    await chmod(file, 0o440);
    const added = await renew();
    expect(added).toEqual({ certificates: 3, ocsps: 1, crls: 1, missing: [] });
    const renewed = await readFile(file);
    expect(renewed.subarray(0, archive().length)).toEqual(Buffer.from(archive()));
    expect((await stat(file)).mode & 0o777).toBe(0o440);
    expect(await readdir(folder)).toEqual(['arsip.pdf']);
    expect(await judge(file)).toMatchObject({
      verdict: 'intact',
      trusted: true,
      signatures: [{ level: 'B-LTA' }, { kind: 'timestamp' }, { kind: 'timestamp', covers: 'whole-file' }],
    });
    expect(await qpdfCheck(file)).toBe(0);
    expect(await pdfsigVerdicts(file)).toContain('Signature is Valid.');
  });

  test('may be renewed again and again', async () => {
    for (let count = 1; count <= 3; count += 1) {
      await renew();
      const { verdict, signatures } = await judge(file);
      expect(verdict).toBe('intact');
      expect(signatures).toHaveLength(2 + count);
    }
    expect(await qpdfCheck(file)).toBe(0);
  });

  test('with a mere time-stamp gets the evidence about its signer, too', async () => {
    await writeFile(file, archive('B-T'));
    expect(await renew()).toMatchObject({ certificates: 4, ocsps: 2, missing: [] });
    expect(await judge(file)).toMatchObject({ verdict: 'intact', signatures: [{ level: 'B-LTA' }, {}] });
  });

  test('gets its time-stamp even where no evidence can be had, which is told', async () => {
    const { missing, ocsps } = await renew({ revocation: opensslRevocation({ issuers: [] }) });
    expect(ocsps).toBe(0);
    expect(missing).toHaveLength(2);
    expect((await judge(file)).signatures).toHaveLength(3);
  });

  test('is written elsewhere when that is wished, over nothing', async () => {
    const out = join(folder, 'baru.pdf');
    await renew({ out });
    expect(await readFile(file)).toEqual(Buffer.from(archive()));
    expect(await judge(out)).toMatchObject({ verdict: 'intact' });
    await expect(renew({ out })).rejects.toMatchObject({ code: 'output-exists' });
  });

  test('that a link leads to is renewed itself, and the link stays one', async () => {
    const link = join(folder, 'pintasan.pdf');
    await symlink(file, link);
    await renew({ file: link });
    expect((await lstat(link)).isSymbolicLink()).toBe(true);
    expect((await judge(file)).signatures).toHaveLength(3);
  });
});

describe('what is refused, and stays as it was', () => {
  const untouched = async (bytes: Uint8Array, code: string, changes: Partial<RenewFileJob> = {}) => {
    await writeFile(file, bytes);
    await expect(renew(changes)).rejects.toMatchObject({ code });
    expect(await readFile(file)).toEqual(Buffer.from(bytes));
    expect(await readdir(folder)).toEqual(['arsip.pdf']);
  };

  test('a file that is not signed, is encrypted, is damaged, is no PDF', async () => {
    await untouched(letterPdf(), 'pdf-unsigned');
    await untouched(await throughQpdf(letterPdf(), '--encrypt', 'u', 'o', '256', '--'), 'pdf-encrypted');
    await untouched(archive().subarray(0, archive().length - 400), 'pdf-truncated');
    await untouched(Buffer.from('bukan PDF'), 'not-a-pdf');
  });

  test('one that was tampered with', async () => {
    const changed = Uint8Array.from(archive());
    const at = Buffer.from(changed).indexOf('Surat tugas');
    changed[at] = 0x41;
    await untouched(changed, 'input-not-intact');
  });

  test('an authority that is down', async () => {
    const down = { stamp: () => Promise.reject(new KeyRefusal('timestamp-unreachable', 'no answer')) };
    await untouched(archive(), 'timestamp-unreachable', { timestamp: down });
  });

  test('a file that is not there', async () => {
    await expect(renew({ file: join(folder, 'tiada.pdf') })).rejects.toMatchObject({
      code: 'input-not-found',
    });
  });

  test('a file that somebody else changed meanwhile, whose change stays', async () => {
    const other = joined(archive(), Buffer.from('\n'));
    const timestamp: RenewFileJob['timestamp'] = {
      stamp: async (imprint) => {
        await writeFile(file, other);
        return common.timestamp.stamp(imprint);
      },
    };
    await expect(renew({ timestamp })).rejects.toMatchObject({ code: 'input-changed-meanwhile' });
    expect(await readFile(file)).toEqual(Buffer.from(other));
    expect(await readdir(folder)).toEqual(['arsip.pdf']);
  });

  test('of two renewals at once at least one ends well, and the file is whole', async () => {
    const outcomes = await Promise.allSettled([renew(), renew()]);
    expect(outcomes.map(({ status }) => status)).toContain('fulfilled');
    expect(await judge(file)).toMatchObject({ verdict: 'intact' });
    expect(await readdir(folder)).toEqual(['arsip.pdf']);
  });
});
