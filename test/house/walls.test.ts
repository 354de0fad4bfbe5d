import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { repositoryRoot } from '../support/repository-files.js';

interface Breach {
  readonly what: string;
  readonly path: string;
  readonly code: string;
  readonly rule: string;
}

const paths = 'import-x/no-restricted-paths';
const kept = 'house/kept-in-place';

/** One file each, that breaks one rule of the house. */
const breaches: readonly Breach[] = [
  {
    what: 'an element that reaches into the server',
    path: 'components/inbox/a.ts',
    code: `export type { room } from '../../server/letters/index.js';`,
    rule: paths,
  },
  {
    what: 'an element that takes more than types of the contract',
    path: 'components/inbox/b.ts',
    code: `export { room } from '../../server/contract/index.js';`,
    rule: kept,
  },
  {
    what: 'an element that fetches',
    path: 'components/inbox/c.ts',
    code: `export const x = () => fetch('/v1');`,
    rule: 'no-restricted-globals',
  },
  {
    what: 'an element that fetches by way of the window',
    path: 'components/inbox/d.ts',
    code: `export const x = () => window.fetch('/v1');`,
    rule: 'no-restricted-properties',
  },
  {
    what: 'an element that uses Array.from',
    path: 'components/inbox/e.ts',
    code: `export const x = Array.from('ab');`,
    rule: 'no-restricted-properties',
  },
  {
    what: 'an element that draws a PDF by itself',
    path: 'components/inbox/f.ts',
    code: `export * from 'pdfjs-dist';`,
    rule: kept,
  },
  {
    what: 'an element that stores on a portal’s origin',
    path: 'components/inbox/g.ts',
    code: `export const x = localStorage.length;`,
    rule: 'no-restricted-globals',
  },
  {
    what: 'an element that imports Node',
    path: 'components/inbox/h.ts',
    code: `export * from 'node:path';`,
    rule: kept,
  },
  {
    what: 'a room that looks up',
    path: 'server/letters/a.ts',
    code: `export { room } from '../signing/index.js';`,
    rule: paths,
  },
  {
    what: 'a room that looks up to the top',
    path: 'server/letters/b.ts',
    code: `export { room } from '../app.js';`,
    rule: paths,
  },
  {
    what: 'a feature entered through a window',
    path: 'server/signing/a.ts',
    code: `export { room } from '../letters/letters.table.js';`,
    rule: paths,
  },
  {
    what: 'a contract that knows a room',
    path: 'server/contract/a.ts',
    code: `export { room } from '../tenants/index.js';`,
    rule: paths,
  },
  {
    what: 'a contract that imports a package',
    path: 'server/contract/b.ts',
    code: `export { html } from 'lit';`,
    rule: kept,
  },
  {
    what: 'a PDF room that knows the platform',
    path: 'server/pdf/a.ts',
    code: `export { room } from '../platform/index.js';`,
    rule: paths,
  },
  {
    what: 'a server that knows an element',
    path: 'server/letters/c.ts',
    code: `export { room } from '../../components/index.js';`,
    rule: paths,
  },
  {
    what: 'a room that imports a test',
    path: 'server/letters/d.ts',
    code: `export { room } from '../../test/support/index.js';`,
    rule: paths,
  },
  {
    what: 'a use case that speaks HTTP',
    path: 'server/letters/e.ts',
    code: `export { Hono } from 'hono';`,
    rule: kept,
  },
  {
    what: 'a use case that builds a query',
    path: 'server/letters/f.ts',
    code: `export { sql } from 'kysely';`,
    rule: kept,
  },
  {
    what: 'a use case that opens a connection',
    path: 'server/letters/g.ts',
    code: `export * from 'better-sqlite3';`,
    rule: kept,
  },
  {
    what: 'pdf-lib outside of a maker',
    path: 'server/pdf/b.ts',
    code: `export { PDFDocument } from '@cantoo/pdf-lib';`,
    rule: kept,
  },
  {
    what: 'node-forge outside of its file',
    path: 'server/pdf/c.ts',
    code: `export { pki } from 'node-forge';`,
    rule: kept,
  },
  {
    what: 'passkeys judged outside of their file',
    path: 'server/signing/d.ts',
    code: `export { verifyAuthenticationResponse } from '@simplewebauthn/server';`,
    rule: kept,
  },
  {
    what: 'a room that reads the environment',
    path: 'server/letters/h.ts',
    code: `export const x = process.env.NOKEN_MASTER_KEY;`,
    rule: 'no-restricted-properties',
  },
  {
    what: 'a room that imports the environment',
    path: 'server/letters/i.ts',
    code: `export { env } from 'node:process';`,
    rule: 'no-restricted-imports',
  },
  {
    what: 'a room that looks at the clock',
    path: 'server/letters/j.ts',
    code: `export const x = () => new Date();`,
    rule: 'no-restricted-syntax',
  },
  {
    what: 'a room that counts by the clock',
    path: 'server/letters/k.ts',
    code: `export const x = () => Date.now();`,
    rule: 'no-restricted-syntax',
  },
  {
    what: 'a circle',
    path: 'server/letters/circle-a.ts',
    code: `export { b } from './circle-b.js'; export const a = 1;`,
    rule: 'import-x/no-cycle',
  },
  {
    what: 'a default export',
    path: 'server/letters/l.ts',
    code: `export default 1;`,
    rule: 'import-x/no-default-export',
  },
  {
    what: 'a wall of text',
    path: 'server/letters/m.ts',
    code: `export const x = 1;\n${'\n'.repeat(400)}`,
    rule: 'max-lines',
  },
  {
    what: 'any',
    path: 'server/letters/n.ts',
    code: `export const x = (y: any) => y as unknown;`,
    rule: '@typescript-eslint/no-explicit-any',
  },
  {
    what: 'a promise that nobody awaits',
    path: 'server/letters/o.ts',
    code: `export const x = (y: Promise<void>) => { y; };`,
    rule: '@typescript-eslint/no-floating-promises',
  },
  {
    what: 'an error that is told to be expected',
    path: 'server/letters/p.ts',
    code: `// @ts-expect-error because\nexport const x: number = '';`,
    rule: '@typescript-eslint/ban-ts-comment',
  },
  {
    what: 'a promise to do it later',
    path: 'server/letters/q.ts',
    code: `// TO${'DO'} later\nexport const x = 1;`,
    rule: 'no-warning-comments',
  },
  {
    what: 'a rule that is switched off',
    path: 'server/letters/r.ts',
    code: `// eslint-disable-next-line\nexport const x = Date.now();`,
    rule: 'no-restricted-syntax',
  },
  {
    what: 'a sample portal that knows a room',
    path: 'demo/portal/a.ts',
    code: `export { room } from '../../server/letters/index.js';`,
    rule: paths,
  },
  {
    what: 'a room that enters the gateway’s client through a window',
    path: 'server/signing/gateway.ts',
    code: `export { room } from '../bsre/ok.js';`,
    rule: paths,
  },
  {
    what: 'a simulated gateway that knows who asks it',
    path: 'demo/bsre-simulator/a.ts',
    code: `export { room } from '../../server/signing/index.js';`,
    rule: paths,
  },
  {
    what: 'a simulated gateway that enters PDF through a window',
    path: 'demo/bsre-simulator/b.ts',
    code: `export { room } from '../../server/pdf/a.js';`,
    rule: paths,
  },
];

/** What the same rules must let pass. */
const rightful: Readonly<Record<string, string>> = {
  'components/inbox/ok.ts': `export type { room } from '../../server/contract/index.js';`,
  'components/session/http-client.ts': `export const ask = () => fetch('/v1');`,
  'components/document-viewer/page-renderer.ts': `export * from 'pdfjs-dist';`,
  'server/signing/ok.ts': `export { room } from '../letters/index.js';`,
  'server/letters/letters.table.ts': `export { sql } from 'kysely';\nexport const room = 1;`,
  'server/letters/letters.routes.ts': `export { Hono } from 'hono';`,
  'server/letters/desk.middleware.ts': `export { Hono } from 'hono';\nexport const now = () => new Date();`,
  'server/tenants/doors.ts': `export { sql } from 'kysely';`,
  'server/pdf/sign/open-p12.ts': `export { pki } from 'node-forge';`,
  'server/signing/check-passkey.ts': `export { verifyAuthenticationResponse } from '@simplewebauthn/server';`,
  'server/pdf/sign/blank.pdf-maker.ts': `export { PDFDocument } from '@cantoo/pdf-lib';`,
  'server/bsre/ok.ts': `export { room } from '../pdf/index.js';`,
  'demo/bsre-simulator/ok.ts': `export { room } from '../../server/pdf/index.js';`,
  'server/config.ts': `export const key = process.env['NOKEN_MASTER_KEY'];`,
  'server/letters/time.ts': `export const at = (iso: string) => new Date(iso);`,
};

const rooms = [
  'contract',
  'pdf',
  'platform',
  'bsre',
  'database',
  'tenants',
  'people',
  'ledger',
  'portals',
  'numbering',
  'letters',
  'drafts',
  'dispositions',
  'dispatch',
  'signing',
  'sealing',
  'verification',
  'notifications',
  'archive',
  'monitoring',
];

describe('walls and floors', () => {
  // ESLint compares real paths, and a temporary folder may be a link.
  const house = realpathSync(mkdtempSync(join(tmpdir(), 'noken-walls-')));
  let found: ReadonlyMap<string, readonly string[]>;

  beforeAll(() => {
    for (const room of rooms) place(`server/${room}/index.ts`, 'export const room = 1;');
    place('server/app.ts', 'export const room = 1;');
    place('components/index.ts', 'export const room = 1;');
    place('test/support/index.ts', 'export const room = 1;');
    place('server/letters/circle-b.ts', `export { a } from './circle-a.js'; export const b = 1;`);
    for (const [path, code] of Object.entries(rightful)) place(path, code);
    for (const { path, code } of breaches) place(path, code);
    for (const config of ['tsconfig', 'tsconfig.server', 'tsconfig.components', 'tsconfig.tools']) {
      copyFileSync(join(repositoryRoot, `${config}.json`), join(house, `${config}.json`));
    }
    place('vite.config.ts', 'export const nothing = 1;');
    place('package.json', '{"type":"module"}');
    symlinkSync(join(repositoryRoot, 'node_modules'), join(house, 'node_modules'));
    found = lint();
  }, 120_000);
  afterAll(() => rmSync(house, { recursive: true }));

  it.each(breaches)('catch $what', ({ path, rule }) => {
    expect(found.get(path)).toContain(rule);
  });

  it.each(Object.keys(rightful))('let %s pass', (path) => {
    expect(found.get(path)).toEqual([]);
  });

  it('stand between any two rooms', () => {
    // Each floor but the highest is tried with the one above it, by the list that is written here.
    for (const [floor, room] of rooms.entries()) {
      const above = rooms[floor + 1];
      if (above) place(`server/${room}/up.ts`, `export { room } from '../${above}/index.js';`);
      const below = rooms[floor - 1];
      if (below && room !== 'contract' && room !== 'pdf') {
        place(`server/${room}/down.ts`, `export { room } from '../${below}/index.js';`);
      }
    }
    const again = lint();
    for (const [floor, room] of rooms.entries()) {
      if (rooms[floor + 1]) expect(again.get(`server/${room}/up.ts`), `${room} up`).toContain(paths);
      if (floor > 1) expect(again.get(`server/${room}/down.ts`), `${room} down`).toEqual([]);
    }
  }, 120_000);

  function place(path: string, text: string): void {
    mkdirSync(dirname(join(house, path)), { recursive: true });
    writeFileSync(join(house, path), `${text}\n`);
  }

  /** Rules that were broken, by file. */
  function lint(): ReadonlyMap<string, readonly string[]> {
    const ran = spawnSync(
      process.execPath,
      [
        join(repositoryRoot, 'node_modules/eslint/bin/eslint.js'),
        ...[
          '--config',
          join(repositoryRoot, 'eslint.config.js'),
          '--format',
          'json',
          'components',
          'server',
          'demo',
        ],
      ],
      { cwd: house, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
    );
    // 2 is ESLint's own failure; then there is no report to read.
    expect(ran.status, ran.stderr).toBe(1);
    const report = JSON.parse(ran.stdout) as {
      filePath: string;
      messages: { ruleId: string | null; message: string }[];
    }[];
    return new Map(
      report.map(({ filePath, messages }) => [
        filePath.slice(house.length + 1),
        messages.map(({ ruleId, message }) => ruleId ?? message),
      ]),
    );
  }
});
