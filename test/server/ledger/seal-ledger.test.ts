import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  latestSeal,
  readSealFile,
  sealFile,
  sealLedger,
  type SealAuthority,
} from '../../../server/ledger/index.js';
import { KeyRefusal } from '../../../server/pdf/index.js';
import { tenantAuthority } from '../../../server/signing/index.js';
import { routedLetter } from '../../support/disposed-letter.js';
import { madeOffice, type MadeOffice } from '../../support/made-office.js';
import { run } from '../../support/pdf-oracles.js';
import { rememberLedger, tamper } from '../../support/tampered-ledger.js';
import { testTimestamps } from '../../support/test-authority.js';

let made: MadeOffice;
let authority: SealAuthority;
let folder: string;
let putBack: () => void;

beforeAll(async () => {
  made = await madeOffice();
  folder = await mkdtemp(join(tmpdir(), 'noken-seal-'));
  const { timestamps, root } = await tenantAuthority(await made.commandScope(), made.office);
  authority = { name: 'Otoritas lokal', stamps: timestamps, anchors: [root] };
  await routedLetter(made);
  putBack = rememberLedger(made);
});
afterEach(() => putBack());
afterAll(async () => {
  await rm(folder, { recursive: true });
  await made.close();
});

const seal = async (by = authority, tenantId = made.tenantId) =>
  sealLedger(await made.commandScope(tenantId), by);
const seals = () => made.store.read((db) => db.selectFrom('ledger_seals').selectAll().execute());

describe('sealLedger', () => {
  test('seals the head once, and again when more was written', async () => {
    const first = await seal();
    expect(first).toMatchObject({ state: 'sealed', seal: { at: made.now().toISOString() } });
    expect(await seal()).toEqual({ ...first, state: 'already' });
    expect(await latestSeal(await made.commandScope())).toEqual((await seals())[0]);
    await routedLetter(made);
    expect((await seal()).state).toBe('sealed');
    expect((await seals()).map(({ seq }) => seq)).toHaveLength(2);
  });

  test('twice at once is one seal', async () => {
    const states = (await Promise.all([seal(), seal()])).map(({ state }) => state).sort();
    expect(states).toEqual(['already', 'sealed']);
    expect(await seals()).toHaveLength(1);
  });

  test('holds nobody up: what is written while the authority thinks stands behind the seal', async () => {
    const slow = {
      ...authority,
      stamps: {
        stamp: async (imprint: Uint8Array) => {
          await routedLetter(made);
          return authority.stamps.stamp(imprint);
        },
      },
    };
    const sealing = await seal(slow);
    if (sealing.state !== 'sealed') throw new Error(sealing.state);
    const head = await made.store.read((db) =>
      db
        .selectFrom('ledger_heads')
        .select('seq')
        .where('tenant_id', '=', made.tenantId)
        .executeTakeFirstOrThrow(),
    );
    expect(sealing.seal.seq).toBeLessThan(head.seq);
    expect((await seal()).state).toBe('sealed');
  });

  test('has nothing to seal where nothing was written', async () => {
    tamper(made, ({ run }) => {
      run('delete from ledger where tenant_id = ?', made.otherTenantId);
      run('delete from ledger_heads where tenant_id = ?', made.otherTenantId);
    });
    expect(await seal(authority, made.otherTenantId)).toEqual({ state: 'empty' });
  });

  test('does not make a ledger look right that is not', async () => {
    tamper(made, ({ run }) =>
      run(`update ledger set kind = 'letter.read' where tenant_id = ? and seq = 4`, made.tenantId),
    );
    expect(await seal()).toEqual({ state: 'broken', problems: [{ kind: 'row-changed', seq: 4 }] });
    putBack();
    await seal();
    tamper(made, ({ run, recompute }) => {
      run(`update ledger set kind = 'letter.read' where tenant_id = ? and seq = 4`, made.tenantId);
      recompute(4);
    });
    expect(await seal()).toMatchObject({ state: 'broken', problems: [{ kind: 'sealed-row-differs' }] });
  });

  test('keeps nothing from an authority that is not the one it should be, or does not answer', async () => {
    const other = { ...authority, stamps: await testTimestamps() };
    expect(await seal(other)).toEqual({ state: 'distrusted', problem: 'seal-untrusted' });
    const careless = { ...authority, stamps: { stamp: () => authority.stamps.stamp(new Uint8Array(32)) } };
    expect(await seal(careless)).toEqual({ state: 'distrusted', problem: 'seal-wrong' });
    const silent = {
      ...authority,
      stamps: { stamp: () => Promise.reject(new KeyRefusal('timestamp-unreachable')) },
    };
    await expect(seal(silent)).rejects.toMatchObject({ code: 'timestamp-unreachable' });
    expect(await seals()).toEqual([]);
  });
});

describe('a seal as a file', () => {
  test('is verified by openssl, and refused with one digit changed', async () => {
    const sealing = await seal();
    if (sealing.state !== 'sealed') throw new Error(sealing.state);
    const file = JSON.parse(await sealFile(sealing.seal, 'keerom-uji', authority.anchors)) as Record<
      'sealed' | 'token' | 'chain' | 'anchors',
      string
    >;
    const at = (name: string) => join(folder, name);
    await writeFile(at('sealed'), file.sealed);
    await writeFile(at('token'), Buffer.from(file.token, 'base64'));
    await writeFile(at('chain.pem'), file.chain);
    await writeFile(at('anchors.pem'), file.anchors);
    const verify = () =>
      run('openssl', [
        ...['ts', '-verify', '-token_in', '-in', at('token'), '-data', at('sealed')],
        ...['-CAfile', at('anchors.pem'), '-untrusted', at('chain.pem')],
        ...['-attime', String(Math.floor(made.now().getTime() / 1000) + 60)],
      ]);
    expect((await verify()).output).toContain('Verification: OK');
    await writeFile(at('sealed'), file.sealed.replace(/"seq":\d+/, '"seq":1'));
    expect((await verify()).output).toContain('FAILED');
  });

  test('is read back as it was, and nothing else is read', async () => {
    const sealing = await seal();
    if (sealing.state !== 'sealed') throw new Error(sealing.state);
    const text = await sealFile(sealing.seal, 'keerom-uji', authority.anchors);
    expect(readSealFile(text)).toMatchObject({ tenantId: made.tenantId, seq: sealing.seal.seq });
    const changed = (more: object) => JSON.stringify({ ...(JSON.parse(text) as object), ...more });
    expect(readSealFile(changed({}))).toBeDefined();
    for (const wrong of [
      '',
      'null',
      '{}',
      changed({ v: 2 }),
      changed({ seq: 1.5 }),
      changed({ hash: 'x' }),
      changed({ hash: '0'.repeat(64) }),
      changed({ tenant: '../..' }),
      changed({ token: '%' }),
    ])
      expect(readSealFile(wrong), wrong.slice(0, 80)).toBeUndefined();
  });
});
