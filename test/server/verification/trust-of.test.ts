import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ConfigRefusal } from '../../../server/config.js';
import { bytesSource, readTrustStore, signPdf, toPem, type TrustStore } from '../../../server/pdf/index.js';
import { readTrustFolder } from '../../../server/trust-folder.js';
import { judgeFile } from '../../../server/verification/judge-file.js';
import { trustOf } from '../../../server/verification/trust-of.js';
import { letterPdf } from '../../support/letter-pdf.js';
import { madeOffice, type MadeOffice } from '../../support/made-office.js';
import { certifiedSigner, testAuthority } from '../../support/test-authority.js';

let made: MadeOffice;
let folder: string;
let file: Uint8Array;
beforeAll(async () => {
  made = await madeOffice();
  folder = await mkdtemp(join(tmpdir(), 'noken-trust-'));
  const base = letterPdf();
  const tail = await signPdf(bytesSource(base), await certifiedSigner(), { at: new Date(), name: 'Penguji' });
  file = Buffer.concat([base, tail]);
  await writeFile(join(folder, 'root.pem'), toPem((await testAuthority()).root.certificate));
}, 60_000);
afterAll(async () => {
  await made.close();
  await rm(folder, { recursive: true, force: true });
});

const rules = (kind: string) =>
  writeFile(join(folder, 'rules.json'), JSON.stringify({ 'root.pem': { name: 'Root CA Penguji', kind } }));

const judged = async (trust?: TrustStore) => {
  const { report, trial } = await judgeFile(
    { ...made.office, now: () => new Date(), ...(trust ? { trust } : {}) },
    bytesSource(file),
  );
  return { verdict: report.verdict, trusted: report.trusted, trial, by: report.signatures[0]?.vouchedBy };
};

test('a root in the folder of the operator vouches, under the name that its rules give', async () => {
  expect(await judged()).toEqual({ verdict: 'intact', trusted: false, trial: false, by: undefined });
  await rules('national');
  const trust = await readTrustFolder('NOKEN_TRUST', folder);
  expect(await judged(trust)).toEqual({
    verdict: 'intact',
    trusted: true,
    trial: false,
    by: 'Root CA Penguji',
  });
});

test('a root that is there for a trial vouches for a trial only', async () => {
  await rules('trial');
  expect(await judged(await readTrustStore(folder))).toMatchObject({ trusted: true, trial: true });
});

test('trial roots of this server stay in, and stay trials though they lie in the folder too', async () => {
  await rules('national');
  const own = await trustOf({ ...made.office, trust: await readTrustStore(folder) });
  const of = (kind: string) => own.rules?.filter((rule) => rule.kind === kind).length;
  expect([of('national'), own.anchors.length]).toEqual([1, 1 + (of('trial') ?? 0)]);
});

test('a folder that holds nothing, or what cannot be read, is refused with the name of the setting', async () => {
  const empty = await mkdtemp(join(tmpdir(), 'noken-trust-'));
  try {
    await expect(readTrustFolder('NOKEN_TRUST', empty)).rejects.toThrow(/^NOKEN_TRUST: there is no/);
    await writeFile(join(empty, 'wrong.pem'), 'nothing');
    await expect(readTrustFolder('NOKEN_TRUST', empty)).rejects.toThrow(/wrong\.pem/);
    await expect(readTrustFolder('NOKEN_TRUST', join(empty, 'none'))).rejects.toThrow(ConfigRefusal);
  } finally {
    await rm(empty, { recursive: true });
  }
});
