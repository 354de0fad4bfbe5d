import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readAll } from '../../../server/pdf/index.js';
import { holdersOf, tracesOf } from '../../support/find-secret.js';
import { madeOffice, type MadeOffice } from '../../support/made-office.js';
import {
  enrol,
  numbered,
  outgoingLetter,
  pressSign,
  signAs,
  signIntent,
} from '../../support/outgoing-letter.js';

/** 24 characters, some of which every encoding writes in its own way. */
const random = () => `${randomBytes(15).toString('base64url')} &%"`;

let made: MadeOffice;
beforeAll(async () => {
  made = await madeOffice();
});
afterAll(() => made.close());

test('a passphrase is found in no file, database page, WAL, log or signed letter', async () => {
  const right = random();
  const wrong = random();
  expect([...right]).toHaveLength(24);
  expect((await enrol(made, 'head', right)).status).toBe(201);
  const letter = await outgoingLetter(made, ['head']);
  await numbered(made, letter);
  const { intentId } = await signIntent(made, 'head', letter.letterId);
  expect((await pressSign(made, intentId, wrong)).status).toBe(403);
  // Requests that fail on the way are the likeliest to be written down whole.
  expect((await pressSign(made, intentId, right, { affirmed: 'no' })).status).toBe(422);
  expect((await pressSign(made, intentId, right, { sha256: 5 })).status).toBe(422);
  const signed = await signAs(made, 'head', letter.letterId, right);
  expect(signed.status).toBe(200);

  const files = await readdir(made.folder);
  expect(files).toContain('noken.db');
  expect(files).toContain('noken.db-wal');
  const { document_sha256: sha256 } = await made.store.read((db) =>
    db.selectFrom('letters').selectAll().where('id', '=', letter.letterId).executeTakeFirstOrThrow(),
  );
  const document = await readAll(await made.office.documents.open(made.tenantId, sha256 ?? ''));
  const told = { log: made.logged.join('\n'), answer: await signed.text(), document };
  expect(await holdersOf(right, made.folder, told)).toEqual([]);
  expect(await holdersOf(wrong, made.folder, told)).toEqual([]);
  // What is looked for can be found there: the letter's number is, in the database.
  expect(await holdersOf('000.1/001/DISKOMINFO/2026', made.folder)).toContainEqual(
    expect.stringMatching(/^noken\.db/),
  );
});

test('the search finds a passphrase that lies there in any of its forms', async () => {
  const secret = random();
  const folder = await mkdtemp(join(tmpdir(), 'noken-traces-'));
  const noise = (length: number) => randomBytes(length).toString('latin1');
  const forms: Record<string, string | Buffer> = {
    plain: `x${secret}y`,
    json: JSON.stringify({ passphrase: secret }),
    url: encodeURIComponent(`p=${secret}`),
    hex: Buffer.from(`ab${secret}`).toString('hex'),
    utf16: Buffer.from(`p${secret}`, 'utf16le'),
    base64: Buffer.from(`{"passphrase":"${secret}"}`).toString('base64'),
    shifted: Buffer.from(`{"p":"${secret}"}`).toString('base64url'),
    again: Buffer.from(`{"pa":"${secret}"}`).toString('base64'),
  };
  for (const [name, form] of Object.entries(forms))
    await writeFile(join(folder, name), Buffer.concat([Buffer.from(noise(99)), Buffer.from(form)]));
  await writeFile(join(folder, 'clean'), noise(5000));
  expect((await holdersOf(secret, folder)).sort()).toEqual(Object.keys(forms).sort());
  expect(tracesOf(secret).every((trace) => trace.length >= 20)).toBe(true);
  await rm(folder, { recursive: true });
});
