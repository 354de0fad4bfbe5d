import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import { importX } from 'eslint-plugin-import-x';
import { configs as lit } from 'eslint-plugin-lit';
import { configs as wc } from 'eslint-plugin-wc';
import tseslint from 'typescript-eslint';
import house from './scripts/lint-rules.mjs';

/** The floors of the server, ground first. A room may use what stands before it, never what stands after. */
const floors = [
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
  'batches',
  'sealing',
  'verification',
  'notifications',
  'archive',
  'monitoring',
];

const neverUp = floors.map((room, floor) => ({
  target: `./server/${room}`,
  from: [
    ...floors.slice(floor + 1).map((above) => `./server/${above}`),
    ...['app', 'main', 'cli', 'config'].map((top) => `./server/${top}.ts`),
  ],
  message: `${room} stands below this.`,
}));

/** A feature is entered by its front door. The ground rooms before it have several, by the nature of ground. */
const features = floors.slice(floors.indexOf('tenants'));
const frontDoors = features.map((room) => ({
  target: floors.filter((other) => other !== room).map((other) => `./server/${other}`),
  from: `./server/${room}`,
  except: ['./index.ts'],
  message: `Enter ${room} by its index.`,
}));

const walls = [
  {
    target: floors.filter((other) => other !== 'bsre').map((other) => `./server/${other}`),
    from: './server/bsre',
    except: ['./index.ts'],
    message: 'Enter bsre by its index.',
  },
  {
    target: './demo/bsre-simulator',
    from: './server',
    except: ['./pdf/index.ts'],
    message: 'The simulator speaks for the other side: it shares no line of the protocol with our client.',
  },
  {
    target: './components',
    from: './server',
    except: ['./contract'],
    message: 'Components see the contract and nothing else of the server.',
  },
  { target: './server', from: './components', message: 'The server does not know who shows its data.' },
  {
    target: [
      './components',
      ...floors.map((room) => `./server/${room}`),
      './server/app.ts',
      './server/main.ts',
    ],
    from: ['./test', './stories', './demo', './bench'],
    message: 'What ships does not import what does not.',
  },
  {
    target: './server/pdf',
    from: './server',
    except: ['./pdf'],
    message: 'PDF knows bytes and certificates, nothing of letters.',
  },
  {
    target: './server/contract',
    from: './server',
    except: ['./contract'],
    message: 'The contract imports nothing.',
  },
  {
    target: ['./stories', './demo/portal'],
    from: './server',
    except: ['./contract'],
    message: 'Stories and the sample portal see what an integrator sees.',
  },
];

/** Packages with one keeper each. Paths are regular expressions from the root. */
const keepers = [
  {
    modules: '(^|/)server/',
    within: '^components/',
    types: true,
    why: 'components import only types of the contract.',
  },
  { modules: '^node:', within: '^(components|stories)/', why: 'a page has no Node.' },
  {
    modules: '^[^.]',
    within: '^server/contract/',
    free: '^valibot$',
    why: 'the contract imports valibot and nothing else.',
  },
  {
    modules: '^(hono|hono-openapi|@hono/.*)(/|$)',
    within: '^server/',
    only: '(\\.routes|\\.middleware)\\.ts$|^server/(app|main)\\.ts$',
    why: 'only routes and middleware speak HTTP.',
  },
  {
    modules: '^(kysely|better-sqlite3|pg)(/|$)',
    within: '^server/',
    only: '\\.table\\.ts$|^server/(ledger|database)/|^server/tenants/doors[^/]*\\.ts$',
    why: 'queries stand in tables, and only the doors hold a connection.',
  },
  {
    modules: '^(@cantoo/)?pdf-lib$',
    only: '\\.pdf-maker\\.ts$|^server/pdf/typeset/|^(demo|test|bench|stories)/',
    why: 'pdf-lib only makes unsigned PDFs; it would rewrite a signed one.',
  },
  {
    modules: '^node-forge$',
    only: '^server/pdf/sign/open-p12\\.ts$|^(demo|test|bench)/',
    why: 'node-forge only opens .p12 files.',
  },
  {
    modules: '^@simplewebauthn/',
    only: '^server/signing/check-passkey\\.ts$',
    why: 'What a passkey signed is judged in one place.',
  },
  {
    modules: '^pkcs11js$',
    only: '^server/pdf/sign/pkcs11-api\\.ts$',
    why: 'pkcs11js is optional, and one file says so where it is missing.',
  },
  {
    modules: '^pdfjs-dist(/|$)',
    only: '^components/document-viewer/page-renderer\\.ts$|^server/pdf/anchors/read-anchors\\.ts$|^(test|bench)/',
    why: 'pdf.js is fetched when a letter is opened, through page-renderer.ts; on the server it runs in a worker alone.',
  },
];

const noSilentClock = [
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'The time comes with the scope, so that a test can choose it.',
  },
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'The time comes with the scope, so that a test can choose it.',
  },
];

export default tseslint.config(
  {
    ignores: [
      'dist',
      'node_modules',
      'data',
      '.cache',
      'storybook-static',
      'screenshots',
      'demo/portal/public/vendor',
      'plugins',
    ],
  },
  { linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' } },
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        project: ['./tsconfig.server.json', './tsconfig.components.json', './tsconfig.tools.json'],
        tsconfigRootDir: process.cwd(),
      },
    },
  },
  {
    plugins: { 'import-x': importX, house },
    settings: {
      // Without these a circle of TypeScript files is not looked into.
      'import-x/extensions': ['.ts', '.mts', '.js', '.mjs'],
      'import-x/resolver-next': [createTypeScriptImportResolver({ project: './tsconfig.json' })],
    },
    rules: {
      'import-x/no-cycle': 'error',
      'import-x/no-restricted-paths': ['error', { zones: [...walls, ...neverUp, ...frontDoors] }],
      'import-x/no-default-export': 'error',
      'house/kept-in-place': ['error', keepers],
      'max-lines': ['error', { max: 400, skipBlankLines: false, skipComments: false }],
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx'], location: 'anywhere' }],
      '@typescript-eslint/ban-ts-comment': ['error', { 'ts-expect-error': true }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
    },
  },
  { files: ['components/**/*.ts'], ...lit['flat/recommended'] },
  {
    files: ['components/**/*.ts'],
    ...wc['flat/best-practice'],
    settings: { wc: { elementBaseClasses: ['LitElement', 'NokenElement', 'OfficeElement'] } },
  },
  {
    files: ['components/**/*.ts'],
    rules: {
      // LitElement has every callback, and the compiler knows it.
      'wc/guard-super-call': 'off',
      // Lit binds `@click=${this.sign}` itself.
      '@typescript-eslint/unbound-method': 'off',
      'no-restricted-properties': [
        'error',
        { object: 'Array', property: 'from', message: 'prototype.js replaces it; spread instead.' },
        { object: 'window', property: 'fetch', message: 'Ask this.client.' },
        { object: 'globalThis', property: 'fetch', message: 'Ask this.client.' },
      ],
    },
  },
  {
    files: ['components/**/*.ts'],
    ignores: ['components/session/http-client.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        { name: 'fetch', message: 'Ask this.client.' },
        { name: 'XMLHttpRequest', message: 'Ask this.client.' },
        { name: 'localStorage', message: 'Nothing is stored on a portal’s origin.' },
        { name: 'sessionStorage', message: 'Nothing is stored on a portal’s origin.' },
      ],
    },
  },
  {
    files: ['server/**/*.ts'],
    ignores: ['server/main.ts', 'server/config.ts', 'server/cli.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'The environment is read once, in config.ts.' },
      ],
      'no-restricted-imports': [
        'error',
        {
          paths: [
            {
              name: 'node:process',
              importNames: ['env'],
              message: 'The environment is read once, in config.ts.',
            },
          ],
        },
      ],
    },
  },
  {
    files: floors.filter((room) => room !== 'platform').map((room) => `server/${room}/**/*.ts`),
    ignores: ['server/**/*.middleware.ts'],
    rules: { 'no-restricted-syntax': ['error', ...noSilentClock] },
  },
  {
    files: ['test/**/*.ts', 'stories/**/*.ts', 'bench/**/*.ts'],
    rules: {
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      // `expect(element).to.be.accessible()` and its kind end in a property.
      '@typescript-eslint/no-unused-expressions': 'off',
    },
  },
  // Storybook and the tools read a default export, by their own rules.
  {
    files: ['stories/**/*.ts', '.storybook/**/*.ts', '*.config.js', '*.config.ts', 'scripts/lint-rules.mjs'],
    rules: { 'import-x/no-default-export': 'off' },
  },
  {
    files: ['**/*.js', '**/*.mjs', '**/*.d.mts'],
    ...tseslint.configs.disableTypeChecked,
  },
  // A plain script of a page or of a bare Node has no compiler that would know these names.
  {
    files: ['demo/**/*.js'],
    rules: { '@typescript-eslint/no-unused-vars': ['error', { caughtErrors: 'none' }] },
  },
);
