import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Scope } from '../../../server/tenants/index.js';
import { look, work } from '../../../server/tenants/index.js';
import { madeOffice, type MadeOffice } from '../../support/made-office.js';

let made: MadeOffice;
let scope: Scope;
beforeAll(async () => {
  made = await madeOffice();
  scope = await made.commandScope();
});
afterAll(() => made.close());

const countUnits = async (db: Parameters<Parameters<MadeOffice['store']['read']>[0]>[0]) =>
  (await db.selectFrom('units').select('id').execute()).length;

// Without the guard each of these would wait for ever, for a connection that it holds itself.
test.each([
  ['a write in a write', () => work(scope, () => made.store.write(countUnits))],
  ['a read in a write', () => work(scope, () => made.store.read(countUnits))],
  ['a write in a read', () => look(scope, () => made.store.write(countUnits))],
  ['a read in a read', () => look(scope, () => made.store.read(countUnits))],
  [
    'a read in a write, some steps further',
    () =>
      work(scope, async () => {
        await Promise.resolve();
        await new Promise((resolve) => setTimeout(resolve, 1));
        return made.store.read(countUnits);
      }),
  ],
])('%s through the outer handle is refused at once, and the next act goes on', async (_, act) => {
  await expect(act()).rejects.toThrow('A transaction is open here');
  expect(await work(scope, ({ db }) => countUnits(db))).toBeGreaterThan(0);
});

test('the doors join what is open, and a failed act leaves nothing', async () => {
  const rename = (name: string) =>
    work(scope, ({ db }) =>
      db.updateTable('tenants').set({ name }).where('slug', '=', 'keerom-uji').execute(),
    );
  const nameOf = () =>
    look(scope, async (db) => {
      const { name } = await db
        .selectFrom('tenants')
        .select('name')
        .where('slug', '=', 'keerom-uji')
        .executeTakeFirstOrThrow();
      return name;
    });
  const failed = work(scope, async () => {
    await rename('Berubah');
    expect(await nameOf()).toBe('Berubah');
    throw new Error('no');
  });
  await expect(failed).rejects.toThrow('no');
  expect(await nameOf()).toBe('Kabupaten Keerom (uji)');
});

test('a look cannot write, and one transaction is of one tenant', async () => {
  await expect(look(scope, () => work(scope, ({ db }) => countUnits(db)))).rejects.toThrow(
    'A look cannot write',
  );
  const other = await made.commandScope(made.otherTenantId);
  await expect(work(scope, () => work(other, ({ db }) => countUnits(db)))).rejects.toThrow('one tenant');
});
