import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toPem } from '../../server/pdf/core/certificate.js';
import { readWholeDer } from '../../server/pdf/core/der-reader.js';
import {
  algorithmIdentifier,
  explicit,
  integer,
  octetString,
  oid,
  sequence,
} from '../../server/pdf/core/der-writer.js';
import { hashOf } from '../../server/pdf/core/hash-algorithm.js';
import { OID } from '../../server/pdf/core/oids.js';
import { readTstInfo } from '../../server/pdf/core/tst-info.js';
import { localTimestampAuthority } from '../../server/pdf/sign/timestamp-authority.js';
import { timestampClient } from '../../server/pdf/sign/timestamp-client.js';
import { timestampRequest } from '../../server/pdf/sign/timestamp-request.js';
import { readTimestampResponse } from '../../server/pdf/sign/timestamp-response.js';
import { checkTimestampToken } from '../../server/pdf/verify/check-timestamp.js';
import { run } from '../support/pdf-oracles.js';
import { certifiedSigner, sha256, testAuthority, testTimestamps } from '../support/test-authority.js';

const content = Buffer.from('kepala buku jejak');
const imprint = sha256(content);
const at = new Date('2026-03-02T01:00:00Z');
let folder: string;
let trust: string[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'noken-tsa-'));
  const { root, issuing, timestamping } = await testAuthority();
  await writeFile(join(folder, 'root.pem'), toPem(root.certificate));
  await writeFile(join(folder, 'chain.pem'), toPem(issuing.certificate) + toPem(timestamping.certificate));
  await writeFile(join(folder, 'content'), content);
  trust = ['-CAfile', join(folder, 'root.pem'), '-untrusted', join(folder, 'chain.pem')];
});

afterAll(() => rm(folder, { recursive: true }));

describe('openssl ts -verify', () => {
  test('accepts a token over the content', async () => {
    const file = join(folder, 'token');
    await writeFile(file, await (await testTimestamps()).stamp(imprint));
    const given = ['ts', '-verify', '-token_in', '-in', file, '-data', join(folder, 'content'), ...trust];
    expect((await run('openssl', given)).output).toContain('Verification: OK');
  });

  test.each([[['-cert']], [['-cert', '-no_nonce']], [[]], [['-sha512', '-cert']]])(
    'accepts the answer to a query made by openssl %j',
    async (options) => {
      const query = join(folder, 'query');
      const reply = join(folder, 'reply');
      await run('openssl', ['ts', '-query', '-data', join(folder, 'content'), ...options, '-out', query]);
      await writeFile(reply, await (await testTimestamps()).answer(await readFile(query)));
      const given = ['ts', '-verify', '-queryfile', query, '-in', reply, ...trust];
      expect((await run('openssl', given)).output).toContain('Verification: OK');
    },
  );

  test('refuses a token over other content', async () => {
    const file = join(folder, 'foreign');
    await writeFile(file, await (await testTimestamps()).stamp(sha256(Buffer.from('lain'))));
    const given = ['ts', '-verify', '-token_in', '-in', file, '-data', join(folder, 'content'), ...trust];
    expect((await run('openssl', given)).output).toContain('FAILED');
  });
});

describe('a request is rejected', () => {
  const request = (algorithm: string, hash: Uint8Array, ...optional: Uint8Array[]) =>
    sequence(integer(1), sequence(algorithmIdentifier(algorithm), octetString(hash)), ...optional);
  const extension = explicit(0, sequence(oid('1.2.3'), octetString(imprint)));
  test.each([
    ['for a hash that proves nothing', request('1.2.840.113549.2.5', imprint.subarray(0, 16)), 0],
    ['for a hash of another length', request(OID.sha256, imprint.subarray(1)), 5],
    ['for another policy', request(OID.sha256, imprint, oid('1.2.3.4')), 15],
    ['for an extension', request(OID.sha256, imprint, extension), 16],
    [
      'for another version',
      sequence(integer(2), sequence(algorithmIdentifier(OID.sha256), octetString(imprint))),
      2,
    ],
    ['for being no request', Buffer.from('GET / HTTP/1.1'), 2],
    ['for being empty', new Uint8Array(), 2],
  ])('%s', async (_reason, bytes, failure) => {
    const answer = await (await testTimestamps()).answer(bytes);
    const status = readWholeDer(answer).at(0);
    expect(status.at(0).smallInteger()).toBe(2);
    expect(status.at(1).bitNumbers()).toEqual([failure]);
    expect(() => readTimestampResponse(answer, imprint)).toThrow(/timestamp-refused/);
  });
});

test('a token says the time asked of its clock and never repeats a serial', async () => {
  const stamps = await testTimestamps(() => at);
  const tokens = await Promise.all(Array.from({ length: 50 }, () => stamps.stamp(imprint)));
  const said = tokens.map((token) => readTstInfo(token));
  expect(new Set(said.map((each) => each?.serial)).size).toBe(50);
  expect(said.every((each) => each?.time.getTime() === at.getTime())).toBe(true);
});

test('a certificate without the sole usage makes no authority', async () => {
  const { key, certificate } = await certifiedSigner();
  expect(() => localTimestampAuthority({ key, certificate, chain: [], now: () => at })).toThrow(
    /key-unsupported/,
  );
});

describe('checkTimestampToken', () => {
  const hashes = (bytes: Uint8Array) => (algorithm: Parameters<typeof hashOf>[0]) =>
    Promise.resolve(hashOf(algorithm, bytes));

  test('finds a token over its content right', async () => {
    const token = await (await testTimestamps(() => at)).stamp(imprint);
    expect(await checkTimestampToken(token, hashes(content))).toMatchObject({
      right: true,
      time: at,
      problems: [],
    });
  });

  test('finds one over other content wrong', async () => {
    const token = await (await testTimestamps()).stamp(imprint);
    const check = await checkTimestampToken(token, hashes(Buffer.from('lain')));
    expect(check).toMatchObject({ right: false, problems: ['timestamp-imprint-wrong'] });
  });

  test('finds one whose time was changed wrong', async () => {
    const token = Buffer.from(await (await testTimestamps(() => at)).stamp(imprint));
    const place = token.indexOf('20260302010000Z');
    token.write('20250302010000Z', place, 'latin1');
    const check = await checkTimestampToken(token, hashes(content));
    expect(check).toMatchObject({ right: false, signature: 'wrong', problems: ['cms-digest-wrong'] });
  });

  test('gives no time for what is no token', async () => {
    const check = await checkTimestampToken(Buffer.from('bukan token'), hashes(content));
    expect(check).toMatchObject({ right: false, signature: 'unchecked', problems: ['timestamp-unreadable'] });
    expect(check.time).toBeUndefined();
  });
});

describe('timestampClient', () => {
  async function against<T>(
    reply: (request: Buffer) => Promise<Uint8Array>,
    use: (url: string) => Promise<T>,
  ) {
    const server = createServer((request, response) => {
      const pieces: Buffer[] = [];
      request.on('data', (piece: Buffer) => pieces.push(piece));
      request.on('end', () => void reply(Buffer.concat(pieces)).then((bytes) => response.end(bytes)));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      return await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  }

  test('brings a token from an authority by HTTP', async () => {
    const stamps = await testTimestamps();
    const token = await against(
      (request) => stamps.answer(request),
      (url) => timestampClient({ url }).stamp(imprint),
    );
    expect(Buffer.from(readTstInfo(token)?.imprint ?? []).equals(imprint)).toBe(true);
  });

  test('refuses an answer to another request', async () => {
    const stamps = await testTimestamps();
    const replay = await stamps.answer(timestampRequest(imprint, 1n));
    const other = await stamps.answer(timestampRequest(sha256(Buffer.from('lain'))));
    for (const answer of [replay, other]) {
      const asked = against(
        () => Promise.resolve(answer),
        (url) => timestampClient({ url }).stamp(imprint),
      );
      await expect(asked).rejects.toMatchObject({ code: 'timestamp-wrong' });
    }
  });

  test('refuses an answer without end and one that is no answer', async () => {
    for (const answer of [Buffer.alloc(200_000), Buffer.from('<html>')]) {
      const asked = against(
        () => Promise.resolve(answer),
        (url) => timestampClient({ url }).stamp(imprint),
      );
      await expect(asked).rejects.toMatchObject({ code: 'timestamp-wrong' });
    }
  });

  test('says when nobody answers, in time', async () => {
    const silent = against(
      () => new Promise<Uint8Array>(() => undefined),
      (url) => timestampClient({ url, timeout: 200 }).stamp(imprint),
    );
    await expect(silent).rejects.toMatchObject({ code: 'timestamp-unreachable' });
    const nobody = timestampClient({ url: 'http://127.0.0.1:1/' }).stamp(imprint);
    await expect(nobody).rejects.toMatchObject({ code: 'timestamp-unreachable' });
  });
});
