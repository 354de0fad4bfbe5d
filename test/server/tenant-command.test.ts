import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { tenantCommand } from '../../server/tenant-command.js';
import { madeOffice, type MadeOffice } from '../support/made-office.js';
import { officeCommand } from '../support/office-command.js';

const master = randomBytes(32);
let made: MadeOffice;
beforeAll(async () => {
  made = await madeOffice({}, master);
}, 120_000);
afterAll(() => made.close());

const noken = async (...args: string[]) => {
  const { out, ...rest } = await officeCommand(tenantCommand, args, made, master);
  return { out: out === '' ? [] : out.split('\n'), ...rest };
};

async function importing(text: string) {
  const path = join(made.folder, 'kapasitas.csv');
  await writeFile(path, text);
  return noken('capacities', '--tenant', 'keerom-uji', '--import', path);
}

test('takes in which kinds are closed to whom, as offices say it, and prints the same again', async () => {
  const text =
    '\uFEFFjenis,kapasitas,aturan\r\nsurat-dinas,plh,tolak\r\n\r\nsurat-dinas, plt ,ingatkan\r\nundangan,pj,boleh\r\n';
  const { status, out } = await importing(text);
  expect(status).toBe(0);
  const rows = ['undangan,pj,boleh', 'surat-dinas,plh,tolak', 'surat-dinas,plt,ingatkan'];
  expect(out).toEqual(['jenis,kapasitas,aturan', ...rows]);
  expect((await importing('jenis,kapasitas,aturan\nsurat-dinas,plh,boleh\n')).out).toContain(
    'surat-dinas,plh,boleh',
  );
  expect((await noken('capacities', '--tenant', 'tetangga-uji')).out).toEqual(['jenis,kapasitas,aturan']);
  const facts = await made.store.read((db) =>
    db.selectFrom('ledger').selectAll().where('kind', '=', 'tenant.capacities-set').execute(),
  );
  expect(facts.map(({ subject }) => subject)).toEqual([made.tenantId, made.tenantId]);
  expect(JSON.parse(facts[1]?.data ?? '{}')).toEqual({ rules: ['surat-dinas,plh,allow'] });
});

test('changes nothing for a file of which one line is wrong, and names that line or kind', async () => {
  const before = await noken('capacities', '--tenant', 'keerom-uji');
  const header = 'jenis,kapasitas,aturan\n';
  for (const line of [
    'surat-dinas,camat,tolak',
    'surat-dinas,plh,larang',
    'surat-dinas,plh',
    ',plh,tolak',
    'a,plh,tolak,b',
  ])
    expect((await importing(`${header}surat-dinas,pjs,tolak\n${line}\n`)).err).toContain('Line 3 is wrong.');
  expect((await importing(`${header}surat-dinas,pjs,tolak\ntidak-ada,plh,tolak\n`)).err).toBe(
    'No kind of letter "tidak-ada". Nothing was changed.',
  );
  expect((await importing('kode,nama\nsurat-dinas,plh\n')).err).toContain('The first line must be');
  expect(await noken('capacities', '--tenant', 'keerom-uji')).toEqual(before);
});

test('asks for a tenant and knows no other noun', async () => {
  for (const args of [[], ['capacities'], ['holidays', '--tenant', 'keerom-uji']])
    expect((await noken(...args)).err).toContain('noken tenant capacities');
});
