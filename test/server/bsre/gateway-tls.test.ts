import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { failureOf, gatewaysOfTest, signAt, signedAnswer } from '../../support/gateway-caller.js';
import { httpAnswer, isWhole } from '../../support/raw-gateway.js';

const { playing } = gatewaysOfTest();

describe('TLS', () => {
  const folder = mkdtempSync(join(tmpdir(), 'noken-bsre-tls-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const openssl = (...parameters: string[]) =>
    execFileSync('openssl', parameters, { cwd: folder, stdio: ['ignore', 'ignore', 'ignore'] });
  const read = (name: string) => readFileSync(join(folder, name), 'utf8');
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'];
  openssl('req', '-x509', ...key, '-keyout', 'ca.key', '-out', 'ca.pem', '-subj', '/CN=CA UJI');
  for (const name of ['localhost', 'lain.example']) {
    const made = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-addext', `subjectAltName=DNS:${name}`];
    openssl(
      'req',
      '-x509',
      ...key,
      ...made,
      '-keyout',
      `${name}.key`,
      '-out',
      `${name}.pem`,
      '-subj',
      `/CN=${name}`,
      '-addext',
      'basicConstraints=critical,CA:false',
    );
  }
  const secure = (name: string) =>
    playing(
      (socket, heard) => {
        if (isWhole(heard)) socket.end(httpAnswer(200, 'application/json', JSON.stringify(signedAnswer())));
      },
      { tls: { key: read(`${name}.key`), cert: read(`${name}.pem`) } },
    );

  it('with a certificate of nobody known is refused before anything is sent', async () => {
    const { address, heard } = await secure('localhost');
    expect(await failureOf(signAt(address))).toMatchObject({ code: 'tls-refused', outcome: 'not-signed' });
    expect(heard().length).toBe(0);
  });

  it('is refused whatever the environment says', async () => {
    const { address } = await secure('localhost');
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
    try {
      expect(await failureOf(signAt(address))).toMatchObject({ code: 'tls-refused' });
    } finally {
      delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
    }
  });

  it('is taken with the authority of the house, for the right name only', async () => {
    const certificateAuthorities = [read('ca.pem')];
    const right = await secure('localhost');
    expect((await signAt(right.address, { certificateAuthorities })).http).toBe(200);
    const wrong = await secure('lain.example');
    expect(await failureOf(signAt(wrong.address, { certificateAuthorities }))).toMatchObject({
      code: 'tls-refused',
      outcome: 'not-signed',
    });
  });
});
