import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  checkSeal,
  readSealFile,
  sealFile,
  sealLedger,
  verifyLedger,
  writeDown,
  type LedgerReport,
  type Seal,
  type SealAuthority,
} from '../../../server/ledger/index.js';
import type { Certificate } from '../../../server/pdf/index.js';
import { tenantAuthority } from '../../../server/signing/index.js';
import { work } from '../../../server/tenants/index.js';
import { dispose, routedLetter } from '../../support/disposed-letter.js';
import { madeOffice, type MadeOffice } from '../../support/made-office.js';
import { rememberLedger, tamper } from '../../support/tampered-ledger.js';
import { testAuthority, testTimestamps } from '../../support/test-authority.js';

let made: MadeOffice;
/** Kept somewhere else, before anybody tampered. */
let kept: Seal;
let anchors: readonly Certificate[];
let putBack: () => void;

beforeAll(async () => {
  made = await madeOffice();
  const { letterId } = await routedLetter(made);
  await dispose(made, 'head', letterId, { kabidOne: ['Tindak lanjuti'] });
  await routedLetter(made);
  anchors = (await localAuthority()).anchors;
  kept = await sealNow();
  putBack = rememberLedger(made);
});
afterEach(() => putBack());
afterAll(() => made.close());

async function localAuthority(): Promise<SealAuthority> {
  const { timestamps, root } = await tenantAuthority(await made.commandScope(), made.office);
  return { name: 'Otoritas lokal', stamps: timestamps, anchors: [root] };
}

async function sealNow(): Promise<Seal> {
  const sealing = await sealLedger(await made.commandScope(), await localAuthority());
  if (sealing.state !== 'sealed') throw new Error(sealing.state);
  const seal = readSealFile(await sealFile(sealing.seal, 'keerom-uji', anchors));
  if (!seal) throw new Error('The file cannot be read back.');
  return seal;
}

async function judge(outside: readonly Seal[] = []): Promise<LedgerReport> {
  return verifyLedger(await made.commandScope(), { outside, anchors });
}

const kinds = (report: LedgerReport) => report.problems.map(({ kind, seq }) => `${kind} ${seq}`);

describe('verifyLedger', () => {
  test('finds a whole ledger whole, by its own word and by a seal from outside', async () => {
    const rows = await made.store.read((db) =>
      db.selectFrom('ledger').selectAll().where('tenant_id', '=', made.tenantId).execute(),
    );
    const head = { seq: rows.length, hash: rows.at(-1)?.hash };
    const whole = { ok: true, rows: rows.length, head, problems: [], unlisted: 0 };
    const upTo = { seq: rows.length, at: made.now().toISOString() };
    expect(await judge()).toEqual({ ...whole, sealed: 'here', upTo });
    expect(await judge([kept])).toEqual({ ...whole, sealed: 'outside', upTo });
    tamper(made, ({ dropSeals }) => dropSeals());
    expect(await judge()).toEqual({ ...whole, sealed: 'none' });
  });

  test('goes on being whole when more is written than was sealed', async () => {
    await routedLetter(made);
    expect(await judge([kept])).toMatchObject({ ok: true, sealed: 'outside', upTo: { seq: kept.seq } });
  });

  test.each([
    ['a fact', 'data', '{"to":"orang lain"}'],
    ['an actor', 'actor', '{"kind":"admin"}'],
    ['a time', 'at', '2026-11-01T00:00:00.000Z'],
    ['a kind', 'kind', 'letter.read'],
    ['a subject', 'subject', 'lain'],
    ['a desk', 'desk', 'lain'],
    ['a version', 'v', 2],
    ['what is no JSON', 'data', '{'],
  ])('finds a row in which %s was changed', async (_, column, value) => {
    tamper(made, ({ run }) =>
      run(`update ledger set ${column} = ? where tenant_id = ? and seq = 4`, value, made.tenantId),
    );
    expect(kinds(await judge())).toEqual(['row-changed 4']);
  });

  test('finds a row whose text was changed under the same value', async () => {
    tamper(made, ({ row, run }) => {
      // Of two members with one name a reader takes the last, so that the value is the same.
      const twice = row(4).data.replace(/^\{("[^"]+":)/, '{$1"lain",$1');
      run('update ledger set data = ? where tenant_id = ? and seq = 4', twice, made.tenantId);
    });
    expect(kinds(await judge())).toEqual(['row-changed 4']);
    tamper(made, ({ row, run }) =>
      run('update ledger set actor = ? where tenant_id = ? and seq = 5', ` ${row(5).actor}`, made.tenantId),
    );
    expect(kinds(await judge())).toEqual(['row-changed 4', 'row-changed 5']);
  });

  test('finds a row that was changed with its own hash', async () => {
    tamper(made, ({ row, run, recompute }) => {
      run(`update ledger set subject = 'lain' where tenant_id = ? and seq = 4`, made.tenantId);
      const after = row(5);
      recompute(4);
      // Only the one row is mended: what follows is put back as it was.
      run(
        'update ledger set prev = ?, hash = ? where tenant_id = ? and seq = 5',
        after.prev,
        after.hash,
        made.tenantId,
      );
    });
    expect(kinds(await judge())).toContain('chain-broken 5');
  });

  test('finds a row that was removed', async () => {
    tamper(made, ({ run }) => run('delete from ledger where tenant_id = ? and seq in (4, 5)', made.tenantId));
    expect(kinds(await judge())).toEqual(['row-missing 4']);
    tamper(made, ({ run }) => run('delete from ledger where tenant_id = ? and seq = 1', made.tenantId));
    expect(kinds(await judge())).toEqual(['row-missing 1', 'row-missing 4']);
  });

  test('finds two rows that were swapped', async () => {
    tamper(made, ({ run }) => {
      const move = (from: number, to: number) =>
        run('update ledger set seq = ? where tenant_id = ? and seq = ?', to, made.tenantId, from);
      move(4, 1000);
      move(5, 4);
      move(1000, 5);
    });
    const found = kinds(await judge());
    expect(found).toContain('row-changed 4');
    expect(found).toContain('row-changed 5');
    expect(found).toContain('chain-broken 4');
  });

  test('finds a tail that was cut off, with its head and with the seals here', async () => {
    const { seq } = await last();
    tamper(made, ({ run }) =>
      run('delete from ledger where tenant_id = ? and seq > ?', made.tenantId, seq - 3),
    );
    expect(kinds(await judge())).toEqual([`tail-missing ${seq - 2}`, `sealed-row-missing ${seq}`]);
    tamper(made, ({ recompute }) => recompute());
    expect(kinds(await judge())).toEqual([`sealed-row-missing ${seq}`]);
    tamper(made, ({ dropSeals }) => dropSeals());
    // By its own word all is well; whoever kept a seal knows better.
    expect(await judge()).toMatchObject({ ok: true, sealed: 'none' });
    expect(kinds(await judge([kept]))).toEqual([`sealed-row-missing ${seq}`]);
  });

  test('finds a chain that was recomputed, by a seal and by nothing else', async () => {
    tamper(made, ({ run, recompute }) => {
      run(`update ledger set kind = 'letter.read' where tenant_id = ? and seq = 4`, made.tenantId);
      recompute(4);
    });
    expect(kinds(await judge())).toEqual([`sealed-row-differs ${kept.seq}`]);
    tamper(made, ({ dropSeals }) => dropSeals());
    expect(await judge()).toMatchObject({ ok: true, sealed: 'none' });
    expect(await judge([kept])).toMatchObject({
      ok: false,
      sealed: 'outside',
      problems: [{ kind: 'sealed-row-differs', seq: kept.seq }],
    });
  });

  test('is not told by a seal that was made later; the earlier one tells it still', async () => {
    tamper(made, ({ run, recompute, dropSeals }) => {
      run(`update ledger set kind = 'letter.read' where tenant_id = ? and seq = 4`, made.tenantId);
      recompute(4);
      dropSeals();
    });
    const later = await sealNow();
    expect(await judge([later])).toMatchObject({ ok: true, sealed: 'outside' });
    expect(kinds(await judge([later, kept]))).toEqual([`sealed-row-differs ${kept.seq}`]);
  });

  test('finds a row put in where none can be, and a head that is gone', async () => {
    tamper(made, ({ run }) => {
      run(
        `insert into ledger select tenant_id, 0, at, kind, actor, desk, subject, data, prev, hash, v
         from ledger where tenant_id = ? and seq = 1`,
        made.tenantId,
      );
      run('delete from ledger_heads where tenant_id = ?', made.tenantId);
    });
    const { seq } = await last();
    expect(kinds(await judge())).toEqual(['row-unexpected 0', `head-wrong ${seq}`]);
  });

  test('looks at one tenant only', async () => {
    tamper(made, ({ run }) =>
      run(`update ledger set kind = 'letter.read' where tenant_id = ?`, made.otherTenantId),
    );
    expect((await judge([kept])).ok).toBe(true);
    const other = await verifyLedger(await made.commandScope(made.otherTenantId), {
      outside: [kept],
      anchors,
    });
    expect(other).toMatchObject({ ok: false, sealed: 'none' });
  });

  test('reads a long ledger in pieces and lists no more problems than anybody reads', async () => {
    const scope = await made.commandScope();
    await work(scope, async (work) => {
      for (let i = 0; i < 1_203; i++) writeDown(work, scope, { kind: 'letter.read', subject: `surat ${i}` });
    });
    const whole = await judge([kept]);
    expect(whole).toMatchObject({ ok: true, rows: kept.seq + 1_203 });
    tamper(made, ({ run }) =>
      run(`update ledger set desk = 'lain' where tenant_id = ? and seq > ?`, made.tenantId, kept.seq),
    );
    const wrong = await judge();
    expect(wrong.problems).toHaveLength(100);
    expect(wrong.unlisted).toBe(1_103);
  });
});

describe('a seal', () => {
  test('is worth nothing over another hash, with another number or another tenant', async () => {
    const forged: Seal[] = [
      { ...kept, hash: '0'.repeat(64) },
      { ...kept, seq: kept.seq - 1 },
      { ...kept, tenantId: made.otherTenantId },
      { ...kept, token: Buffer.from('bukan token') },
    ];
    for (const seal of forged) expect((await checkSeal(seal, anchors)).problem).toBe('seal-wrong');
    expect(kinds(await judge(forged.slice(0, 2)))).toEqual([
      `seal-wrong ${kept.seq}`,
      `seal-wrong ${kept.seq - 1}`,
    ]);
  });

  test('of somebody whom nobody trusts is said to be that, and counts as none', async () => {
    const { root } = await testAuthority();
    const stranger = { name: 'Lain', stamps: await testTimestamps(), anchors: [root.certificate] };
    tamper(made, ({ dropSeals }) => dropSeals());
    const sealing = await sealLedger(await made.commandScope(), stranger);
    if (sealing.state !== 'sealed') throw new Error(sealing.state);
    expect(await judge()).toMatchObject({
      ok: false,
      sealed: 'none',
      problems: [{ kind: 'seal-untrusted', seq: kept.seq }],
    });
    const scope = await made.commandScope();
    const told = await verifyLedger(scope, { outside: [], anchors: [...anchors, root.certificate] });
    expect(told).toMatchObject({ ok: true, sealed: 'here' });
  });

  test('here that was put in with the recomputed chain is no seal', async () => {
    tamper(made, ({ run, recompute, last }) => {
      run(`update ledger set kind = 'letter.read' where tenant_id = ? and seq = 4`, made.tenantId);
      recompute(4);
      run('update ledger_seals set hash = ? where tenant_id = ?', last().hash, made.tenantId);
    });
    expect(kinds(await judge())).toEqual([`seal-wrong ${kept.seq}`]);
  });
});

async function last(): Promise<{ seq: number; hash: string }> {
  return (await judge()).head;
}
