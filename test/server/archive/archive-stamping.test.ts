import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { archiveCommand } from '../../../server/archive-command.js';
import { listArchive, stampArchive, stampArchives } from '../../../server/archive/index.js';
import type { LetterView } from '../../../server/contract/letters.js';
import { factsAbout, verifyLedger, type SealAuthorityOf } from '../../../server/ledger/index.js';
import { issueCertificate } from '../../../server/pdf/authority/issue-certificate.js';
import { OID } from '../../../server/pdf/core/oids.js';
import { localTimestampAuthority, readAll } from '../../../server/pdf/index.js';
import { sealAuthority } from '../../../server/seal-authority.js';
import { tenantAuthority } from '../../../server/signing/index.js';
import { scopeFor, tenantById } from '../../../server/tenants/index.js';
import { typed } from '../../support/command-desk.js';
import { madeOffice, type MadeOffice } from '../../support/made-office.js';
import { numbered, outgoingLetter, signAs } from '../../support/outgoing-letter.js';
import { pdfsigVerdicts, qpdfCheck, withFile } from '../../support/pdf-oracles.js';
import { view } from '../../support/recorded-letter.js';
import { signedLetter } from '../../support/signed-letter.js';

const master = randomBytes(32);
const passphrase = 'sagu bakar di tepi Tami 9';
const day = 86_400_000;

let made: MadeOffice;
let authorityOf: SealAuthorityOf;
/** Signed through, before the clock moves. */
let first: Awaited<ReturnType<typeof signedLetter>>;
beforeAll(async () => {
  made = await madeOffice({}, master);
  authorityOf = await sealAuthority(made.office, undefined);
  first = await signedLetter(made, { head: passphrase });
}, 180_000);
afterAll(() => made.close());

async function jobScope() {
  const tenant = await tenantById(made.store, made.tenantId);
  if (!tenant) throw new Error('The office has no tenant.');
  return scopeFor(made.office, tenant, { kind: 'job' });
}

async function run(authority = authorityOf) {
  return stampArchive(await jobScope(), made.office, authority);
}

async function signOne(): Promise<string> {
  const letter = await outgoingLetter(made, ['head']);
  await numbered(made, letter);
  expect((await signAs(made, 'head', letter.letterId, passphrase)).status).toBe(200);
  return letter.letterId;
}

const open = async (letterId: string): Promise<LetterView> => view(await made.as('registrar'), letterId);
const rowOf = async (letterId: string) =>
  (await listArchive(await jobScope())).find((row) => row.letter_id === letterId);

async function bytesOf(letterId: string): Promise<Uint8Array> {
  const { file } = await open(letterId);
  return readAll(await made.office.documents.open(made.tenantId, file?.sha256 ?? ''));
}

async function levelsOf(letterId: string) {
  const seat = await made.as('registrar');
  const answer = await seat.request('GET', `/v1/desks/:desk/letters/${letterId}/verification`);
  const { report } = (await answer.json()) as {
    report: { verdict: string; signatures: { level: string; kind: string }[] };
  };
  return {
    verdict: report.verdict,
    signatures: report.signatures.map(({ kind, level }) => `${kind} ${level}`),
  };
}

describe('the archive of signed letters', () => {
  test('leaves a letter in peace for ten minutes, then gives it a time-stamp in a file of its own', async () => {
    expect(await run()).toEqual({ queued: 1, stamped: 0, failed: 0 });
    expect(await run()).toEqual({ queued: 0, stamped: 0, failed: 0 });
    made.setClock(10 * 60_000);
    const before = await open(first.letterId);
    expect(await stampArchives(made.office, authorityOf)).toEqual({ queued: 0, stamped: 1, failed: 0 });
    const after = await open(first.letterId);
    expect(after.file).toMatchObject({ role: 'archived', name: before.file?.name, signatures: 1 });
    expect(after.version).toBe(before.version + 1);
    expect(after.status).toBe('signed');
    expect(after.files.map(({ sha256 }) => sha256)).toContain(before.file?.sha256);

    const bytes = await bytesOf(first.letterId);
    expect(Buffer.from(bytes).subarray(0, first.signed.length).equals(Buffer.from(first.signed))).toBe(true);
    await withFile(bytes, async (path) => {
      expect(await qpdfCheck(path)).toBe(0);
      // Poppler looks at no document time-stamps; OpenSSL does, in the test of the pack.
      expect((await pdfsigVerdicts(path))[0]).toBe('Signature is Valid.');
    });
    expect(await levelsOf(first.letterId)).toMatchObject({ verdict: 'intact' });
    expect((await levelsOf(first.letterId)).signatures[0]).toBe('signature B-LTA');

    const facts = await factsAbout(await made.scopeOf('registrar'), first.letterId);
    const fact = facts.find(({ kind }) => kind === 'archive.timestamped');
    expect(JSON.parse(fact?.data ?? '{}')).toMatchObject({
      base: before.file?.sha256,
      document: after.file?.sha256,
      withoutEvidence: 0,
    });
    expect(fact?.actor).toBe('{"kind":"job"}');
    const trail = await verifyLedger(await made.commandScope(), { outside: [], anchors: [] });
    expect(trail.problems).toEqual([]);
  });

  test('stamps no letter twice', async () => {
    const { file } = await open(first.letterId);
    made.setClock(day);
    expect(await run()).toEqual({ queued: 0, stamped: 0, failed: 0 });
    expect((await open(first.letterId)).file?.sha256).toBe(file?.sha256);
  });

  test('stamps anew what was added behind its time-stamp', async () => {
    const letterId = await signOne();
    const signed = (await open(letterId)).file?.sha256 ?? '';
    await run();
    made.setClock(11 * 60_000);
    expect(await run()).toMatchObject({ stamped: 1 });
    // Another file than the stamped one, as a seal would make it.
    await made.store.write((db) =>
      db.updateTable('letters').set({ document_sha256: signed }).where('id', '=', letterId).execute(),
    );
    expect(await run()).toEqual({ queued: 1, stamped: 0, failed: 0 });
    expect(await rowOf(letterId)).toMatchObject({ state: 'waiting', ends_at: null });
    made.setClock(10 * 60_000);
    expect(await run()).toEqual({ queued: 0, stamped: 1, failed: 0 });
    expect((await open(letterId)).file?.role).toBe('archived');
  });

  test('does not touch a letter that still waits for a signer', async () => {
    const letter = await outgoingLetter(made, ['head', 'regent']);
    await numbered(made, letter);
    expect((await signAs(made, 'head', letter.letterId, passphrase)).status).toBe(200);
    made.setClock(day);
    expect(await run()).toEqual({ queued: 0, stamped: 0, failed: 0 });
    expect(await rowOf(letter.letterId)).toBeUndefined();
  });

  test('waits longer after each failure, tells why, and is done once the authority answers', async () => {
    const letterId = await signOne();
    await run();
    made.setClock(11 * 60_000);
    const silent: SealAuthorityOf = async (scope) => ({
      ...(await authorityOf(scope)),
      stamps: { stamp: () => Promise.reject(new Error('nobody answers')) },
    });
    for (const [tries, minutes] of [
      [1, 15],
      [2, 30],
      [3, 60],
    ] as const) {
      expect(await run(silent)).toEqual({ queued: 0, stamped: 0, failed: 1 });
      const row = await rowOf(letterId);
      expect(row).toMatchObject({ state: 'waiting', tries, problem: 'unexpected' });
      expect(Date.parse(row?.next_at ?? '') - made.now().getTime()).toBe(minutes * 60_000);
      expect(await run(silent)).toEqual({ queued: 0, stamped: 0, failed: 0 });
      made.setClock(minutes * 60_000);
    }
    expect(
      made.logged.some((line) => line.includes('archive-not-stamped') && line.includes('nobody answers')),
    ).toBe(true);
    expect((await open(letterId)).file?.role).toBe('signed');
    expect(await run()).toEqual({ queued: 0, stamped: 1, failed: 0 });
    expect(await rowOf(letterId)).toMatchObject({ state: 'stamped', tries: 0, problem: null });
  });

  test('throws its stamp away where the letter was changed while the authority thought', async () => {
    const letterId = await signOne();
    await run();
    made.setClock(11 * 60_000);
    const before = await open(letterId);
    const meanwhile: SealAuthorityOf = async (scope) => {
      const authority = await authorityOf(scope);
      return {
        ...authority,
        stamps: {
          stamp: async (digest) => {
            await made.store.write((db) =>
              db
                .updateTable('letters')
                .set({ document_sha256: '0'.repeat(64) })
                .where('id', '=', letterId)
                .execute(),
            );
            return authority.stamps.stamp(digest);
          },
        },
      };
    };
    expect(await run(meanwhile)).toEqual({ queued: 0, stamped: 0, failed: 1 });
    expect(await rowOf(letterId)).toMatchObject({ state: 'waiting', problem: 'letter-changed-meanwhile' });
    await made.store.write((db) =>
      db
        .updateTable('letters')
        .set({ document_sha256: before.file?.sha256 ?? '' })
        .where('id', '=', letterId)
        .execute(),
    );
    expect((await open(letterId)).files.some(({ role }) => role === 'archived')).toBe(false);
    made.setClock(15 * 60_000);
    expect(await run()).toEqual({ queued: 0, stamped: 1, failed: 0 });
  });

  test('stamps nothing that is not intact any more, nor with an authority that nobody trusts', async () => {
    const letterId = await signOne();
    await run();
    made.setClock(11 * 60_000);
    const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const self = await issueCertificate(
      { key: stranger.privateKey },
      {
        subject: { commonName: 'Siapa saja', organization: 'X', organizationalUnit: 'X' },
        publicKey: stranger.publicKey,
        notBefore: made.now(),
        notAfter: new Date(made.now().getTime() + 20 * 365 * day),
        usage: ['digitalSignature'],
        solePurpose: OID.timeStamping,
      },
    );
    const foreign = localTimestampAuthority({
      key: stranger.privateKey,
      certificate: self,
      chain: [],
      now: () => made.now(),
    });
    expect(await run(() => Promise.resolve({ name: 'x', anchors: [], stamps: foreign }))).toMatchObject({
      failed: 1,
    });
    expect(await rowOf(letterId)).toMatchObject({ problem: 'authority-untrusted' });
    expect((await open(letterId)).file?.role).toBe('signed');
    made.setClock(15 * 60_000);
    expect(await run()).toMatchObject({ stamped: 1 });
  });

  test('renews a time-stamp ninety days before its certificate ends, and only by one that lasts longer', async () => {
    const letterId = await signOne();
    await run();
    made.setClock(11 * 60_000);
    const scope = await made.commandScope();
    const { issuing } = await tenantAuthority(scope, made.office);
    const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const notAfter = new Date(Math.floor(made.now().getTime() / 1000) * 1000 + 200 * day);
    const certificate = await issueCertificate(issuing, {
      subject: { commonName: 'UJI COBA Cap waktu pendek', organization: 'X', organizationalUnit: 'X' },
      publicKey: keys.publicKey,
      notBefore: made.now(),
      notAfter,
      usage: ['digitalSignature'],
      solePurpose: OID.timeStamping,
    });
    const short = localTimestampAuthority({
      ...{ key: keys.privateKey, certificate, chain: [issuing.certificate], now: () => made.now() },
    });
    const brief: SealAuthorityOf = async (of) => ({ ...(await authorityOf(of)), stamps: short });
    expect(await run(brief)).toMatchObject({ stamped: 1 });
    expect(await rowOf(letterId)).toMatchObject({
      state: 'stamped',
      ends_at: notAfter.toISOString(),
      next_at: new Date(notAfter.getTime() - 90 * day).toISOString(),
    });
    made.setClock(109 * day);
    expect(await run(brief)).toEqual({ queued: 0, stamped: 0, failed: 0 });
    made.setClock(2 * day);
    expect(await run(brief)).toMatchObject({ stamped: 0, failed: 1 });
    expect(await rowOf(letterId)).toMatchObject({ problem: 'authority-ends-no-later', tries: 1 });
    made.setClock(15 * 60_000);
    expect(await run()).toMatchObject({ stamped: 1, failed: 0 });
    expect((await levelsOf(letterId)).signatures).toHaveLength(3);
    expect((await rowOf(letterId))?.ends_at ?? '').toMatch(/^203/);
    await withFile(await bytesOf(letterId), async (path) => {
      expect(await qpdfCheck(path)).toBe(0);
      expect((await pdfsigVerdicts(path))[0]).toBe('Signature is Valid.');
    });
  });

  test('is told and done by a command as well', async () => {
    vi.stubEnv('NOKEN_DATA', made.folder);
    vi.stubEnv('NOKEN_PUBLIC_URL', made.publicUrl);
    vi.stubEnv('NOKEN_MASTER_KEY', master.toString('base64'));
    try {
      const listed = await typed(archiveCommand, ['list', '--tenant', 'keerom-uji']);
      expect(listed.exit).toBe(0);
      expect(listed.out.find((line) => line.startsWith(first.letterId))).toMatch(
        /\tstamped\tnext 203\d-.*\tuntil 203\d-/,
      );
      const done = await typed(archiveCommand, ['stamp', '--tenant', 'keerom-uji']);
      expect(done.out).toEqual(['queued 0, stamped 0, failed 0']);
      expect(done.exit).toBe(0);
      await expect(typed(archiveCommand, ['list'])).rejects.toThrow('noken archive');
      await expect(typed(archiveCommand, ['erase', '--tenant', 'keerom-uji'])).rejects.toThrow(
        'noken archive',
      );
    } finally {
      vi.unstubAllEnvs();
    }
  });
});
