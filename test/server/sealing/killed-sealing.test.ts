import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bytesSource, readAll, toPem, verifyPdf } from '../../../server/pdf/index.js';
import { importSealKey, sealDue, timeSeals } from '../../../server/sealing/index.js';
import { certifier } from '../../support/institution.js';
import { madeOffice, type MadeOffice } from '../../support/made-office.js';
import { sealedP12 } from '../../support/sealed-p12.js';
import { signedLetter } from '../../support/signed-letter.js';

const script = fileURLToPath(new URL('../../support/seal-process.ts', import.meta.url));
const master = randomBytes(32).toString('hex');
const by = certifier();
let made: MadeOffice;

beforeAll(async () => {
  made = await madeOffice({}, Buffer.from(master, 'hex'));
  Object.assign(made.office, { trust: { anchors: [by.root.certificate] } });
  writeFileSync(join(made.folder, 'root.pem'), toPem(by.root.certificate));
  const scope = await made.commandScope();
  const p12 = await sealedP12(by.certify(), 'noken kulit kayu', [by.issuing.certificate]);
  await importSealKey(made.office, scope, { p12, passphrase: Buffer.from('noken kulit kayu') });
  await timeSeals(scope, 'after-last-signature');
});
afterAll(() => made.close());

const documents = () =>
  readdirSync(join(made.folder, 'documents'), { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  ).length;
const seals = () => made.store.read((db) => db.selectFrom('seals').selectAll().execute());

/** Another process that seals what waits; killed as soon as it has stored a file, or begun to. Gives what it said. */
async function killedSealing(): Promise<string> {
  const before = documents();
  const parameters = [script, made.folder, master, made.now().toISOString(), join(made.folder, 'root.pem')];
  const child = spawn(process.execPath, ['--import', 'tsx', ...parameters], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', (piece: Buffer) => (said += piece.toString()));
  const watch = setInterval(() => documents() > before && child.kill('SIGKILL'), 1);
  await once(child, 'exit');
  clearInterval(watch);
  return said;
}

test('a letter whose seal was cut off is sealed exactly once by the next that looks', async () => {
  const { letterId } = await signedLetter(made, { head: 'papeda hangat sore hari' });
  // The sealed file lies in the store, or half of it, and no row names it.
  expect(await killedSealing()).toBe('begun\n');
  expect(await seals()).toEqual([]);
  const { status } = await made.store.read((db) =>
    db.selectFrom('letters').select('status').where('id', '=', letterId).executeTakeFirstOrThrow(),
  );
  expect(status).toBe('signed');

  expect(await sealDue(made.office)).toBe(1);
  expect(await sealDue(made.office)).toBe(0);
  const [seal, ...others] = await seals();
  expect(others).toEqual([]);
  const file = await readAll(await made.office.documents.open(made.tenantId, seal?.document_sha256 ?? ''));
  const report = await verifyPdf(bytesSource(file), { trust: { anchors: [] }, now: made.now() });
  expect(report.signatures.map(({ kind }) => kind)).toEqual(['signature', 'seal']);
}, 180_000);
