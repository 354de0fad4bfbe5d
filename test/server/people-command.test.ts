import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { peopleCommand } from '../../server/people-command.js';
import { madeOffice, type MadeOffice } from '../support/made-office.js';
import { enrolWithPhone, type Phone } from '../support/phone.js';
import { inviteOfficial } from '../../server/signing/index.js';
import { typed } from '../support/command-desk.js';

const master = randomBytes(32);
const tenant = ['--tenant', 'keerom-uji'];

let made: MadeOffice;
const phones: Phone[] = [];
beforeAll(async () => {
  made = await madeOffice({}, master);
  // The command has the clock on the wall.
  made.setClock(new Date(Date.now() - 120_000).toISOString());
  for (const person of ['registrar', 'sekda'] as const) {
    const { url } = await inviteOfficial(await made.commandScope(), made.officials[person], made.publicUrl);
    phones.push(await enrolWithPhone(made, url, 'papeda hangat sore hari'));
  }
  made.setClock(new Date().toISOString());
  vi.stubEnv('NOKEN_DATA', made.folder);
  vi.stubEnv('NOKEN_PUBLIC_URL', made.publicUrl);
  vi.stubEnv('NOKEN_MASTER_KEY', master.toString('base64'));
}, 60_000);
afterAll(async () => {
  vi.unstubAllEnvs();
  await made.close();
});

test('demands a second factor, enrols a first phone, and resets by two people', async () => {
  expect((await typed(peopleCommand, ['factors', ...tenant, 'on'])).out.join()).toBe(
    'Every signer proves a second factor.',
  );
  expect((await typed(peopleCommand, ['factors', ...tenant, 'on'])).out.join()).toContain('as before');
  const head = made.officials.head;
  const link = await typed(peopleCommand, ['phone', ...tenant, head]);
  expect(link.out.join()).toMatch(/^http:\/\/localhost:8787\/enrol\/[\w-]{43}$/);
  expect(link.err.join()).not.toContain('/enrol/');
  const beside = await typed(peopleCommand, ['passkey', ...tenant, made.officials.registrar]);
  const page = await made.app.request(new URL(beside.out.join()).pathname);
  expect(await page.text()).toContain('Pakai sidik jari atau kunci layar');

  const asked = ['reset', ...tenant, head, '--what', 'factor', '--reason', 'hilang'];
  const one = ['--by', made.officials.registrar, '--code', phones[0]?.code() ?? ''];
  const request = await typed(peopleCommand, [...asked, ...one]);
  expect([request.exit, request.out]).toEqual([0, [expect.stringMatching(/^[0-9a-f-]{36}$/)]]);
  const alone = await typed(peopleCommand, ['confirm', ...tenant, request.out[0] ?? '', ...one]);
  expect([alone.exit, alone.err.join()]).toEqual([1, expect.stringContaining('takes two people')]);
  const other = ['--by', made.officials.sekda, '--code', phones[1]?.code() ?? ''];
  const done = await typed(peopleCommand, ['confirm', ...tenant, request.out[0] ?? '', ...other]);
  expect([done.exit, done.out.join()]).toEqual([0, expect.stringContaining('/enrol/')]);
  expect((await typed(peopleCommand, ['forget-devices', ...tenant, head])).out.join()).toContain('0 devices');
});

test('says how it is used where it is misused', async () => {
  for (const words of [
    [],
    ['reset', ...tenant, 'x'],
    ['factors', ...tenant, 'perhaps'],
    ['phone', ...tenant],
    ['passkey', ...tenant],
    ['phone', ...tenant, 'Tidak Ada'],
  ])
    await expect(typed(peopleCommand, words)).rejects.toMatchObject({ name: 'Misuse' });
});
