import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { defineConfig, type BuildEnvironmentOptions, type Plugin, type UserConfig } from 'vite';
import { lateFiles } from './scripts/late-files.mjs';

const root = import.meta.dirname;

/** Design §2: the oldest browsers that the kit works in. Below them a page shows a sentence and a link. */
const browsers = ['chrome111', 'firefox115', 'safari16.4'];

/** Entries by the name of the file that each becomes. Files of `server/` that run as workers answer jobs. */
export function entriesOf(mode: string): Record<string, string> {
  switch (mode) {
    case 'server':
      return {
        ...byName(under('server').filter((path) => path === 'server/cli.ts' || isWorker(path))),
        // The command line finds the demo beside itself, and says so where it was left out. The sample portal and the
        // stand-in of the signing gateway are processes of their own, on other origins.
        ...present({
          'demo-main': 'demo/demo-main.ts',
          'portal-main': 'demo/portal/portal-main.ts',
          'simulator-main': 'demo/bsre-simulator/simulator-main.ts',
        }),
      };
    case 'kit':
      return present({ noken: 'components/define.ts' });
    case 'frame':
      return byName(under('components/sign-frame').filter((path) => path.endsWith('-page.ts')));
    default:
      throw new Error(`No build is called ${mode}.`);
  }
}

/** Vite wraps each `import()` in a kilobyte that preloads style sheets. There are none. */
const noPreload: Plugin = {
  name: 'no-preload',
  enforce: 'pre',
  load(id) {
    return id.endsWith('vite/preload-helper.js') ? 'export const __vitePreload = (load) => load();' : null;
  },
};

/** A minifier drops the notices that MIT, BSD and Apache ask to be kept, so they go along in a file of their own. */
function notices(name: string): Plugin {
  return {
    name: 'notices',
    generateBundle(_, bundle) {
      const chunks = Object.values(bundle).filter((part) => part.type === 'chunk');
      const folders = new Set(
        chunks.flatMap((chunk) => chunk.moduleIds).flatMap((id) => packageFolder(id) ?? []),
      );
      const texts = [...folders].sort().map((folder) => {
        const { name, version, license } = JSON.parse(
          readFileSync(join(folder, 'package.json'), 'utf8'),
        ) as PackageFacts;
        const file = readdirSync(folder).find((path) => /^licen[cs]e/i.test(path));
        const text = file ? readFileSync(join(folder, file), 'utf8').trim() : '';
        return `${name} ${version} (${license})\n\n${text}\n`;
      });
      this.emitFile({
        type: 'asset',
        fileName: `${name}.notices.txt`,
        source: texts.join(`\n${'-'.repeat(72)}\n\n`),
      });
    },
  };
}

interface PackageFacts {
  readonly name: string;
  readonly version: string;
  readonly license: string;
}

function packageFolder(id: string): string | undefined {
  return /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(id.replace(/^\0/, ''))?.[0];
}

const builds: Record<string, () => UserConfig> = {
  server: () => ({
    build: {
      ssr: true,
      target: 'node20',
      outDir: 'dist/server',
      minify: false,
      sourcemap: true,
      rolldownOptions: {
        input: entriesOf('server'),
        // Flat, so that `new URL('./x-worker.js', import.meta.url)` is right from every chunk.
        output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  }),
  kit: () => ({
    plugins: [noPreload, lateFiles('noken.js'), notices('noken')],
    build: browserBuild('dist/kit', entriesOf('kit'), {
      // What the page's own script reaches stays in it; what only an `import()` reaches becomes a late file.
      codeSplitting: {
        groups: [{ name: 'noken', test: /\/components\/(?:define\.ts$|internal\/)|\/node_modules\/@?lit\b/ }],
      },
      chunkFileNames: ({ name }: { readonly name: string }) =>
        name === 'page-renderer' ? 'viewer.js' : `${name}.js`,
    }),
  }),
  frame: () => ({
    plugins: [noPreload, notices('frame')],
    // Late files keep their names, so that each has its limit; `no-cache` and an ETag keep them fresh.
    build: browserBuild('dist/frame', entriesOf('frame'), {
      // What the screens share has a name that the page knows, and asks for at once (`sign-frame-page.ts`).
      codeSplitting: { groups: [{ name: 'frame-ground', minShareCount: 2 }] },
      chunkFileNames: '[name].js',
    }),
  }),
};

export default defineConfig(({ mode, command }) => {
  const shared: UserConfig = {
    root,
    publicDir: false,
    appType: 'custom',
    logLevel: 'warn',
    // As tsconfig.json says; without it decorators stay in the output and no browser parses them.
    oxc: {
      decorator: { legacy: true },
      assumptions: { setPublicClassFields: true },
      typescript: { removeClassFieldsWithoutInitializer: true },
    },
  };
  if (command !== 'build') return shared;
  const build = builds[mode];
  if (build === undefined) throw new Error(`vite build needs --mode ${Object.keys(builds).join(', ')}.`);
  return { ...shared, ...build() };
});

/** Not Vite's library mode: it leaves the white space of ES output in place. */
function browserBuild(
  outDir: string,
  input: Record<string, string>,
  output: object,
): BuildEnvironmentOptions {
  return {
    target: browsers,
    outDir,
    minify: true,
    sourcemap: false,
    modulePreload: false,
    assetsInlineLimit: 0,
    // An integrator reads one size, that of the whole file, in the log of `scripts/kit-manifest.mjs`.
    reportCompressedSize: false,
    rolldownOptions: {
      input,
      preserveEntrySignatures: 'allow-extension',
      output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js', ...output },
    },
  };
}

function under(folder: string): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map(
    (path) => `${folder}/${path}`,
  );
}

function isWorker(path: string): boolean {
  return path.endsWith('.ts') && /^answerJobs\(/m.test(readFileSync(join(root, path), 'utf8'));
}

function byName(paths: string[]): Record<string, string> {
  return Object.fromEntries(paths.map((path) => [basename(path, '.ts'), join(root, path)]));
}

function present(entries: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(entries)
      .filter(([, path]) => existsSync(join(root, path)))
      .map(([name, path]) => [name, join(root, path)]),
  );
}
