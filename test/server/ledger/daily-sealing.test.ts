import { existsSync } from 'node:fs';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  DailySealing,
  readSealFile,
  verifyLedger,
  type SealAuthorityOf,
} from '../../../server/ledger/index.js';
import { KeyRefusal } from '../../../server/pdf/index.js';
import { sealAuthority } from '../../../server/seal-authority.js';
import { routedLetter } from '../../support/disposed-letter.js';
import { madeOffice, type MadeOffice } from '../../support/made-office.js';
import { tamper } from '../../support/tampered-ledger.js';

let made: MadeOffice;
let local: SealAuthorityOf;
let folder: string;
beforeEach(async () => {
  made = await madeOffice();
  local = await sealAuthority(made.office, undefined);
  folder = join(made.folder, 'seals');
});
afterEach(() => made.close());

const seals = () =>
  made.store.read((db) =>
    db.selectFrom('ledger_seals').selectAll().where('tenant_id', '=', made.tenantId).orderBy('seq').execute(),
  );
const failures = () =>
  made.logged
    .map(
      (line) =>
        JSON.parse(line) as { event: string; tenant: string; error: { message: string; cause?: object } },
    )
    .filter(({ event, tenant }) => event === 'ledger-unsealed' && tenant === 'keerom-uji');

test('each tenant is sealed once on each of its own days, and the seal lies in the folder too', async () => {
  const sealing = new DailySealing(made.office, local, folder);
  // 23.50 WIT on the 24th.
  made.setClock('2026-11-24T14:50:00.000Z');
  await Promise.all([sealing.sealDue(), sealing.sealDue()]);
  expect(await seals()).toHaveLength(1);
  expect((await readdir(folder)).map((name) => name.replace(/\d+/, '…')).sort()).toEqual([
    'keerom-uji-….json',
    'tetangga-uji-….json',
  ]);
  await routedLetter(made);
  await sealing.sealDue();
  expect(await seals()).toHaveLength(1);
  // 00.10 WIT on the 25th; in UTC the day is the same.
  made.setClock('2026-11-24T15:10:00.000Z');
  await sealing.sealDue();
  // A second process, or a start again: nothing happens twice.
  await new DailySealing(made.office, local, folder).sealDue();
  const kept = await seals();
  expect(kept.map(({ at }) => at)).toEqual(['2026-11-24T14:50:00.000Z', '2026-11-24T15:10:00.000Z']);

  const scope = await made.commandScope();
  const { anchors } = await local(scope);
  const name = `keerom-uji-${String(kept[1]?.seq).padStart(9, '0')}.json`;
  const seal = readSealFile(await readFile(join(folder, name), 'utf8'));
  expect(await verifyLedger(scope, { outside: seal ? [seal] : [], anchors })).toMatchObject({
    ok: true,
    sealed: 'outside',
    upTo: { seq: kept[1]?.seq },
  });
  expect(failures()).toEqual([]);
});

test('a day on which nothing was written needs no seal', async () => {
  const sealing = new DailySealing(made.office, local, folder);
  await sealing.sealDue();
  made.setClock('2026-11-26T03:00:00.000Z');
  await sealing.sealDue();
  expect(await seals()).toHaveLength(1);
});

test('what fails is logged with its cause, stops nothing, and is tried again after an hour', async () => {
  let asked = 0;
  const silent: SealAuthorityOf = async (scope) => {
    if (scope.tenantId !== made.tenantId) return local(scope);
    asked++;
    throw new KeyRefusal('timestamp-unreachable', 'no answer', { cause: new Error('jalur putus') });
  };
  const sealing = new DailySealing(made.office, silent, folder);
  await sealing.sealDue();
  await sealing.sealDue();
  expect(asked).toBe(1);
  expect(failures()).toHaveLength(1);
  expect(failures()[0]?.error).toMatchObject({
    message: 'timestamp-unreachable: no answer',
    cause: { message: 'jalur putus' },
  });
  // The other tenant got its seal all the same.
  expect(await readdir(folder)).toHaveLength(1);
  made.setClock(59 * 60_000);
  await sealing.sealDue();
  expect(asked).toBe(1);
  made.setClock(60_000);
  await sealing.sealDue();
  expect(asked).toBe(2);
});

test('a seal whose file could not be written gets it an hour later, also from a server that was started again', async () => {
  await writeFile(folder, 'in the way');
  const sealing = new DailySealing(made.office, local, folder);
  await sealing.sealDue();
  expect(await seals()).toHaveLength(1);
  expect(failures()).toHaveLength(1);
  await rm(folder);
  await sealing.sealDue();
  expect(existsSync(folder)).toBe(false);
  made.setClock(60 * 60_000);
  await sealing.sealDue();
  expect(await seals()).toHaveLength(1);
  expect(await readdir(folder)).toHaveLength(2);

  await rm(folder, { recursive: true });
  await sealing.sealDue();
  expect(existsSync(folder)).toBe(false);
  await new DailySealing(made.office, local, folder).sealDue();
  expect(await readdir(folder)).toHaveLength(2);
});

test('a ledger that does not hold together is not sealed and says so in the log', async () => {
  tamper(made, ({ run }) =>
    run(`update ledger set kind = 'letter.read' where tenant_id = ? and seq = 2`, made.tenantId),
  );
  await new DailySealing(made.office, local, folder).sealDue();
  expect(await seals()).toEqual([]);
  expect(failures()[0]?.error.message).toBe('row-changed 2');
});

test('it is over when the server stops, and a tenant in official mode has no local authority to ask', async () => {
  await made.store.write((db) =>
    db
      .updateTable('tenants')
      .set({ legal_mode: 'official' })
      .where('tenant_id', '=', made.tenantId)
      .execute(),
  );
  const sealing = new DailySealing(made.office, local, folder);
  sealing.start();
  void sealing.sealDue();
  await sealing.stop();
  expect(failures()[0]?.error.message).toBe('official-mode-local-key');
  expect(existsSync(folder)).toBe(true);
});
