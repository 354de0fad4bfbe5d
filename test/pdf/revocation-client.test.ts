import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import type { Certificate } from '../../server/pdf/core/certificate.js';
import { readOcspRequest } from '../../server/pdf/core/ocsp-request.js';
import { isPublicAddress, publicLookup } from '../../server/pdf/verify/address-guard.js';
import { guardedFetch } from '../../server/pdf/verify/guarded-fetch.js';
import { revocationClient } from '../../server/pdf/verify/revocation-client.js';
import { addresses, authority, leaf, root, type Holder } from '../support/certificate-maker.js';
import { madeAnswer, madeCrl } from '../support/evidence-maker.js';

const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** A server on this machine, with what was asked of it. */
async function served(answer: RequestListener): Promise<{ host: string; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method ?? ''} ${request.url ?? ''}`);
    answer(request, response);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { host: `127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

const bytes = (type: string, body: Uint8Array, status = 200): RequestListener => {
  return (_, response) => response.writeHead(status, { 'content-type': type }).end(body);
};

const get = (url: string, hosts: readonly string[], most = 1000, timeout = 5000) =>
  guardedFetch({ url, accept: ['text/plain'], most }, { hosts, timeout }).then((body) =>
    Buffer.from(body).toString(),
  );

describe('one address', () => {
  const hello = bytes('text/plain; charset=utf-8', Buffer.from('halo'));

  test('is asked where it is listed with its port', async () => {
    const { host } = await served(hello);
    expect(await get(`http://${host}/a`, [host])).toBe('halo');
  });

  test.each<[string, (host: string) => [url: string, allowed: string[]], string]>([
    ['that is not listed', (host) => [`http://${host}/`, []], 'host not allowed'],
    ['on another port than listed', (host) => [`http://${host}/`, ['127.0.0.1:1']], 'host not allowed'],
    ['listed without its unusual port', (host) => [`http://${host}/`, ['127.0.0.1']], 'host not allowed'],
    ['of this machine, listed without a port', () => ['http://127.0.0.1/', ['127.0.0.1']], 'closed network'],
    ['of this machine in other words', () => ['http://2130706433/', ['127.0.0.1']], 'closed network'],
    ['of this machine in IPv6', () => ['http://[::1]/', ['[::1]']], 'closed network'],
    ['of this machine, wrapped', () => ['http://[::ffff:127.0.0.1]/', ['[::ffff:7f00:1]']], 'closed network'],
    ['of a name that leads to this machine', () => ['http://localhost/', ['localhost']], 'no answer'],
    ['with a password', (host) => [`http://a:b@${host}/`, [host]], 'address of another form'],
    ['of a file', () => ['file:///etc/passwd', ['']], 'address of another form'],
    ['that is none', () => ['halo', ['halo']], 'address of another form'],
  ])('%s is not asked', async (_, make, detail) => {
    const { host, asked } = await served(hello);
    const [url, allowed] = make(host);
    await expect(get(url, allowed)).rejects.toMatchObject({ code: 'evidence-missing', detail });
    expect(asked).toEqual([]);
  });

  test('that leads elsewhere is not followed', async () => {
    const inner = await served(hello);
    const { host } = await served((_, response) =>
      response.writeHead(302, { location: `http://${inner.host}/` }).end(),
    );
    await expect(get(`http://${host}/`, [host, inner.host])).rejects.toMatchObject({ detail: 'status 302' });
    expect(inner.asked).toEqual([]);
  });

  test('is not listened to for ever, nor for more than is wanted', async () => {
    const endless = await served((_, response) => {
      response.writeHead(200, { 'content-type': 'text/plain' });
      const more = () => response.write('x'.repeat(400), () => setTimeout(more, 1));
      more();
    });
    await expect(get(`http://${endless.host}/`, [endless.host])).rejects.toMatchObject({
      detail: 'answer too long',
    });
    const silent = await served((_, response) =>
      response.writeHead(200, { 'content-type': 'text/plain' }).write('x'),
    );
    const hurried = get(`http://${silent.host}/`, [silent.host], 1000, 100);
    await expect(hurried).rejects.toMatchObject({ code: 'evidence-missing' });
  });

  test('of another type, and one that breaks off, is nothing', async () => {
    const page = await served(bytes('text/html', Buffer.from('halo')));
    await expect(get(`http://${page.host}/`, [page.host])).rejects.toMatchObject({
      detail: 'content of another type',
    });
    const cut = await served((_, response) => {
      response.writeHead(200, { 'content-type': 'text/plain', 'content-length': '100' }).write('halo', () => {
        response.destroy();
      });
    });
    await expect(get(`http://${cut.host}/`, [cut.host])).rejects.toMatchObject({ detail: 'answer cut off' });
  });
});

describe('a network', () => {
  test.each(['8.8.8.8', '103.10.5.1', '2404:6800::1'])('%s is open', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  test.each([
    ...['0.0.0.0', '10.1.2.3', '100.64.0.1', '127.0.0.1', '169.254.169.254', '172.31.0.1', '192.168.1.1'],
    ...['224.0.0.1', '255.255.255.255', '::', '::1', '::ffff:10.0.0.1', 'fc00::1', 'fe80::1', 'ff02::1'],
    ...['64:ff9b::a00:1', '2002:a00:1::', '2001::1', '2001:db8::1', 'halo'],
  ])('%s is closed', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  test('closed is not entered by a name', async () => {
    const error = await new Promise((resolve) => publicLookup('localhost', {}, resolve));
    expect(error).toMatchObject({ name: 'ClosedNetwork' });
  });
});

describe('the client', () => {
  const akar = root();
  const official = (at: Parameters<typeof addresses>[0], issuer: Holder = akar) =>
    leaf(issuer, { extensions: addresses(at) }).certificate;
  const ask = (of: Certificate, host: string, issuer: Holder = akar) =>
    revocationClient({ allow: [host], timeout: 5000 }).evidence(of, issuer.certificate);

  test('asks OCSP for that certificate', async () => {
    const wanted: { of?: Certificate } = {};
    const { host, asked } = await served((request, response) => {
      const pieces: Buffer[] = [];
      request.on('data', (piece: Buffer) => pieces.push(piece));
      request.on('end', () => {
        const serial = readOcspRequest(Buffer.concat(pieces)).ids[0]?.serialDer ?? new Uint8Array();
        const { of } = wanted;
        const isRight = of && request.headers['content-type'] === 'application/ocsp-request';
        if (!of || !isRight || !Buffer.from(serial).equals(of.serialDer)) response.writeHead(400).end();
        else bytes('application/ocsp-response', madeAnswer(of, akar))(request, response);
      });
    });
    const of = official({ ocsp: `http://${host}/ocsp`, crl: `http://${host}/a.crl` });
    wanted.of = of;
    expect(await ask(of, host)).toEqual({ ocsps: [expect.anything()], crls: [] });
    expect(asked).toEqual(['POST /ocsp']);
  });

  test('takes the list where OCSP answers nothing, or for another certificate', async () => {
    const crl = madeCrl(akar);
    const other = madeAnswer(leaf(akar).certificate, akar);
    const { host, asked } = await served((request, response) => {
      if (request.url === '/a.crl') bytes('application/pkix-crl', crl)(request, response);
      else bytes('application/ocsp-response', other)(request, response);
    });
    const of = official({ ocsp: `http://${host}/ocsp`, crl: `http://${host}/a.crl` });
    const { ocsps, crls } = await ask(of, host);
    expect([ocsps.length, crls.map((each) => Buffer.from(each))]).toEqual([0, [Buffer.from(crl)]]);
    expect(asked).toEqual(['POST /ocsp', 'GET /a.crl']);
  });

  test('comes back with nothing from a list of somebody else, a page, or a host that is not allowed', async () => {
    const foreign = await served(bytes('application/pkix-crl', madeCrl(root({ name: 'Lain' }))));
    expect(await ask(official({ crl: `http://${foreign.host}/` }), foreign.host)).toEqual({
      ocsps: [],
      crls: [],
    });
    const page = await served(bytes('application/pkix-crl', Buffer.from('<html>')));
    expect(await ask(official({ crl: `http://${page.host}/` }), page.host)).toEqual({ ocsps: [], crls: [] });
    expect(await ask(official({ crl: `http://${page.host}/` }), 'a.example')).toEqual({
      ocsps: [],
      crls: [],
    });
    expect(page.asked).toHaveLength(1);
  });

  test('fetches the issuer, and no other certificate in its place', async () => {
    const ca = authority(akar);
    const { host } = await served((request, response) =>
      bytes('application/pkix-cert', (request.url === '/ca' ? ca : akar).certificate.der)(request, response),
    );
    const client = revocationClient({ allow: [host] });
    const found = await client.issuer(official({ issuer: `http://${host}/ca` }, ca));
    expect(found?.subject.folded).toBe(ca.certificate.subject.folded);
    expect(await client.issuer(official({ issuer: `http://${host}/akar` }, ca))).toBeUndefined();
  });
});
