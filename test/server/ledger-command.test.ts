import { randomBytes } from 'node:crypto';
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { Misuse } from '../../server/command.js';
import { ConfigRefusal } from '../../server/config.js';
import { ledgerCommand } from '../../server/ledger-command.js';
import type { LedgerReport } from '../../server/ledger/index.js';
import { toPem } from '../../server/pdf/index.js';
import { routedLetter } from '../support/disposed-letter.js';
import { madeOffice, type MadeOffice } from '../support/made-office.js';
import { rememberLedger, tamper } from '../support/tampered-ledger.js';
import { testAuthority, testTimestamps } from '../support/test-authority.js';

const master = randomBytes(32);
let made: MadeOffice;
let putBack: () => void;
let outside: Server;
let address: string;
const asked: (string | undefined)[] = [];
const at = (name: string) => join(made.folder, name);

beforeAll(async () => {
  made = await madeOffice({}, master);
  await routedLetter(made);
  putBack = rememberLedger(made);
  await mkdir(at('trust'));
  await writeFile(at('trust/root.pem'), toPem((await testAuthority()).root.certificate));
  const stamps = await testTimestamps();
  outside = createServer((request, response) => {
    asked.push(request.headers.authorization);
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => void stamps.answer(Buffer.concat(pieces)).then((bytes) => response.end(bytes)));
  });
  await new Promise<void>((resolve) => outside.listen(0, '127.0.0.1', resolve));
  address = `127.0.0.1:${(outside.address() as AddressInfo).port}`;
}, 120_000);
afterAll(async () => {
  outside.closeAllConnections();
  outside.close();
  await made.close();
});

interface Ended {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

/** The command as the command line runs it, with an environment of its own. */
async function noken(args: readonly string[], more: Record<string, string> = {}): Promise<Ended> {
  const lines: Record<'out' | 'err', string[]> = { out: [], err: [] };
  const terminal = {
    out: (line: string) => void lines.out.push(line),
    err: (line: string) => void lines.err.push(line),
  };
  for (const [name, value] of Object.entries({ NOKEN_DATA: made.folder, ...more })) vi.stubEnv(name, value);
  const status = await ledgerCommand(args, terminal)
    .catch((error: unknown) => {
      if (!(error instanceof Misuse || error instanceof ConfigRefusal)) throw error;
      terminal.err(error.message);
      return 2;
    })
    .finally(() => vi.unstubAllEnvs());
  return { status, out: lines.out.join('\n'), err: lines.err.join('\n') };
}
const server = () => ({
  NOKEN_PUBLIC_URL: made.publicUrl,
  NOKEN_MASTER_KEY: master.toString('base64'),
});
const byOutside = () => ({
  ...server(),
  NOKEN_TSA_URL: `http://keerom:rahasia-tsa@${address}/tsa`,
  NOKEN_TSA_TRUST: at('trust'),
});

describe('noken ledger', () => {
  test('verify needs no key, and says that only this server vouches', async () => {
    putBack();
    const { status, out, err } = await noken(['verify']);
    expect(err).toBe('');
    expect(status).toBe(0);
    expect(out).toMatch(/^keerom-uji: utuh menurut server ini \(.+\); \d+ rows; no seal$/m);
    expect(out).toMatch(/^tetangga-uji: utuh menurut server ini/m);
  });

  test('seal, carry away, verify: whole until somebody recomputes the chain', async () => {
    putBack();
    const out = at('segel.json');
    const sealed = await noken(['seal', '--tenant', 'keerom-uji', '--out', out], server());
    expect(sealed.err).toBe('');
    expect(sealed.status).toBe(0);
    expect((await noken(['seal', '--tenant', 'keerom-uji', '--out', out], server())).status).toBe(2);

    const good = await noken(['verify', '--seal', out, '--tenant', 'keerom-uji', '--json']);
    expect(good.status).toBe(0);
    expect(JSON.parse(good.out)).toMatchObject({
      tenant: 'keerom-uji',
      ok: true,
      sealed: 'outside',
      problems: [],
    });

    // What the server exported itself lies on the server and counts as such.
    await mkdir(at('seals'));
    await copyFile(out, at('seals/keerom-uji-1.json'));
    tamper(made, ({ run, recompute, dropSeals }) => {
      run(`update ledger set kind = 'letter.read' where tenant_id = ? and seq = 4`, made.tenantId);
      recompute(4);
      dropSeals();
    });
    expect((await noken(['verify', '--tenant', 'keerom-uji'])).status).toBe(0);
    const exported = await noken(['verify', '--seal', '--json', '--tenant', 'keerom-uji']);
    expect(exported.status).toBe(1);
    const report = JSON.parse(exported.out) as LedgerReport;
    expect(report).toMatchObject({ ok: false, sealed: 'here' });
    expect(report.problems.map(({ kind }) => kind)).toEqual(['sealed-row-differs']);
    const told = await noken(['verify', '--tenant', 'keerom-uji', `--seal=${out}`]);
    expect(told.status).toBe(1);
    expect(told.out).toMatch(/^keerom-uji: tidak utuh .*\n {2}row \d+: sealed-row-differs$/m);
    await rm(at('seals'), { recursive: true });

    const elsewhere = await noken(['verify', '--tenant', 'tetangga-uji', '--seal', out]);
    expect(elsewhere.status).toBe(1);
    expect(elsewhere.err).toContain('belongs to a tenant that is not here');
  }, 120_000);

  test('an authority outside seals over HTTP; its password is told to nobody else', async () => {
    putBack();
    const out = at('segel-luar.json');
    const sealed = await noken(['seal', '--tenant', 'keerom-uji', '--out', out], byOutside());
    expect(sealed.err).toBe('');
    expect(sealed.out).toContain(`by ${address}`);
    expect(asked).toEqual([`Basic ${Buffer.from('keerom:rahasia-tsa').toString('base64')}`]);
    const file = await readFile(out, 'utf8');
    expect(sealed.out + file).not.toMatch(/rahasia-tsa/);

    const verify = ['verify', '--tenant', 'keerom-uji', '--seal', out];
    const stranger = await noken(verify);
    expect(stranger.status).toBe(1);
    expect(stranger.out).toContain('seal-untrusted');
    expect((await noken([...verify, '--trust', at('trust')])).out).toContain('keerom-uji: utuh (whole)');
    expect((await noken(verify, { NOKEN_TSA_TRUST: at('trust') })).status).toBe(0);
  }, 120_000);

  test('a folder without the authority’s certificates is said to be that', async () => {
    const settings = { ...byOutside(), NOKEN_TSA_TRUST: at('documents') };
    const { status, err } = await noken(['seal', '--tenant', 'keerom-uji', '--out', at('x.json')], settings);
    expect(status).toBe(2);
    expect(err).toMatch(/^NOKEN_TSA_TRUST/);
  });

  test('nobody answers: not sealed, 1, and no password in what is said', async () => {
    putBack();
    const settings = { ...byOutside(), NOKEN_TSA_URL: 'http://keerom:rahasia-tsa@127.0.0.1:1/' };
    const out = at('tidak-ada.json');
    const { status, err } = await noken(['seal', '--tenant', 'keerom-uji', '--out', out], settings);
    expect(status).toBe(1);
    expect(err).toContain('timestamp-unreachable');
    expect(err).not.toContain('rahasia-tsa');
  });

  test.each([
    [[]],
    [['dance']],
    [['verify', '--nothing']],
    [['verify', '--tenant', 'tidak-ada']],
    [['verify', '--seal', 'not-there.json']],
    [['verify', '--seal', 'package.json']],
    [['verify', '--trust', 'not-there']],
    [['seal']],
    [['seal', '--out', 'x.json', '--tenant', 'keerom-uji']],
  ])('misuse is told in a sentence and ends with 2: %j', async (args) => {
    const { status, err } = await noken(args);
    expect(status).toBe(2);
    expect(err).not.toBe('');
  });

  test('a folder without an office is no whole ledger', async () => {
    const { status, err } = await noken(['verify'], { NOKEN_DATA: at('trust') });
    expect(status).toBe(2);
    expect(err).toContain('NOKEN_DATA');
    const unnamed = await noken(['seal', '--out', at('x.json')], server());
    expect(unnamed.status).toBe(2);
    expect(unnamed.err).toContain('--tenant keerom-uji');
  });
});
