import { spawnSync } from 'node:child_process';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { Misuse } from '../../server/command.js';
import { ltvCommand } from '../../server/ltv-command.js';
import { bytesSource, readTrustStore, verifyPdf } from '../../server/pdf/index.js';
import { signCommand } from '../../server/sign-command.js';
import { verifyCommand } from '../../server/verify-command.js';
import { commandDesk, typed, type CommandDesk } from '../support/command-desk.js';
import { letterPdf } from '../support/letter-pdf.js';

let desk: CommandDesk;
let archived: Uint8Array;
beforeAll(async () => {
  desk = await commandDesk();
  const { exit } = await typed(signCommand, [
    ...[at('surat.pdf'), '--p12', desk.p12, '--passphrase-file', desk.passphraseFile, '-o', at('arsip.pdf')],
    ...['--level', 'B-LTA', ...lasting()],
  ]);
  expect(exit).toBe(0);
  archived = await readFile(at('arsip.pdf'));
});
afterAll(async () => {
  desk.close();
  await rm(desk.folder, { recursive: true });
});
beforeEach(() => writeFile(at('arsip.pdf'), archived));

const at = (name: string) => join(desk.folder, name);
const lasting = () => ['--tsa', desk.tsa, '--trust', desk.trust, '--evidence', desk.evidence];
const renew = (files: readonly string[], more: readonly string[] = lasting()) =>
  typed(ltvCommand, ['renew', ...files.map(at), ...more]);
const stamps = async (name: string) => {
  const trust = await readTrustStore(desk.trust);
  const report = await verifyPdf(bytesSource(await readFile(at(name))), { trust, now: new Date() });
  expect(report).toMatchObject({ verdict: 'intact', trusted: true });
  return report.signatures.filter(({ kind }) => kind === 'timestamp').length;
};

test('renews an archive in its place', async () => {
  const { exit, out, err } = await renew(['arsip.pdf']);
  expect({ exit, err }).toEqual({ exit: 0, err: [] });
  expect(out).toEqual([`${at('arsip.pdf')}: renewed (certificates 3, OCSP responses 1, revocation lists 1)`]);
  expect(await stamps('arsip.pdf')).toBe(2);
  expect((await readFile(at('arsip.pdf'))).subarray(0, archived.length)).toEqual(Buffer.from(archived));
});

test('an archive is told to have only proof added after it was signed', async () => {
  const { out } = await typed(verifyCommand, ['--trust', desk.trust, at('arsip.pdf')]);
  expect(out[1]).toContain('B-LTA, right, changes after: only proof data');
});

test('tells what could not be had, and stamps all the same', async () => {
  const { exit, out } = await renew(['arsip.pdf'], ['--tsa', desk.tsa, '--trust', desk.trust]);
  expect(exit).toBe(0);
  expect(out.join()).toContain('nothing could be had about CN=UJI COBA (TRIAL) Time-stamp');
  expect(await stamps('arsip.pdf')).toBe(2);
});

test('of many files each has its line, and one that is refused stops no other', async () => {
  await writeFile(at('polos.pdf'), letterPdf());
  await writeFile(at('rusak.pdf'), archived.subarray(0, 700));
  const before = await readdir(desk.folder);
  const files = ['polos.pdf', 'rusak.pdf', 'tiada.pdf', 'arsip.pdf'];
  const { exit, out } = await renew(files);
  expect(exit).toBe(1);
  expect(out).toHaveLength(4);
  ['not renewed: pdf-unsigned', 'not renewed: pdf-', 'not renewed: input-not-found', 'renewed ('].forEach(
    (text, index) => expect(out[index]).toContain(text),
  );
  expect(await readFile(at('polos.pdf'))).toEqual(Buffer.from(letterPdf()));
  expect(await stamps('arsip.pdf')).toBe(2);
  expect(await readdir(desk.folder)).toEqual(before);
});

test('writes one elsewhere, over nothing', async () => {
  expect((await renew(['arsip.pdf'], [...lasting(), '-o', at('baru.pdf')])).exit).toBe(0);
  expect(await stamps('baru.pdf')).toBe(2);
  expect(await stamps('arsip.pdf')).toBe(1);
  const again = await renew(['arsip.pdf'], [...lasting(), '-o', at('baru.pdf')]);
  expect(again).toMatchObject({ exit: 1 });
  expect(again.out.join()).toContain('output-exists');
});

test.each([
  [[]],
  [['dance']],
  [['renew']],
  [['renew', 'a.pdf']],
  [['renew', '--tsa', 'http://tsa.example/']],
  [['renew', 'a.pdf', 'b.pdf', '--tsa', 'http://tsa.example/', '-o', 'c.pdf']],
  [['renew', 'a.pdf', '--tsa', 'not an address']],
])('misuse: %j', async (args) => {
  await expect(typed(ltvCommand, args)).rejects.toThrow(Misuse);
});

test('the command line knows it', () => {
  const args = ['--import', 'tsx', 'server/cli.ts', 'ltv'];
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  expect(status).toBe(2);
  expect(stderr).toContain('noken ltv renew FILE…');
});
