import { describe, expect, it } from 'vitest';
import { bsreLimits, openBsreGateway } from '../../../server/bsre/index.js';
import { openLine } from '../../../server/bsre/gateway-line.js';
import { jsonBody } from '../../../server/bsre/request-body.js';
import {
  callerLetter,
  callerNik,
  callerPassphrase,
  failureOf,
  gatewaysOfTest,
  settingsFor,
  signAt,
  signedAnswer,
} from '../../support/gateway-caller.js';
import { httpAnswer, isWhole } from '../../support/raw-gateway.js';

const { playing, answering } = gatewaysOfTest();
const id = '0123456789abcdef0123456789abcdef';

describe('a question', () => {
  const busy = (more: Record<string, string> = {}) => httpAnswer(503, 'text/plain', '', more);
  const fine = httpAnswer(200, 'application/json', '{"status_code":1111,"status":"ISSUE","message":"ada"}');
  const quick = { firstWait: 5, longestWait: 1500 };
  const ask = (address: string, limits = quick) =>
    openBsreGateway(settingsFor(address, { limits })).status({ nik: callerNik });

  it.each([429, 503, 504])('is put again after %i', async (status) => {
    const { address, connections } = await answering(httpAnswer(status, 'text/plain', ''), busy(), fine);
    expect((await ask(address)).maySign).toBe(true);
    expect(connections()).toBe(3);
  });

  it('is given up after as many tries as the limits say', async () => {
    const { address, connections } = await answering(busy());
    expect(await failureOf(ask(address))).toMatchObject({ code: 'gateway-busy', http: 503 });
    expect(connections()).toBe(3);
  });

  it('is not put again after another refusal, or a cut', async () => {
    const refusing = await answering(httpAnswer(500, 'text/plain', 'x'));
    expect(await failureOf(ask(refusing.address))).toMatchObject({ code: 'gateway-failed' });
    const cutting = await playing((socket) => socket.destroy());
    expect(await failureOf(ask(cutting.address))).toMatchObject({ code: 'cut-off' });
    expect([refusing.connections(), cutting.connections()]).toEqual([1, 1]);
  });

  it('waits as long as it is asked to, by seconds or by the gateway’s clock', async () => {
    const date = { Date: 'Wed, 21 Oct 2026 07:28:00 GMT', 'Retry-After': 'Wed, 21 Oct 2026 07:28:01 GMT' };
    for (const headers of [{ 'Retry-After': '1' }, date]) {
      const { address, connections } = await answering(busy(headers), fine);
      const before = performance.now();
      expect((await ask(address)).state).toBe('ISSUE');
      expect(performance.now() - before).toBeGreaterThan(950);
      expect(connections()).toBe(2);
    }
  });

  it('is given up at once where it is asked to wait too long', async () => {
    const { address, connections } = await answering(busy({ 'Retry-After': '3600' }), fine);
    await failureOf(ask(address));
    expect(connections()).toBe(1);
  });

  it('puts no wish for a code again', async () => {
    const { address, connections } = await answering(busy());
    const gateway = openBsreGateway(settingsFor(address, { limits: quick }));
    expect(await failureOf(gateway.requestTotp({ nik: callerNik }, 1))).toMatchObject({
      code: 'gateway-busy',
    });
    expect(connections()).toBe(1);
  });

  it('of a download says nothing about whether there is a signature', async () => {
    const { address } = await answering(httpAnswer(404, 'text/plain', 'Dokumen telah didownload sebelumnya'));
    const gateway = openBsreGateway(settingsFor(address, { version: 'v1' }));
    expect(await failureOf(gateway.download(id))).toMatchObject({
      code: 'document-gone',
      outcome: 'unknown',
      documentId: id,
      said: 'Dokumen telah didownload sebelumnya',
    });
    expect(await failureOf(gateway.download('../status'))).toMatchObject({ outcome: 'unknown' });
  });
});

it('wipes what it was given to send, however the call ends', async () => {
  const { address } = await answering(httpAnswer(200, 'application/json', '{}'), Buffer.from('x'));
  const line = openLine({ address, authorization: 'Basic eA==', authorities: [] }, bsreLimits);
  for (const isWell of [true, false]) {
    const body = jsonBody({ passphrase: { secret: callerPassphrase() } });
    const call = { method: 'POST', path: '/api', body, time: 5000, size: 100, isRepeatable: false } as const;
    const ended = line.call({ ...call, mask: (text) => text });
    if (isWell) expect((await ended).http).toBe(200);
    else await failureOf(ended);
    expect(Buffer.concat([...body.pieces()]).toString()).toMatch(/^\{"passphrase":"\0+"\}$/);
  }
});

describe('what is sent', () => {
  it('is one request with the credential, the fields in order and the file', async () => {
    const { address, heard } = await answering(
      httpAnswer(200, 'application/json', JSON.stringify(signedAnswer())),
    );
    const secret = callerPassphrase();
    await openBsreGateway(settingsFor(address)).sign({
      identity: { nik: callerNik },
      authorisation: { passphrase: secret },
      pdf: callerLetter,
      appearance: { kind: 'invisible' },
    });
    const [head = '', body = ''] = heard().toString('utf8').split('\r\n\r\n');
    expect(head).toMatch(/^POST \/api\/v2\/sign\/pdf HTTP\/1\.1\r\n/);
    expect(head).toContain(`Basic ${Buffer.from('noken:sandi-gerbang-5512').toString('base64')}`);
    expect(JSON.parse(body)).toEqual({
      nik: callerNik,
      passphrase: 'Rahasia "besar" 73\\',
      signatureProperties: [{ tampilan: 'INVISIBLE', location: null, reason: '' }],
      file: [Buffer.from(callerLetter).toString('base64')],
    });
    expect(Object.keys(JSON.parse(body) as object)).toEqual([
      'nik',
      'passphrase',
      'signatureProperties',
      'file',
    ]);
    expect(secret.toString()).toBe('Rahasia "besar" 73\\');
  });

  it('holds nothing secret when it comes back in an error', async () => {
    const { address } = await playing((socket, heard) => {
      if (isWhole(heard)) socket.end(httpAnswer(500, 'text/plain', heard));
    });
    for (const version of ['v1', 'v2'] as const) {
      const failure = await failureOf(signAt(address, { version }));
      const all = JSON.stringify({ ...failure, message: failure.message, stack: failure.stack });
      expect(failure.raw.length).toBeGreaterThan(100);
      for (const secret of ['Rahasia', 'besar', 'sandi-gerbang', callerNik, 'JVBERi', '%PDF-', 'Surat tugas'])
        expect(all).not.toContain(secret);
      expect(all).not.toContain(Buffer.from('noken:sandi-gerbang-5512').toString('base64'));
    }
  });
});
