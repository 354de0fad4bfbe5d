import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CertificateRow } from '../../../server/database/index.js';
import { bytesSource, readAll, verifyPdf } from '../../../server/pdf/index.js';
import { tenantAuthority } from '../../../server/signing/index.js';
import { madeOffice, type MadeOffice, type Person } from '../../support/made-office.js';
import { enrol, numbered, outgoingLetter, signAs } from '../../support/outgoing-letter.js';
import { pdfsigVerdicts, withFile } from '../../support/pdf-oracles.js';

const passphrases = { head: 'sagu bakar di tepi Tami 9', regent: 'burung mambruk pagi hari 3' } as const;

let made: MadeOffice;
beforeAll(async () => {
  made = await madeOffice();
  for (const person of ['head', 'regent'] as const)
    expect((await enrol(made, person, passphrases[person])).status).toBe(201);
}, 180_000);
afterAll(() => made.close());

async function waiting(signers: readonly Person[] = ['head']): Promise<string> {
  const letter = await outgoingLetter(made, signers);
  await numbered(made, letter);
  return letter.letterId;
}

const letterOf = (letterId: string) =>
  made.store.read((db) =>
    db.selectFrom('letters').selectAll().where('id', '=', letterId).executeTakeFirstOrThrow(),
  );

/** Changes what the authority knows of its clock's certificate. */
const clocks = (change: Partial<CertificateRow>) =>
  made.store.write((db) =>
    db
      .updateTable('certificates')
      .set(change)
      .where('tenant_id', '=', made.tenantId)
      .where('role', '=', 'timestamp')
      .execute(),
  );
const factOf = async (letterId: string, kind: string) => {
  const row = await made.store.read((db) =>
    db
      .selectFrom('ledger')
      .select('data')
      .where('subject', '=', letterId)
      .where('kind', '=', kind)
      .executeTakeFirst(),
  );
  return row && (JSON.parse(row.data) as unknown);
};
const fileOf = async (letterId: string) => {
  const { document_sha256 } = await letterOf(letterId);
  return readAll(await made.office.documents.open(made.tenantId, document_sha256 ?? ''));
};

test('B-LT: whoever trusts the root and asks for proof of revocation needs nothing from outside', async () => {
  const letterId = await waiting();
  const signed = await signAs(made, 'head', letterId, passphrases.head);
  expect(await signed.json()).toMatchObject({ state: 'signed', level: 'B-LT' });
  expect(await factOf(letterId, 'letter.signed')).not.toHaveProperty('withoutEvidence');
  const { root } = await tenantAuthority(await made.commandScope(), made.office);
  const report = await verifyPdf(bytesSource(await fileOf(letterId)), {
    trust: { anchors: [root] },
    now: made.now(),
    requireRevocation: true,
  });
  expect(report).toMatchObject({ verdict: 'intact', trusted: true });
  expect(report.signatures).toMatchObject([{ level: 'B-LT', changesAfter: 'permitted', problems: [] }]);
});

test('none to be had: the signature is kept at B-T, and why is said in answer, ledger and log', async () => {
  await clocks({ issuer: 'root' });
  const letterId = await waiting(['head', 'regent']);
  const signed = await signAs(made, 'head', letterId, passphrases.head);
  expect(await signed.json()).toMatchObject({ state: 'signed', verdict: 'intact', level: 'B-T' });
  expect(await factOf(letterId, 'letter.signed')).toMatchObject({
    level: 'B-T',
    withoutEvidence: 'evidence-missing',
  });
  expect(made.logged.filter((line) => line.includes('signature-without-evidence'))).toHaveLength(1);
  await clocks({ issuer: 'issuing' });
  // The next signer's evidence is there again, and the first signature is as valid as before.
  const next = await signAs(made, 'regent', letterId, passphrases.regent);
  expect(await next.json()).toMatchObject({ state: 'signed', level: 'B-LT', signatures: 2 });
  await withFile(await fileOf(letterId), async (path) => {
    expect(await pdfsigVerdicts(path)).toEqual(['Signature is Valid.', 'Signature is Valid.']);
  });
});

test('against it: a clock that was revoked signs nothing, and the letter waits', async () => {
  const letterId = await waiting();
  const revoked_at = made.now().toISOString();
  await clocks({ state: 'revoked', revoked_at, reason: 'key-compromise' });
  expect((await signAs(made, 'head', letterId, passphrases.head)).status).toBe(500);
  expect((await letterOf(letterId)).status).toBe('awaiting-signature');
  await clocks({ state: 'issued', revoked_at: null, reason: null });
  expect((await signAs(made, 'head', letterId, passphrases.head)).status).toBe(200);
});
