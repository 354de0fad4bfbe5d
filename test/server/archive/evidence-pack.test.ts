import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stampArchives } from '../../../server/archive/index.js';
import type { Ticket } from '../../../server/contract/letters.js';
import { factsAbout, sealLedger } from '../../../server/ledger/index.js';
import { toPem } from '../../../server/pdf/index.js';
import { sealAuthority } from '../../../server/seal-authority.js';
import { tenantAuthority } from '../../../server/signing/index.js';
import { madeOffice, type MadeOffice, type Person } from '../../support/made-office.js';
import { outgoingLetter } from '../../support/outgoing-letter.js';
import { run } from '../../support/pdf-oracles.js';
import { codeOf } from '../../support/recorded-letter.js';
import { signedLetter, type SignedLetter } from '../../support/signed-letter.js';

let made: MadeOffice;
let letter: SignedLetter;
let folder: string;
/** The one folder in the unpacked ZIP. */
let pack: string;
beforeAll(async () => {
  made = await madeOffice();
  letter = await signedLetter(made, {
    head: 'sagu bakar di tepi Tami 9',
    regent: 'burung mambruk pagi hari 3',
  });
  const authorityOf = await sealAuthority(made.office, undefined);
  const scope = await made.commandScope();
  expect((await sealLedger(scope, await authorityOf(scope))).state).toBe('sealed');

  folder = await mkdtemp(join(tmpdir(), 'noken-pack-'));
  const answer = await packOf('registrar', letter.letterId);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('application/zip');
  expect(answer.headers.get('content-disposition')).toMatch(
    /^attachment; filename="bukti-000\.1-[\w.-]+\.zip"/,
  );
  await writeFile(join(folder, 'pack.zip'), Buffer.from(await answer.arrayBuffer()));
  const { code, output } = await run('unzip', ['-q', join(folder, 'pack.zip'), '-d', join(folder, 'out')]);
  expect(code, output).toBe(0);
  const [inside = ''] = await readdir(join(folder, 'out'));
  pack = join(folder, 'out', inside);
}, 180_000);
afterAll(async () => {
  await made.close();
  await rm(folder, { recursive: true });
});

async function packOf(person: Person, letterId: string): Promise<Response> {
  const seat = await made.as(person);
  const request = { what: 'evidence', disposition: 'attachment' };
  const answer = await seat.request('POST', `/v1/desks/:desk/letters/${letterId}/tickets`, request);
  if (!answer.ok) return answer;
  return made.app.request(new URL(((await answer.json()) as Ticket).url).pathname);
}

const inPack = (name: string) => readFile(join(pack, name));
const textIn = async (name: string) => (await inPack(name)).toString('utf8');

/** The commands of a read-me, as somebody would copy them. */
async function commandsIn(name: string): Promise<string[]> {
  return [...(await textIn(name)).matchAll(/^ {4}\$ (.+)$/gmu)].map(([, command = '']) => command);
}

function shell(command: string, cwd = pack) {
  return run('sh', ['-c', `cd '${cwd}' && ${command}`]);
}

describe('an evidence pack', () => {
  test('holds the signed file byte by byte, each version of it, slip, reports, proof and trail', async () => {
    expect((await inPack('letter.pdf')).equals(letter.signed)).toBe(true);
    const versions = (await readdir(join(pack, 'versions'))).sort();
    expect(versions.length).toBeGreaterThanOrEqual(4);
    for (const version of versions) {
      const bytes = await inPack(`versions/${version}`);
      expect(bytes.equals(Buffer.from(letter.signed).subarray(0, bytes.length)), version).toBe(true);
    }
    expect((await readdir(join(pack, 'signatures'))).sort()).toEqual(['01-TTE1', '02-TTE2']);
    for (const folder of ['certificates', 'ocsp', 'crl', 'ledger/rows'])
      expect((await readdir(join(pack, folder))).length, folder).toBeGreaterThan(0);
    expect(JSON.parse(await textIn('slip.json'))).toMatchObject({ noken: 'signing-slip' });
    expect(JSON.parse(await textIn('report.json'))).toMatchObject({ version: 1, verdict: 'intact' });
    expect((await inPack('slip.pdf')).subarray(0, 5).toString()).toBe('%PDF-');
    expect((await run('python3', ['-m', 'zipfile', '-t', join(folder, 'pack.zip')])).code).toBe(0);
  });

  test('tells in two languages how a stranger checks each claim, and each of those commands confirms it', async () => {
    const commands = await commandsIn('README.txt');
    expect(await commandsIn('BACA-SAYA.txt')).toEqual(commands);
    const kinds = [
      'openssl cms -verify',
      'openssl ts -verify',
      'openssl ocsp',
      'openssl crl',
      'pdfsig',
      'sha256sum',
    ];
    for (const kind of kinds)
      expect(
        commands.some((command) => command.includes(kind)),
        kind,
      ).toBe(true);
    expect(commands.filter((command) => command.includes('openssl cms -verify'))).toHaveLength(2);
    for (const command of commands) {
      const { code, output } = await shell(command);
      expect(code, `${command}\n${output}`).toBe(0);
    }
    for (const name of ['README.txt', 'BACA-SAYA.txt']) expect(await textIn(name)).toContain('roots.pem');
  }, 60_000);

  test('has commands that find out a changed letter, row, version and seal', async () => {
    const commands = await commandsIn('README.txt');
    const failing = async (name: string, change: (bytes: Buffer) => void): Promise<string[]> => {
      const before = await inPack(name);
      const bytes = Buffer.from(before);
      change(bytes);
      await writeFile(join(pack, name), bytes);
      try {
        const outcomes = await Promise.all(
          commands.map(async (command) => ((await shell(command)).code === 0 ? undefined : command)),
        );
        return outcomes.filter((command) => command !== undefined);
      } finally {
        await writeFile(join(pack, name), before);
      }
    };
    const flip = (at: number) => (bytes: Buffer) => bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
    const changed = await failing('letter.pdf', flip(200));
    for (const kind of ['openssl cms -verify', 'pdfsig', 'SHA256SUMS', 'cmp - versions/'])
      expect(
        changed.some((command) => command.includes(kind)),
        kind,
      ).toBe(true);
    const [row = ''] = await readdir(join(pack, 'ledger/rows'));
    expect(await failing(`ledger/rows/${row}`, flip(20))).toContain('sha256sum -c ledger/ROWS.sha256');
    const links = await failing('ledger/links.txt', (bytes) => bytes.write('ffffffff', bytes.length - 40));
    expect(links.some((command) => command.includes('ledger/links.txt'))).toBe(true);
    const sealed = await failing('ledger/seal.txt', flip(30));
    expect(sealed.some((command) => command.includes('seal.tst'))).toBe(true);
    const stamp = await failing('signatures/01-TTE1/signature.value', flip(5));
    expect(stamp.some((command) => command.includes('openssl ts -verify'))).toBe(true);
  }, 120_000);

  test('trusts the root that the office’s authority has', async () => {
    const { root } = await tenantAuthority(await made.commandScope(), made.office);
    expect(await textIn('certificates/roots.pem')).toBe(toPem(root));
  });

  test('has report pages that ask for nothing from anywhere', async () => {
    for (const [name, said] of [
      ['report.id.html', 'Penerbit'],
      ['report.en.html', 'Issuer'],
    ] as const) {
      const page = await textIn(name);
      expect(page).toContain(said);
      expect(page).toContain("default-src 'none'");
      expect(page).not.toMatch(/<script|<link|<form|<img|href=|src=|url\(|@import|https?:\/\//u);
    }
  });

  test('tells nothing of other letters', async () => {
    const { letterId: other } = await outgoingLetter(made, ['head']);
    const again = await packOf('registrar', letter.letterId);
    const path = join(folder, 'again.zip');
    await writeFile(path, Buffer.from(await again.arrayBuffer()));
    const { output } = await run('unzip', ['-p', path]);
    expect(output).toContain(letter.letterId);
    expect(output).not.toContain(other);
  });

  test('is written down, and refused for a letter that nobody signed and to a desk that has not got it', async () => {
    const facts = await factsAbout(await made.scopeOf('registrar'), letter.letterId);
    expect(facts.filter(({ kind }) => kind === 'evidence.downloaded').length).toBeGreaterThan(0);
    const { letterId } = await outgoingLetter(made, ['head']);
    expect(await codeOf(await packOf('registrar', letterId))).toBe('letter-not-signed');
    expect(await codeOf(await packOf('outsider', letter.letterId))).toBe('letter-not-found');
  });
});

test('a pack of an archived letter has its document time-stamp too, which OpenSSL finds right', async () => {
  made.setClock(11 * 60_000);
  await stampArchives(made.office, await sealAuthority(made.office, undefined));
  made.setClock(10 * 60_000);
  const done = await stampArchives(made.office, await sealAuthority(made.office, undefined));
  expect(done.failed).toBe(0);
  const file = join(folder, 'archived.zip');
  await writeFile(file, Buffer.from(await (await packOf('registrar', letter.letterId)).arrayBuffer()));
  await run('unzip', ['-q', file, '-d', join(folder, 'archived')]);
  const [inside = ''] = await readdir(join(folder, 'archived'));
  const archived = join(folder, 'archived', inside);
  expect((await readdir(join(archived, 'signatures'))).sort()).toEqual([
    '01-TTE1',
    '02-TTE2',
    '03-Timestamp1',
  ]);
  const readme = await readFile(join(archived, 'README.txt'), 'utf8');
  const commands = [...readme.matchAll(/^ {4}\$ (.+)$/gmu)].map(([, command = '']) => command);
  expect(commands.some((command) => command.includes('03-Timestamp1/timestamp.tst'))).toBe(true);
  for (const command of commands) {
    const { code, output } = await shell(command, archived);
    expect(code, `${command}\n${output}`).toBe(0);
  }
}, 120_000);

test('a pack of a letter whose trail nobody sealed says so', async () => {
  const bare = await madeOffice();
  try {
    const signed = await signedLetter(bare, { head: 'sagu bakar di tepi Tami 9' });
    const request = { what: 'evidence', disposition: 'attachment' };
    const seat = await bare.as('registrar');
    const path = `/v1/desks/:desk/letters/${signed.letterId}/tickets`;
    const { url } = (await (await seat.request('POST', path, request)).json()) as Ticket;
    const file = join(folder, 'bare.zip');
    await writeFile(file, Buffer.from(await (await bare.app.request(new URL(url).pathname)).arrayBuffer()));
    const { output } = await run('unzip', ['-p', file, '*/README.txt']);
    expect(output).toContain('has no seal yet');
    expect((await run('unzip', ['-l', file])).output).not.toContain('seal.tst');
  } finally {
    await bare.close();
  }
}, 60_000);
