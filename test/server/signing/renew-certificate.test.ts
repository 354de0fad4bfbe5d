import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bytesSource, readAll, readCertificates, verifyInWorker } from '../../../server/pdf/index.js';
import {
  inviteOfficial,
  renewCertificate,
  revokeCertificate,
  tenantAuthority,
  watchCertificates,
} from '../../../server/signing/index.js';
import { madeOffice, type MadeOffice, type Person } from '../../support/made-office.js';
import {
  enrol,
  numbered,
  outgoingLetter,
  preflightOf,
  pressSign,
  refusal,
  signAs,
  signIntent,
} from '../../support/outgoing-letter.js';

const passphrases = { head: 'sagu bakar di tepi Tami 9', regent: 'burung mambruk pagi hari 3' } as const;
type Signer = keyof typeof passphrases;

let made: MadeOffice;
beforeAll(async () => {
  made = await madeOffice();
  for (const person of ['head', 'regent'] as const) await enrol(made, person, passphrases[person]);
}, 180_000);
afterAll(() => made.close());

async function awaiting(person: Signer): Promise<string> {
  const letter = await outgoingLetter(made, [person]);
  await numbered(made, letter);
  return letter.letterId;
}

async function keyOf(person: Person) {
  return made.store.read((db) =>
    db
      .selectFrom('signing_keys')
      .selectAll()
      .where('official_id', '=', made.officials[person])
      .where('retired_at', 'is', null)
      .executeTakeFirstOrThrow(),
  );
}

async function leafOf(person: Person) {
  const [leaf] = readCertificates((await keyOf(person)).certificate_chain);
  if (!leaf) throw new Error('No certificate.');
  return leaf;
}

async function setKey(
  person: Person,
  set: { not_after?: string; locked_at?: string | null; created_at?: string },
) {
  const { id } = await keyOf(person);
  await made.store.write((db) => db.updateTable('signing_keys').set(set).where('id', '=', id).execute());
}

async function rowsOf(person: Person) {
  const all = await watchCertificates(await made.commandScope());
  return all.filter(({ row }) => row.official_id === made.officials[person]);
}

async function factsOf(person: Person): Promise<string[]> {
  const rows = await made.store.read((db) =>
    db
      .selectFrom('ledger')
      .select('kind')
      .where('subject', '=', made.officials[person])
      .orderBy('seq')
      .execute(),
  );
  return rows.map(({ kind }) => kind);
}

const renew = async (person: Person) =>
  renewCertificate(await made.commandScope(), made.office, made.officials[person]);

async function certificateCheck(intentId: string) {
  return (await preflightOf(made, intentId)).checks.find(({ check }) => check === 'certificate');
}

describe('renewing', () => {
  test('certifies the same key again, and the official signs with the passphrase of before', async () => {
    const before = await leafOf('head');
    const sealed = (await keyOf('head')).sealed_key;
    made.setClock(300 * 86_400_000);
    const renewal = await renew('head');
    if (renewal.is !== 'certified') throw new Error('Not certified.');
    const after = await leafOf('head');
    expect(after.serialHex).toBe(renewal.certificate.serialHex);
    expect(after.serialHex).not.toBe(before.serialHex);
    expect(Buffer.compare(after.publicKeyDer, before.publicKeyDer)).toBe(0);
    expect(after.notAfter.toISOString()).toBe('2029-09-20T00:30:00.000Z');
    expect((await keyOf('head')).sealed_key).toBe(sealed);
    expect((await rowsOf('head')).map(({ state, row }) => [state, row.replaced_by])).toEqual([
      ['replaced', after.serialHex],
      ['in-force', null],
    ]);
    expect((await factsOf('head')).at(-1)).toBe('certificate.renewed');

    made.setClock('2026-11-24T00:31:00.000Z');
    await setKey('head', { not_after: before.notAfter.toISOString() });
  });

  test('what is signed with a renewed certificate is intact and trusted', async () => {
    expect((await renew('regent')).is).toBe('certified');
    const letterId = await awaiting('regent');
    expect((await signAs(made, 'regent', letterId, passphrases.regent)).status).toBe(200);
    const { document_sha256 } = await made.store.read((db) =>
      db.selectFrom('letters').selectAll().where('id', '=', letterId).executeTakeFirstOrThrow(),
    );
    const file = await readAll(await made.office.documents.open(made.tenantId, document_sha256 ?? ''));
    const { root } = await tenantAuthority(await made.commandScope(), made.office);
    const report = await verifyInWorker(bytesSource(file), { trust: { anchors: [root] }, now: made.now() });
    expect([report.verdict, report.trusted]).toEqual(['intact', true]);
    expect(report.signatures.at(-1)?.signer.serial).toBe((await leafOf('regent')).serialHex);
  });

  test('of one key by two at once: one is certified, the other hears of it', async () => {
    const outcomes = await Promise.allSettled([renew('regent'), renew('regent')]);
    const refused = outcomes.filter((one) => one.status === 'rejected');
    expect(refused.map(({ reason }) => (reason as { code: string }).code)).toEqual(['certificate-changed']);
    expect((await rowsOf('regent')).filter(({ state }) => state === 'in-force')).toHaveLength(1);
  });

  test('invites to make a new key where the old one cannot go on, and says why', async () => {
    const why = async () => {
      const renewal = await renew('regent');
      return renewal.is === 'invited' ? [renewal.why, renewal.invitation.url.startsWith(made.publicUrl)] : [];
    };
    const { created_at, not_after } = await keyOf('regent');
    await setKey('regent', { locked_at: made.now().toISOString() });
    expect(await why()).toEqual(['locked', true]);
    await setKey('regent', { locked_at: null, not_after: '2026-11-24T00:00:00.000Z' });
    expect(await why()).toEqual(['expired', true]);
    await setKey('regent', { not_after, created_at: '2024-11-24T00:00:00.000Z' });
    expect(await why()).toEqual(['key-old', true]);
    await setKey('regent', { created_at });
    const none = await renew('sekda');
    expect(none).toMatchObject({ is: 'invited', why: 'no-key' });
  });

  test('is refused to who is no admin, for strangers, and in official mode', async () => {
    const scope = await made.scopeOf('head');
    const asked = renewCertificate(scope, made.office, made.officials.head);
    await expect(asked).rejects.toMatchObject({ code: 'grant-missing' });
    await expect(renew('stranger')).rejects.toMatchObject({ code: 'enrolment-not-found' });
    await made.store.write((db) =>
      db
        .updateTable('tenants')
        .set({ legal_mode: 'official' })
        .where('tenant_id', '=', made.otherTenantId)
        .execute(),
    );
    const official = await made.commandScope(made.otherTenantId);
    const elsewhere = renewCertificate(official, made.office, made.officials.stranger);
    await expect(elsewhere).rejects.toMatchObject({ code: 'official-mode-local-key' });
  });
});

describe('a certificate that ends', () => {
  test.each([
    ['2027-01-30T00:00:00.000Z', 'Sertifikat berlaku sampai 30 Januari 2027', 'Markus Wambrauw (contoh)'],
    ['2027-01-22T00:00:00.000Z', 'Sertifikat berakhir 59 hari lagi, 22 Januari 2027', 'Minta perpanjangan'],
    ['2026-12-20T00:00:00.000Z', 'Sertifikat berakhir 26 hari lagi, 20 Desember 2026', 'Segera minta'],
    [
      '2026-12-01T00:00:00.000Z',
      'Sertifikat berakhir 7 hari lagi, 1 Desember 2026',
      'tidak dapat menandatangani',
    ],
    ['2026-11-24T14:00:00.000Z', 'Sertifikat berakhir hari ini, 24 November 2026', 'sekarang'],
  ])(
    'on %s is told before the passphrase, and keeps nobody from signing',
    async (not_after, title, advice) => {
      await setKey('head', { not_after });
      const { intentId } = await signIntent(made, 'head', await awaiting('head'));
      const check = await certificateCheck(intentId);
      expect(check).toMatchObject({ ok: true, title });
      expect(check?.detail).toContain(advice);
      expect((await preflightOf(made, intentId)).signable).toBe(true);
      await setKey('head', { not_after: '2028-11-24T00:30:00.000Z' });
    },
  );

  test('is marked in the list', async () => {
    made.setClock('2029-08-01T00:00:00.000Z');
    const states = (await rowsOf('head')).map(({ state, ending }) => [state, ending]);
    expect(states.at(-1)).toEqual(['ending', { days: 50, within: 60 }]);
    made.setClock('2029-10-01T00:00:00.000Z');
    expect((await rowsOf('head')).at(-1)?.state).toBe('expired');
    made.setClock('2026-11-24T00:32:00.000Z');
  });
});

describe('a revoked certificate', () => {
  test('signs nothing: not when it is revoked while the passphrase is at work', async () => {
    const letterId = await awaiting('regent');
    const { intentId } = await signIntent(made, 'regent', letterId);
    const pressed = pressSign(made, intentId, passphrases.regent);
    for (let affirmed = false; !affirmed; await new Promise((resolve) => setTimeout(resolve, 5))) {
      const row = await made.store.read((db) =>
        db.selectFrom('sign_intents').selectAll().where('id', '=', intentId).executeTakeFirstOrThrow(),
      );
      affirmed = row.affirmed_at !== null;
    }
    // Opening the key takes the better part of a second from here.
    const { serialHex } = await leafOf('regent');
    await revokeCertificate(await made.commandScope(), serialHex, 'key-compromise');
    expect(await refusal(pressed)).toMatchObject({ status: 403, code: 'certificate-revoked' });
    const letter = await made.store.read((db) =>
      db.selectFrom('letters').selectAll().where('id', '=', letterId).executeTakeFirstOrThrow(),
    );
    expect(letter.status).toBe('awaiting-signature');
    expect((await factsOf('regent')).at(-1)).toBe('certificate.revoked');
  });

  test('is told before the passphrase, with what to do', async () => {
    const { intentId } = await signIntent(made, 'regent', await awaiting('regent'));
    const check = await certificateCheck(intentId);
    expect(check).toMatchObject({ ok: false, code: 'certificate-revoked' });
    expect(check?.title).toContain('dicabut 24 November 2026');
    expect(check?.title).toContain('admin Noken Kabupaten Keerom (uji)');
    expect((await preflightOf(made, intentId)).signable).toBe(false);
    expect(await refusal(pressSign(made, intentId, passphrases.regent))).toMatchObject({
      code: 'certificate-revoked',
    });
  });

  test('is not renewed, and the official makes another key', async () => {
    // Rows of one instant come in no order.
    made.setClock(1000);
    expect(await renew('regent')).toMatchObject({ is: 'invited', why: 'revoked' });
    expect((await enrol(made, 'regent', passphrases.regent)).status).toBe(201);
    const states = (await rowsOf('regent')).map(({ state }) => state);
    expect([states.at(-1), states.filter((state) => state === 'in-force').length]).toEqual(['in-force', 1]);
    expect(states).toContain('revoked');
    const letterId = await awaiting('regent');
    expect((await signAs(made, 'regent', letterId, passphrases.regent)).status).toBe(200);
  });

  test('closes the links of before, is revoked once, and belongs to an official', async () => {
    const scope = await made.commandScope();
    const { url } = await inviteOfficial(scope, made.officials.head, made.publicUrl);
    const { serialHex } = await leafOf('head');
    await revokeCertificate(scope, serialHex, 'affiliation-changed');
    expect((await made.app.request(url)).status).toBe(404);
    const again = revokeCertificate(scope, serialHex, 'unspecified');
    await expect(again).rejects.toMatchObject({ code: 'certificate-revoked-already' });
    const { issuing } = await tenantAuthority(scope, made.office);
    for (const serial of [issuing.certificate.serialHex, 'ffff', 'bukan nomor', ''])
      await expect(revokeCertificate(scope, serial, 'unspecified')).rejects.toMatchObject({
        code: 'certificate-not-found',
      });
    const official = await made.scopeOf('head');
    const asked = revokeCertificate(official, serialHex, 'unspecified');
    await expect(asked).rejects.toMatchObject({ code: 'grant-missing' });
    const reasons = (await rowsOf('head')).map(({ row }) => row.reason);
    expect(reasons).toEqual([null, 'affiliation-changed']);
  });
});
