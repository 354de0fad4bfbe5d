import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp } from '../../server/app.js';
import type { TokenAnswer } from '../../server/contract/portal-session.js';
import type { Grant } from '../../server/contract/vocabulary.js';
import { openSqliteStore, type Store } from '../../server/database/index.js';
import { atDesk } from '../../server/people/index.js';
import { diskDocumentStore } from '../../server/platform/document-store.disk.js';
import { newId } from '../../server/platform/ids.js';
import { jsonLog } from '../../server/platform/log.js';
import { SecretKeys } from '../../server/platform/secret-keys.js';
import { linkAccount } from '../../server/portals/index.js';
import {
  insertTenant,
  scopeFor,
  usualLimits,
  type DeskScope,
  type Office,
  type OfficeLimits,
  type Scope,
} from '../../server/tenants/index.js';
import { fillOffice, fillOtherOffice } from './small-office-rows.js';
import { exchange, signAssertion, testPortal, type TestPortal } from './test-portal.js';

export { exchange, signAssertion, testPortal, type TestPortal };

/** The people of the small office, by what they do in it. All but `stranger` sit in tenant A's Dinas Kominfo or above. */
export const people = [
  'registrar',
  'head',
  'kabidOne',
  'kabidTwo',
  'sekda',
  'regent',
  'monitor',
  'outsider',
  'stranger',
] as const;
export type Person = (typeof people)[number];

/** One signed-in person at one desk. */
export interface Seat {
  readonly token: string;
  readonly deskId: string;
  readonly officialId: string;
  /** A body that is not a string or bytes goes as JSON. `path` begins with `/`; `:desk` in it is this desk. */
  request(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Response>;
}

export interface MadeOffice {
  readonly office: Office;
  readonly store: Store;
  readonly app: ReturnType<typeof createApp>;
  /** Temporary folder with `noken.db` and `documents/`; gone after `close`. */
  readonly folder: string;
  readonly tenantId: string;
  readonly otherTenantId: string;
  readonly publicUrl: string;
  readonly portals: Readonly<Record<'A' | 'B' | 'C', TestPortal>>;
  readonly desks: Readonly<Record<Person, string>>;
  /** The second desk of the head's person: Kabid Statistik. */
  readonly secondDesk: string;
  readonly officials: Readonly<Record<Person, string>>;
  readonly units: Readonly<Record<'kabupaten' | 'setda' | 'diskominfo' | 'distrik', string>>;
  readonly kinds: Readonly<Record<'incoming' | 'outgoing', string>>;
  /** What was logged, as lines of JSON. */
  readonly logged: string[];
  now(): Date;
  /** Sets the clock: an ISO instant, or milliseconds to go on. */
  setClock(to: string | number): void;
  /** Signs in through the real door, once per person until the token is over. */
  as(person: Person): Promise<Seat>;
  scopeOf(person: Person): Promise<DeskScope>;
  commandScope(tenantId?: string): Promise<Scope>;
  /** Claims of a good assertion of now; sign them with `signAssertion`. */
  claims(portal?: 'A' | 'B' | 'C', sub?: string): Record<string, unknown>;
  close(): Promise<void>;
}

const start = '2026-11-24T00:30:00.000Z';

/**
 * A small office on real parts: SQLite and documents in a temporary folder, two tenants, nine people, three portals, a clock
 * that stands until it is set. It is Tuesday 24 November 2026, 09.30 WIT.
 *
 * `sub` of a person at portal A is their name here; `5` is the head at A and the first Kabid at B.
 *
 * @param publicUrl where a test that serves it listens: certificates point there
 */
export async function madeOffice(
  limits: Partial<OfficeLimits> = {},
  master: Uint8Array = randomBytes(32),
  publicUrl = 'http://localhost:8787',
): Promise<MadeOffice> {
  const folder = mkdtempSync(join(tmpdir(), 'noken-office-'));
  const store = await openSqliteStore(join(folder, 'noken.db'));
  const keys = new SecretKeys(master);
  const documents = diskDocumentStore(join(folder, 'documents'), keys);
  let clock = new Date(start);
  const now = () => new Date(clock);
  const logged: string[] = [];
  const office: Office = {
    store,
    documents,
    keys,
    log: jsonLog((line) => logged.push(line), now),
    publicUrl,
    now,
    limits: { ...usualLimits, publicPerMinute: 1000, ...limits },
    behindProxy: false,
  };
  const app = createApp(office);
  const a = await makeTenant(office, 'keerom-uji', 'Kabupaten Keerom (uji)');
  const b = await makeTenant(office, 'tetangga-uji', 'Kabupaten Tetangga (uji)');
  const rows = await fillOffice(a);
  const other = await fillOtherOffice(b);
  const officials = { ...rows.officials, stranger: other.official };
  const desks = { ...rows.desks, stranger: other.desk };
  const all: Grant[] = ['read', 'act', 'sign', 'monitor'];
  const portals = {
    A: await testPortal(office, a, 'http://127.0.0.1:8788', 'EdDSA', all),
    B: await testPortal(office, a, 'https://kampung.example', 'HS256', ['read']),
    C: await testPortal(office, b, 'https://tetangga.example', 'EdDSA', all),
  };
  for (const person of people) {
    if (person === 'stranger') await linkAccount(b, portals.C.id, person, officials[person]);
    else await linkAccount(a, portals.A.id, person, officials[person]);
  }
  await linkAccount(a, portals.A.id, '5', officials.head);
  await linkAccount(a, portals.B.id, '5', officials.kabidOne);

  const seats = new Map<Person, { seat: Seat; until: number }>();
  const claims: MadeOffice['claims'] = (portal = 'A', sub = 'head') => {
    const iat = Math.floor(clock.getTime() / 1000);
    return {
      iss: `portal:${portals[portal].id}`,
      sub,
      aud: publicUrl,
      origin: portals[portal].origin,
      iat,
      exp: iat + 120,
      jti: randomBytes(16).toString('hex'),
    };
  };

  async function signIn(person: Person): Promise<Seat> {
    const name = person === 'stranger' ? 'C' : 'A';
    const portal = portals[name];
    const answer = await exchange(app, portal.origin, signAssertion(portal, claims(name, person)));
    if (answer.status !== 200) throw new Error(await answer.text());
    const { access_token: token } = (await answer.json()) as TokenAnswer;
    const deskId = desks[person];
    return {
      token,
      deskId,
      officialId: officials[person],
      request: async (method, path, body, headers = {}) => {
        const plain = body === undefined || typeof body === 'string' || body instanceof Uint8Array;
        return app.request(path.replace(':desk', deskId), {
          method,
          headers: {
            authorization: `Bearer ${token}`,
            origin: portal.origin,
            ...(plain ? {} : { 'content-type': 'application/json' }),
            ...headers,
          },
          ...(body === undefined
            ? {}
            : { body: plain ? (body as string | Uint8Array<ArrayBuffer>) : JSON.stringify(body) }),
        });
      },
    };
  }

  const scopeOf: MadeOffice['scopeOf'] = async (person) => {
    const base = person === 'stranger' ? b : a;
    const scope = { ...base, actor: { kind: 'public' } as const, grants: all, now: now() };
    return atDesk(scope, officials[person], desks[person]);
  };

  return {
    office,
    store,
    app,
    folder,
    tenantId: a.tenantId,
    otherTenantId: b.tenantId,
    publicUrl,
    portals,
    desks,
    secondDesk: rows.secondDesk,
    officials,
    units: rows.units,
    kinds: rows.kinds,
    logged,
    now,
    setClock: (to) => {
      clock = typeof to === 'number' ? new Date(clock.getTime() + to) : new Date(to);
    },
    as: async (person) => {
      const held = seats.get(person);
      if (held && held.until > clock.getTime()) return held.seat;
      const seat = await signIn(person);
      seats.set(person, { seat, until: clock.getTime() + 540_000 });
      return seat;
    },
    scopeOf,
    commandScope: async (tenantId = a.tenantId) => ({
      ...(tenantId === a.tenantId ? a : b),
      now: now(),
    }),
    claims,
    close: async () => {
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function makeTenant(office: Office, slug: string, name: string): Promise<Scope> {
  const at = office.now();
  const row = {
    tenant_id: newId(at),
    slug,
    name,
    zone: 'Asia/Jayapura',
    legal_mode: 'trial',
    pks_number: null,
    regulation_number: null,
    hue: null,
    not_before: null,
    created_at: at.toISOString(),
  } as const;
  await office.store.write((db) => insertTenant(db, row));
  return scopeFor(office, row, { kind: 'command' });
}
