import { randomInt } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  callerLetter,
  failureOf,
  gatewaysOfTest,
  signAt,
  signedAnswer,
} from '../../support/gateway-caller.js';
import { httpAnswer, isWhole } from '../../support/raw-gateway.js';

const { playing, answering } = gatewaysOfTest();
const id = '0123456789abcdef0123456789abcdef';
const large = Buffer.concat([callerLetter, Buffer.alloc(8 * 1024 * 1024, '\n')]);

describe('a request of which nothing was sent', () => {
  it('is not signed where nobody listens', async () => {
    const gateway = await playing(() => undefined);
    await gateway.close();
    expect(await failureOf(signAt(gateway.address))).toMatchObject({
      code: 'unreachable',
      outcome: 'not-signed',
      raw: '',
    });
  });

  it('is not signed where the name is nobody’s', async () => {
    const failure = await failureOf(signAt('https://gerbang.invalid'));
    expect(failure).toMatchObject({ code: 'unreachable', outcome: 'not-signed' });
  });

  it('is not signed where TLS is cut off, or is none', async () => {
    const cut = await playing(() => undefined, { onConnection: (socket) => socket.destroy() });
    const plain = await playing((socket) => socket.end('HTTP/1.1 200 OK\r\n\r\n'));
    for (const { address } of [cut, plain]) {
      const failure = await failureOf(signAt(address.replace('http:', 'https:')));
      expect(failure).toMatchObject({ code: 'tls-refused', outcome: 'not-signed' });
    }
  });

  it('is not signed where TLS takes longer than the limit', async () => {
    const silent = await playing(() => undefined);
    const failure = await failureOf(
      signAt(silent.address.replace('http:', 'https:'), { limits: { signTime: 200 } }),
    );
    expect(failure).toMatchObject({ code: 'unreachable', outcome: 'not-signed' });
  });
});

describe('a request that was begun', () => {
  it('is unknown where the connection is closed at once', async () => {
    const { address } = await playing(() => undefined, { onConnection: (socket) => socket.destroy() });
    expect(await failureOf(signAt(address))).toMatchObject({ code: 'cut-off', outcome: 'unknown' });
  });

  it('is unknown where it is cut in its body', async () => {
    const { address } = await playing((socket, heard) => {
      if (heard.length > 100_000) socket.resetAndDestroy();
    });
    expect(await failureOf(signAt(address, {}, large))).toMatchObject({
      code: 'cut-off',
      outcome: 'unknown',
    });
  });

  it('is unknown where it is cut after its last byte', async () => {
    const { address } = await playing((socket, heard) => {
      if (isWhole(heard)) socket.destroy();
    });
    expect(await failureOf(signAt(address))).toMatchObject({
      code: 'cut-off',
      outcome: 'unknown',
      http: undefined,
      documentId: undefined,
    });
  });

  it('is unknown where the answer is cut, and keeps the id that came', async () => {
    const whole = httpAnswer(200, 'application/pdf', callerLetter, { id_dokumen: id });
    const { address } = await playing((socket, heard) => {
      if (isWhole(heard)) socket.write(whole.subarray(0, whole.length - 100), () => socket.destroy());
    });
    const failure = await failureOf(signAt(address, { version: 'v1' }));
    expect(failure).toMatchObject({ code: 'cut-off', outcome: 'unknown', http: 200, documentId: id });
    expect(failure.raw).not.toContain('obj');
  });

  it.each(['v1', 'v2'] as const)('is unknown wherever the answer of %s is cut', async (version) => {
    const whole =
      version === 'v1'
        ? httpAnswer(200, 'application/pdf', callerLetter, { id_dokumen: id })
        : httpAnswer(200, 'application/json', JSON.stringify(signedAnswer()));
    for (let round = 0; round < 40; round++) {
      const at = randomInt(1, whole.length);
      const reset = round % 2 === 0;
      const { address } = await playing((socket, heard) => {
        if (!isWhole(heard)) return;
        socket.write(whole.subarray(0, at), () => (reset ? socket.resetAndDestroy() : socket.end()));
      });
      expect(await failureOf(signAt(address, { version })), `cut at ${at}`).toMatchObject({
        outcome: 'unknown',
      });
    }
  });

  it.each(['v1', 'v2'] as const)('is unknown wherever the request of %s is cut', async (version) => {
    for (let round = 0; round < 20; round++) {
      const at = randomInt(1, 2_000_000);
      const { address } = await playing((socket, heard) => {
        if (heard.length >= at) socket.resetAndDestroy();
      });
      expect(await failureOf(signAt(address, { version }, large)), `cut at ${at}`).toMatchObject({
        outcome: 'unknown',
      });
    }
  });

  it('is unknown where an answer without a length ends early', async () => {
    const head = 'HTTP/1.0 200 OK\r\nContent-Type: application/pdf\r\nid-dokumen: abc\r\n\r\n';
    const { address } = await playing((socket, heard) => {
      if (isWhole(heard)) socket.end(Buffer.concat([Buffer.from(head), callerLetter.subarray(0, 300)]));
    });
    const failure = await failureOf(signAt(address, { version: 'v1' }));
    expect(failure).toMatchObject({ code: 'answer-unreadable', outcome: 'unknown', documentId: 'abc' });
  });

  it('is unknown where the answer is slow, before it and within it', async () => {
    const whole = httpAnswer(200, 'application/json', JSON.stringify(signedAnswer()));
    const silent = await playing(() => undefined);
    const dripping = await playing((socket, heard) => {
      if (isWhole(heard)) socket.write(whole.subarray(0, 200));
    });
    for (const { address } of [silent, dripping]) {
      const failure = await failureOf(signAt(address, { limits: { signTime: 1000 } }));
      expect(failure).toMatchObject({ code: 'too-slow', outcome: 'unknown' });
    }
  });

  it('is unknown where more comes than a signature adds', async () => {
    const { address } = await answering(
      httpAnswer(200, 'application/json', JSON.stringify({ file: ['A'.repeat(4 * 1024 * 1024)] })),
    );
    expect(await failureOf(signAt(address))).toMatchObject({ code: 'answer-too-long', outcome: 'unknown' });
    const declared = await answering(
      httpAnswer(200, 'application/pdf', callerLetter, { 'Content-Length': '9000000000' }),
    );
    expect(await failureOf(signAt(declared.address, { limits: { signTime: 1500 } }))).toMatchObject({
      outcome: 'unknown',
    });
  });

  it('is unknown where the answer is no HTTP', async () => {
    const { address } = await answering(Buffer.from('220 mail.example ESMTP\r\n'));
    expect(await failureOf(signAt(address))).toMatchObject({ code: 'cut-off', outcome: 'unknown' });
  });

  it('is unknown after a redirect, which is not followed', async () => {
    const { address, connections } = await answering(
      httpAnswer(307, 'text/html', '', { Location: '/api/v2/sign/pdf2' }),
    );
    expect(await failureOf(signAt(address))).toMatchObject({
      code: 'redirected',
      outcome: 'unknown',
      http: 307,
    });
    expect(connections()).toBe(1);
  });

  it.each([
    [200, 'text/html', '<html>Masuk</html>'],
    [200, 'application/json', 'Terjadi kesalahan'],
    [200, 'application/json', '{"error":"Passphrase anda salah","status_code":2031}'],
    [200, 'application/json', '{"file":[]}'],
    [200, 'application/json', '{"file":["JVBERi0xLjcK","JVBERi0xLjcK"]}'],
    [200, 'application/json', '{"file":["JVBERi0x?LjcK"]}'],
    [204, undefined, ''],
    [408, 'text/plain', 'Request Timeout'],
    [
      500,
      'application/json',
      '{"timestamp":"2031-01-01T00:00:00","status":500,"error":"Internal Server Error"}',
    ],
    [500, 'text/plain', 'Proses signing gagal : Passphrase anda salah 2031'],
    [500, 'application/json', '{"error":"Proses signing gagal : batas 31-12-2031","status_code":500}'],
    [500, 'application/json', '{"error":"Sertifikat berlaku sampai 2031","status_code":500}'],
    [503, 'text/html', '<html>503</html>'],
    [502, undefined, ''],
  ])('is unknown after %i %s %s', async (status, type, body) => {
    const { address, connections } = await answering(httpAnswer(status, type, body));
    expect(await failureOf(signAt(address))).toMatchObject({ outcome: 'unknown', http: status });
    expect(connections()).toBe(1);
  });

  it.each([
    [400, '{"error":"Passphrase anda salah","status_code":2031}', 'passphrase-wrong'],
    [400, 'Bad Request', 'refused'],
    [401, '{"status":401,"error":"Unauthorized","path":"/api/sign/pdf"}', 'login-refused'],
    [404, '<html>nginx</html>', 'address-wrong'],
    [413, '<html>nginx</html>', 'pdf-too-large'],
    [429, '', 'gateway-busy'],
    [500, '{"error":"User tidak terdaftar","status_code":2011}', 'person-unregistered'],
    [
      500,
      '{"error":"Proses signing gagal : Passphrase anda salah 2031","status_code":500}',
      'passphrase-wrong',
    ],
  ])('is not signed after %i %s, and is not put again', async (status, body, code) => {
    const { address, connections } = await answering(httpAnswer(status, 'application/json', body));
    expect(await failureOf(signAt(address))).toMatchObject({ code, outcome: 'not-signed', http: status });
    expect(connections()).toBe(1);
  });

  it('is not signed where a refusal is cut in its sentence', async () => {
    const whole = httpAnswer(400, 'application/json', '{"error":"Passphrase anda salah","status_code":2031}');
    const { address } = await playing((socket, heard) => {
      if (isWhole(heard)) socket.write(whole.subarray(0, whole.length - 10), () => socket.destroy());
    });
    expect(await failureOf(signAt(address))).toMatchObject({ outcome: 'not-signed', http: 400 });
  });

  it('takes a refusal that comes before the request is whole', async () => {
    const { address } = await playing((socket, heard) => {
      if (heard.length < 70_000)
        socket.write(httpAnswer(401, 'application/json', '{"error":"Unauthorized"}'));
    });
    expect(await failureOf(signAt(address, {}, large))).toMatchObject({
      code: 'login-refused',
      outcome: 'not-signed',
    });
  });
});

describe('an answer', () => {
  it.each(['application/json', 'text/plain', undefined])(
    'of JSON is read whatever it is called (%s)',
    async (type) => {
      const { address } = await answering(httpAnswer(200, type, JSON.stringify(signedAnswer())));
      const signed = await signAt(address);
      expect(Buffer.from(signed.pdf)).toEqual(Buffer.from(callerLetter));
      expect(signed).toMatchObject({ took: 862, http: 200 });
      expect(signed.raw).toBe('{"time":862,"file":"‹file›"}');
    },
  );

  it.each([
    ['application/pdf', { id_dokumen: id }],
    ['application/octet-stream', { 'id-dokumen': id }],
    ['text/html', { ID_DOKUMEN: id }],
  ])('of bytes is read whatever it is called (%s)', async (type, headers) => {
    const { address } = await answering(httpAnswer(200, type, callerLetter, headers));
    const signed = await signAt(address, { version: 'v1' });
    expect(Buffer.from(signed.pdf)).toEqual(Buffer.from(callerLetter));
    expect(signed.documentId).toBe(id);
    expect(signed.raw).toContain('‹file, ');
  });
});
