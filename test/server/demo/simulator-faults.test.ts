import { connect } from 'node:net';
import { setTimeout as after } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { bytesSource, verifyPdf } from '../../../server/pdf/index.js';
import { letterPdf } from '../../support/letter-pdf.js';
import { pdfsigVerdicts, withFile } from '../../support/pdf-oracles.js';
import {
  formToSign,
  jsonToSign,
  runningSimulator,
  signerNik,
  simulatorLogin,
  type CalledSimulator,
} from '../../support/running-simulator.js';

let simulator: CalledSimulator;
const letter = letterPdf();

beforeAll(async () => {
  simulator = await runningSimulator();
});
afterEach(() => simulator.faults.clear());
afterAll(() => simulator.close());

const last = () => simulator.log.all().at(-1);
const byForm = (headers = {}, change = {}) =>
  simulator.form('/api/sign/pdf', formToSign(letter, change), headers);
const byJson = (headers = {}) => simulator.json('/api/v2/sign/pdf', jsonToSign(letter), headers);
const bytesOf = async (answer: Response) => new Uint8Array(await answer.arrayBuffer());
const judge = (pdf: Uint8Array) =>
  verifyPdf(bytesSource(pdf), { trust: { anchors: [simulator.root] }, now: new Date() });
const startsWithLetter = (pdf: Uint8Array) => Buffer.from(pdf).subarray(0, letter.length).equals(letter);

interface Spoken {
  /** Everything that came back before the connection ended. */
  readonly heard: string;
  /** Bytes of the request that were given to the connection. */
  readonly sent: number;
}

/** Speaks HTTP by hand, so that what comes over the wire is seen as it is. @param pause between the pieces of the body */
function speak(headers: Readonly<Record<string, string>>, pieces = 1, pause = 0): Promise<Spoken> {
  const { hostname, port } = new URL(simulator.url);
  const body = Buffer.from(JSON.stringify(jsonToSign(letter)));
  const credential = Buffer.from(`${simulatorLogin.name}:${simulatorLogin.password}`).toString('base64');
  const lines = Object.entries({
    host: hostname,
    authorization: `Basic ${credential}`,
    'content-type': 'application/json',
    'content-length': String(body.length),
    connection: 'close',
    ...headers,
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  return new Promise((resolve) => {
    const heard: Buffer[] = [];
    let sent = 0;
    let ended = false;
    const socket = connect(Number(port), hostname);
    const end = () => {
      ended = true;
      resolve({ heard: Buffer.concat(heard).toString('latin1'), sent });
    };
    socket.on('data', (piece) => heard.push(piece));
    socket.on('error', () => undefined);
    socket.on('close', end);
    void (async () => {
      socket.write(`POST /api/v2/sign/pdf HTTP/1.1\r\n${lines.join('')}\r\n`);
      const size = Math.ceil(body.length / pieces);
      for (let at = 0; at < body.length && !ended; at += size) {
        if (pause) await after(pause);
        if (ended) return;
        socket.write(body.subarray(at, at + size));
        sent = Math.min(at + size, body.length);
      }
    })();
  });
}

describe('on the wire', () => {
  it('a call without a fault is answered whole', async () => {
    const { heard } = await speak({});
    expect(heard).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    const [, told = ''] = /content-length: (\d+)/i.exec(heard) ?? [];
    expect(heard.split('\r\n\r\n')[1]).toHaveLength(Number(told));
    expect(last()).toMatchObject({ outcome: 'answered', signed: 1 });
  });

  it('one dropped before has not signed, and hears nothing', async () => {
    expect((await speak({ 'x-sim-drop': 'before' })).heard).toBe('');
    expect(last()).toMatchObject({ outcome: 'dropped', signed: 0, files: 0 });
  });

  it('one dropped after has signed, and hears nothing', async () => {
    expect((await speak({ 'x-sim-drop': 'after' })).heard).toBe('');
    expect(last()).toMatchObject({ outcome: 'dropped', signed: 1 });
  });

  it('one dropped in the answer hears half of it', async () => {
    const { heard } = await speak({ 'x-sim-drop': 'mid-response' });
    const [, told = ''] = /content-length: (\d+)/i.exec(heard) ?? [];
    expect(heard.split('\r\n\r\n')[1]).toHaveLength(Number(told) >> 1);
    expect(last()).toMatchObject({ outcome: 'dropped', signed: 1 });
  });

  it('one dropped in the request is cut while it still speaks, and has not signed', async () => {
    const { heard, sent } = await speak({ 'x-sim-drop': 'mid-request' }, 20, 15);
    const whole = JSON.stringify(jsonToSign(letter)).length;
    expect(heard).toBe('');
    expect(sent).toBeGreaterThan(whole * 0.4);
    expect(sent).toBeLessThan(whole);
    expect(last()).toMatchObject({ outcome: 'dropped', signed: 0 });
  });

  it('the number of the file stands under one of its two names, or nowhere', async () => {
    const answers = await Promise.all([
      byForm({ 'x-sim-id-header': 'id_dokumen' }),
      byForm({ 'x-sim-id-header': 'id-dokumen' }),
      byForm({ 'x-sim-id-header': 'none' }),
    ]);
    const found = answers.map(({ headers }) =>
      ['id_dokumen', 'id-dokumen'].filter((name) => headers.has(name)),
    );
    expect(found).toEqual([['id_dokumen'], ['id-dokumen'], []]);
    const json = await byForm({ 'x-sim-id-header': 'none' }, { jenis_response: 'BASE64' });
    expect(Object.keys((await json.json()) as object)).toEqual(['base64_signed_file']);
  });
});

describe('a caller who hangs up', () => {
  it('while the gateway thinks, has signed all the same', async () => {
    const asked = simulator.call('/api/v2/sign/pdf', {
      method: 'POST',
      body: JSON.stringify(jsonToSign(letter)),
      headers: { 'content-type': 'application/json', 'x-sim-latency-ms': '1500' },
      signal: AbortSignal.timeout(400),
    });
    await expect(asked).rejects.toThrow();
    const entry = last();
    expect(entry).toMatchObject({ kind: 'sign', outcome: 'open' });
    await expect.poll(() => entry?.signed, { timeout: 10_000 }).toBe(1);
  });

  it('before all was said, has not', async () => {
    const { hostname, port } = new URL(simulator.url);
    const { name, password } = simulatorLogin;
    const credential = Buffer.from(`${name}:${password}`).toString('base64');
    const socket = connect(Number(port), hostname);
    socket.write(
      `POST /api/v2/sign/pdf HTTP/1.1\r\nhost: x\r\nauthorization: Basic ${credential}\r\n` +
        'content-type: application/json\r\ncontent-length: 1000\r\n\r\n{"nik"',
    );
    await after(100);
    socket.destroy();
    await expect.poll(() => last()).toMatchObject({ outcome: 'dropped', signed: 0 });
  });
});

describe('time', () => {
  it('passes before an answer, where it is told to', async () => {
    const began = performance.now();
    await simulator.call(`/api/user/status/${signerNik}`, { headers: { 'x-sim-latency-ms': '250' } });
    expect(performance.now() - began).toBeGreaterThan(240);
  });

  it('is written as a number or as an instant', async () => {
    const timeOf = async (form: string) =>
      ((await (await byJson({ 'x-sim-time-form': form })).json()) as { time: unknown }).time;
    expect(await timeOf('int')).toBeTypeOf('number');
    expect(await timeOf('iso')).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
  });
});

describe('a gateway that is busy', () => {
  it.each(['429', '503', '504'])('says %s and has not signed', async (status) => {
    const answer = await byJson({ [`x-sim-status-${status}`]: 'true', 'x-sim-retry-after': '2' });
    expect(answer.status).toBe(Number(status));
    expect(answer.headers.get('retry-after')).toBe('2');
    expect(last()).toMatchObject({ outcome: 'unavailable', signed: 0 });
  });
});

describe('an answer that is spoilt', () => {
  const signedBy = async (headers: object) => {
    const { file } = (await (await byJson(headers)).json()) as { file: string[] };
    return Buffer.from(file[0] ?? '', 'base64');
  };

  it('is text that says it is JSON, though the file is signed', async () => {
    for (const ask of [byForm, byJson]) {
      const answer = await ask({ 'x-sim-json-labelled-text': 'true' });
      expect(answer.headers.get('content-type')).toBe('application/json');
      await expect(answer.json()).rejects.toThrow();
      expect(last()?.signed).toBe(1);
    }
  });

  it('is right but for what it says it is', async () => {
    const answer = await byForm({ 'x-sim-wrong-content-type': 'true' });
    expect(answer.headers.get('content-type')).toBe('text/html');
    expect((await judge(await bytesOf(answer))).verdict).toBe('intact');
  });

  it.each(['true', 'tail', 'base'])('holds damaged bytes (%s)', async (where) => {
    const signed = await signedBy({ 'x-sim-corrupt-pdf': where });
    expect(startsWithLetter(signed)).toBe(where !== 'base');
    expect((await judge(signed)).verdict).not.toBe('intact');
    if (where === 'base') return;
    expect((await judge(signed)).verdict).toBe('broken');
    await withFile(signed, async (path) => expect(await pdfsigVerdicts(path)).toEqual(['Digest Mismatch.']));
  });

  it('is cut off', async () => {
    const signed = await signedBy({ 'x-sim-corrupt-pdf': 'cut' });
    expect(startsWithLetter(signed)).toBe(true);
    expect((await judge(signed)).verdict).not.toBe('intact');
  });

  it('was written anew: a right signature on other bytes', async () => {
    const signed = await signedBy({ 'x-sim-rewritten-pdf': 'true' });
    expect(startsWithLetter(signed)).toBe(false);
    expect(await judge(signed)).toMatchObject({ verdict: 'intact', trusted: true });
    await withFile(signed, async (path) =>
      expect(await pdfsigVerdicts(path)).toEqual(['Signature is Valid.']),
    );
  });
});

describe('the switch', () => {
  it('holds for so many calls that sign, and for no other', async () => {
    await simulator.arm({ 'status-503': true, calls: 2 });
    expect((await simulator.call(`/api/user/status/${signerNik}`)).status).toBe(200);
    expect([(await byForm()).status, (await byJson()).status, (await byJson()).status]).toEqual([
      503, 503, 200,
    ]);
  });

  it('holds for another kind of call where that is named', async () => {
    await simulator.arm({ 'status-503': true, on: 'status' });
    expect((await byJson()).status).toBe(200);
    expect((await simulator.call(`/api/user/status/${signerNik}`)).status).toBe(503);
    expect((await simulator.call(`/api/user/status/${signerNik}`)).status).toBe(200);
  });

  it('is overruled by the headers of a call, and cleared', async () => {
    await simulator.arm({ drop: 'before', 'id-header': 'none', calls: 5 });
    await expect(byForm({ 'x-sim-id-header': 'id-dokumen' })).rejects.toThrow();
    expect(last()?.faults).toEqual({ drop: 'before', 'id-header': 'id-dokumen' });
    await simulator.call('/sim/faults', { method: 'DELETE' });
    expect((await byForm()).headers.has('id_dokumen')).toBe(true);
  });

  it.each([
    { dorp: 'before' },
    { drop: 'between' },
    { 'latency-ms': 'long' },
    { 'status-503': 'yes' },
    { calls: 0 },
    { on: 'everything' },
  ])('refuses what it does not know: %o', async (wish) => {
    expect((await simulator.json('/sim/faults', wish)).status).toBe(400);
  });

  it('refuses a header that it does not know, and signs nothing', async () => {
    expect((await byJson({ 'x-sim-dorp': 'before' })).status).toBe(400);
    expect(last()).toMatchObject({ outcome: 'refused', signed: 0 });
  });

  it('is turned by a standing habit as well', async () => {
    const other = await runningSimulator({ standing: { 'error-shape': 'B' } });
    const answer = await other.form('/api/sign/pdf', formToSign(letter, { passphrase: 'x' }));
    expect(await answer.json()).toMatchObject({ status_code: 400 });
    await other.close();
  });
});

describe('the log', () => {
  it('counts what was asked, and holds no secret', async () => {
    await simulator.call('/sim/log', { method: 'DELETE' });
    const secret = 'Sangat-Rahasia-81723';
    await byForm({}, { passphrase: secret });
    await simulator.json('/api/v2/sign/pdf', jsonToSign(letter, { passphrase: secret }));
    await simulator.call(`/api/user/status/${signerNik}`);
    const told = await (await simulator.call('/sim/log')).text();
    expect(JSON.parse(told)).toMatchObject([
      { kind: 'sign', version: 'v1', who: '************0001', files: 1, outcome: 'refused' },
      { kind: 'sign', version: 'v2', who: '************0001', files: 1, outcome: 'refused' },
      { kind: 'status', version: 'v1', who: '************0001' },
    ]);
    expect(told).not.toContain(signerNik);
    expect(told).not.toContain(secret);
    expect(told).not.toContain(Buffer.from(secret).toString('base64').slice(0, 20));
  });
});
