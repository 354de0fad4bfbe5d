import { serve } from '@hono/node-server';
import { randomBytes, scryptSync } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { portalServer } from '../../demo/portal/portal-server.js';
import { createApp } from '../../server/app.js';
import { readBuiltFolder } from '../../server/platform/built-folder.js';
import { linkAccount } from '../../server/portals/index.js';
import { testPortal, type MadeOffice, type Person } from './made-office.js';

const root = join(import.meta.dirname, '../..');

/** Where something can listen: an address that is free now, for an office that must know its own before it listens. */
export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

export interface SamplePortal {
  readonly url: string;
  readonly password: string;
  /** Breaks every connection to Noken and lets none be made, while it goes on with what it does. */
  cutOff(): void;
  /** Lets Noken be reached again. */
  mend(): Promise<void>;
  close(): void;
}

/**
 * A made office with the kit, listening where its own address says, and the sample portal of the demo in front of it, which
 * knows these people by the names that they have in tests.
 */
export async function samplePortal(made: MadeOffice, people: readonly Person[]): Promise<SamplePortal> {
  const kit = await readBuiltFolder(join(root, 'dist/kit'));
  const frame = await readBuiltFolder(join(root, 'dist/frame'));
  if (!kit || !frame) throw new Error('The kit is not built.');
  const { fetch } = createApp(Object.assign(made.office, { kit, frame }));
  const listens = { port: Number(new URL(made.publicUrl).port), hostname: '127.0.0.1' };
  const noken = serve({ fetch, ...listens }) as Server;

  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const scope = await made.commandScope();
  const { id, keyId, privateKey } = await testPortal(made.office, scope, url, 'EdDSA', [
    'read',
    'act',
    'sign',
  ]);
  for (const person of people) await linkAccount(scope, id, person, made.officials[person]);
  const { x = '', d = '' } = privateKey?.export({ format: 'jwk' }) ?? {};
  const password = randomBytes(9).toString('base64url');
  const salt = randomBytes(9).toString('base64url');
  const settings = {
    origin: url,
    noken: made.publicUrl,
    kitUrl: `${made.publicUrl}/kit/${kit.release}/noken.js`,
    portalId: id,
    keyId,
    key: { x, d },
    accounts: people.map((username) => ({
      username,
      salt,
      hash: scryptSync(password, salt, 32).toString('base64url'),
      name: username,
      position: username,
      scope: 'read act sign',
    })),
  };
  const portal = portalServer(settings, join(root, 'demo/portal/public'));
  await new Promise<void>((resolve) => portal.listen(port, '127.0.0.1', resolve));
  return {
    url,
    password,
    cutOff() {
      noken.close();
      noken.closeAllConnections();
    },
    mend: () => new Promise((resolve) => noken.listen(listens.port, listens.hostname, resolve)),
    close() {
      for (const server of [noken, portal]) {
        server.close();
        server.closeAllConnections();
      }
    },
  };
}
