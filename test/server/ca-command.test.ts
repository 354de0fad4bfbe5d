import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { caCommand } from '../../server/ca-command.js';
import { readCertificate } from '../../server/pdf/index.js';
import { trialRoots } from '../../server/signing/index.js';
import { madeOffice, type MadeOffice } from '../support/made-office.js';
import { officeCommand } from '../support/office-command.js';
import { ownHeaders } from '../support/outgoing-letter.js';

const master = randomBytes(32);
let made: MadeOffice;
beforeAll(async () => {
  made = await madeOffice({}, master);
  // The command has the clock on the wall.
  made.setClock(new Date().toISOString());
});
afterAll(() => made.close());

const ca = (...args: string[]) => officeCommand(caCommand, args, made, master);
const tenant = ['--tenant', 'keerom-uji'];
const name = 'Markus Wambrauw (contoh)';

const enrolBy = (url: string) =>
  made.app.request(`/v1/enrolments/${url.split('/').pop() ?? ''}`, {
    method: 'POST',
    headers: ownHeaders(made),
    body: JSON.stringify({ passphrase: 'papeda hangat sore hari' }),
  });

describe('noken ca', () => {
  test('enrols by a link that opens once, renews the same key, revokes for good; the ledger knows', async () => {
    const invited = await ca('enrol', ...tenant, name);
    expect(invited.status).toBe(0);
    expect(invited.out).toMatch(new RegExp(`^${made.publicUrl}/enrol/[\\w-]{43}$`));
    expect(invited.err).not.toContain('/enrol/');
    expect((await enrolBy(invited.out)).status).toBe(201);
    expect((await enrolBy(invited.out)).status).toBe(404);

    const renewed = await ca('renew', ...tenant, made.officials.head);
    expect(renewed).toMatchObject({ status: 0 });
    expect(renewed.out).toMatch(/^[0-9a-f]{32}$/);
    expect(renewed.err).toContain('the same passphrase');

    const listed = (await ca('list', ...tenant)).out.split('\n').map((line) => line.split('\t'));
    expect(listed.map(([, state, , role]) => [role, state])).toEqual([
      ...['issuing', 'timestamp', 'ocsp'].map((role) => [role, 'in-force']),
      ['signer', 'replaced'],
      ['signer', 'in-force'],
    ]);
    expect(listed.at(-1)?.[0]).toBe(renewed.out);
    expect(listed.at(-2)?.at(-1)).toBe(`replaced by ${renewed.out}`);

    const revoked = await ca('revoke', ...tenant, renewed.out.toUpperCase(), '--reason', 'key-compromise');
    expect(revoked).toMatchObject({ status: 0, out: renewed.out });
    expect((await ca('list', ...tenant)).out).toContain(`${renewed.out}\trevoked`);
    const again = await ca('revoke', ...tenant, renewed.out, '--reason', 'superseded');
    expect(again).toMatchObject({ status: 1, out: '' });
    expect(again.err).toContain('was revoked already');

    const afterwards = await ca('renew', ...tenant, name);
    expect(afterwards.out).toContain('/enrol/');
    expect(afterwards.err).toContain('was revoked, and makes a new one');

    const facts = await made.store.read((db) =>
      db.selectFrom('ledger').selectAll().where('subject', '=', made.officials.head).orderBy('seq').execute(),
    );
    expect(facts.map(({ kind }) => kind)).toEqual([
      ...['key.invited', 'key.enrolled', 'certificate.renewed', 'certificate.revoked', 'key.invited'],
    ]);
    expect(JSON.parse(facts[3]?.data ?? '{}')).toEqual({ serial: renewed.out, reason: 'key-compromise' });
  }, 60_000);

  test('exports the root, and overwrites nothing', async () => {
    const { out, err } = await ca('export', ...tenant);
    const [root] = await trialRoots(made.store);
    expect(readCertificate(out).serialHex).toBe(root?.certificate.serialHex);
    expect(err).toContain('without legal force');
    const file = join(made.folder, 'root.pem');
    expect(await ca('export', ...tenant, '-o', file)).toMatchObject({ status: 0, out: file });
    expect(readFileSync(file, 'utf8').trim()).toBe(out);
    expect((await ca('export', ...tenant, '-o', file)).status).toBe(2);
  });

  test('says what it does not know', async () => {
    const refused = [
      [],
      ['dance', ...tenant],
      ['list'],
      ['list', ...tenant, 'lebih'],
      ['enrol', ...tenant],
      ['enrol', ...tenant, 'Tidak Ada'],
      ['enrol', '--tenant', 'tidak-ada', name],
      ['revoke', ...tenant, 'abc'],
      ['revoke', ...tenant, 'abc', '--reason', 'bosan'],
      ['renew', ...tenant, name, '--reason', 'superseded'],
      ['renew', ...tenant, name, '-o', 'x'],
      ['list', ...tenant, '--semua'],
    ];
    for (const args of refused) {
      const { status, out, err } = await ca(...args);
      expect([status, out], args.join(' ')).toEqual([2, '']);
      expect(err).not.toBe('');
    }
    const nobody = await ca('revoke', ...tenant, 'abcd', '--reason', 'superseded');
    expect(nobody).toMatchObject({
      status: 1,
      err: 'No official has a certificate with serial number abcd.',
    });
    // Two of one name are told apart by id.
    await made.store.write((db) =>
      db.updateTable('officials').set({ name }).where('id', '=', made.officials.regent).execute(),
    );
    const two = await ca('enrol', ...tenant, name);
    expect(two.status).toBe(2);
    expect(two.err).toContain(made.officials.regent);
  });

  test('is refused in official mode', async () => {
    await made.store.write((db) => db.updateTable('tenants').set({ legal_mode: 'official' }).execute());
    for (const args of [
      ['enrol', ...tenant, made.officials.head],
      ['renew', ...tenant, made.officials.head],
      ['revoke', ...tenant, 'ab', '--reason', 'superseded'],
      ['export', ...tenant],
    ]) {
      const { status, err } = await ca(...args);
      expect([status, err]).toEqual([1, expect.stringContaining('Official mode')]);
    }
  });
});
