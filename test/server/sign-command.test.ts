import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Misuse } from '../../server/command.js';
import { bytesSource, readTrustStore, verifyPdf } from '../../server/pdf/index.js';
import { signCommand } from '../../server/sign-command.js';
import { commandDesk, typed, type CommandDesk } from '../support/command-desk.js';
import { letterPdf } from '../support/letter-pdf.js';

let desk: CommandDesk;
beforeAll(async () => {
  desk = await commandDesk();
});
afterAll(async () => {
  desk.close();
  await rm(desk.folder, { recursive: true });
});

const at = (name: string) => join(desk.folder, name);
const sign = (out: string, more: readonly string[], file = 'surat.pdf') =>
  typed(signCommand, [
    ...[at(file), '--p12', desk.p12, '--passphrase-file', desk.passphraseFile, '-o', at(out)],
    ...more,
  ]);
const judge = async (name: string) =>
  verifyPdf(bytesSource(await readFile(at(name))), {
    trust: await readTrustStore(desk.trust),
    now: new Date(),
  });
const lasting = () => ['--tsa', desk.tsa, '--trust', desk.trust, '--evidence', desk.evidence];

describe('noken sign --level', () => {
  test.each([
    ['B-B', () => []],
    ['B-T', () => ['--tsa', desk.tsa]],
    ['B-LT', lasting],
    ['B-LTA', lasting],
  ])('%s', async (level, means) => {
    const name = `${level}.pdf`;
    expect(await sign(name, ['--level', level, ...means()])).toMatchObject({ exit: 0, err: [] });
    const report = await judge(name);
    expect(report).toMatchObject({ verdict: 'intact', trusted: true });
    expect(report.signatures[0]?.level).toBe(level);
  });

  test('is B-T where there is an authority and nothing is said', async () => {
    expect((await sign('said.pdf', ['--tsa', desk.tsa])).exit).toBe(0);
    expect((await judge('said.pdf')).signatures[0]?.level).toBe('B-T');
  });

  test('writes nothing where evidence or authority cannot be had', async () => {
    await writeFile(at('trust/README'), 'bukan sertifikat');
    const bare = ['--tsa', desk.tsa, '--evidence', desk.trust, '--trust', desk.trust];
    const missing = await sign('never.pdf', ['--level', 'B-LT', ...bare]);
    expect(missing).toMatchObject({ exit: 1 });
    expect(missing.err.join()).toContain('evidence-missing');
    const down = await sign('never.pdf', ['--level', 'B-T', '--tsa', 'http://127.0.0.1:9/']);
    expect(down.err.join()).toContain('timestamp-unreachable');
    await expect(readFile(at('never.pdf'))).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

test('addresses in certificates are asked only at hosts that are named', async () => {
  const asked = await sign('never.pdf', ['--level', 'B-LT', '--tsa', desk.tsa, '--trust', desk.trust, '--allow', 'ocsp.example']); // prettier-ignore
  // The certificates of this desk name no address, so there is nothing to be had, and nothing is written.
  expect(asked.err.join()).toContain('evidence-missing');
  const both = await sign('both.pdf', ['--level', 'B-LT', ...lasting(), '--allow', 'ocsp.example']);
  expect(both.exit).toBe(0);
});

test('noken sign --certify makes the first signature the author’s, and ends the signing at 1', async () => {
  expect((await sign('certified.pdf', ['--certify', '1'])).exit).toBe(0);
  const refused = await sign('never.pdf', [], 'certified.pdf');
  expect(refused).toMatchObject({ exit: 1 });
  expect(refused.err.join()).toContain('pdf-certified-no-changes');
});

test('noken sign --field signs the field that is there, --reason as it demands', async () => {
  const widget = '/Type /Annot /Subtype /Widget /FT /Sig /T (Bupati) /Rect [300 100 520 200] /P 3 0 R';
  const base = letterPdf({
    catalogEntries: '/AcroForm << /Fields [10 0 R] >>',
    pageEntries: '/Annots [10 0 R]',
    objects: [`<< ${widget} /SV << /Ff 8 /Reasons [(Setuju)] >> >>`],
  });
  await writeFile(at('form.pdf'), base);
  const refused = await sign('never.pdf', ['--field', 'Bupati'], 'form.pdf');
  expect(refused.err.join()).toContain('seed-value-unmet');
  expect((await sign('never.pdf', ['--field', 'Camat'], 'form.pdf')).err.join()).toContain(
    'pdf-field-not-found',
  );
  expect((await sign('filled.pdf', ['--field', 'Bupati', '--reason', 'Setuju'], 'form.pdf')).exit).toBe(0);
  expect((await judge('filled.pdf')).signatures).toMatchObject([{ field: 'Bupati', reason: 'Setuju' }]);
});

test.each([
  [['--level', 'B-X']],
  [['--level', 'B-T']],
  [['--level', 'B-LT', '--tsa', 'http://tsa.example/']],
  [['--tsa', 'tsa.example']],
  [['--tsa', 'file:///etc/passwd']],
  [['--certify', '4']],
  [['--field', 'Bupati', '--at', '1,40,40,200,60']],
  [['--trust', '/nowhere']],
  [['--evidence', '/nowhere']],
])('misuse: %j', async (more) => {
  await expect(sign('never.pdf', more)).rejects.toThrow(Misuse);
});
