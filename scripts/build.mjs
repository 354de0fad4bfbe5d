import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { build, loadConfigFromFile } from 'vite';
import { writeKitManifest } from './kit-manifest.mjs';
import { runCommand } from './run-command.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const wanted = process.argv.slice(2);
const all = ['server', 'kit', 'frame', 'npm'];

process.chdir(root);
try {
  for (const mode of wanted.length > 0 ? wanted : all) {
    if (mode === 'npm') await buildNpm();
    else await buildMode(mode);
  }
  if (existsSync('dist/kit/noken.js')) writeKitManifest(root);
} catch (error) {
  // The message shows the line of the source; the stack would show only the bundler's own.
  console.error(stripVTControlCharacters(error.message));
  process.exit(1);
}

async function buildMode(mode) {
  const { config } = await loadConfigFromFile({ command: 'build', mode }, join(root, 'vite.config.ts'));
  if (Object.keys(config.build.rolldownOptions.input).length === 0) {
    console.log(`${mode}: has no entry, so nothing is built`);
    return;
  }
  await build({ ...config, configFile: false, mode });
  console.log(`${mode}: ${config.build.outDir}`);
}

/**
 * One ES file per source file, with its types, by the compiler itself: Lit stays outside, and whoever embeds
 * one element bundles that one.
 */
async function buildNpm() {
  if (!existsSync('components/index.ts')) {
    console.log('npm: has no entry, so nothing is built');
    return;
  }
  rmSync('dist/npm', { recursive: true, force: true });
  await must(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.npm.json']);
  // Of the contract only types are for browsers; its schemas stay with the server.
  for (const path of readdirSync('dist/npm/server', { recursive: true })) {
    if (path.endsWith('.js')) rmSync(join('dist/npm/server', path));
  }
  await must('node_modules/.bin/cem', [
    'analyze',
    '--config',
    'custom-elements-manifest.config.js',
    '--quiet',
  ]);
  checkExports();
  console.log('npm: dist/npm');
}

async function must(program, args) {
  const { code } = await runCommand(program, args, { cwd: root, seconds: 120 });
  if (code !== 0) process.exit(code);
}

/** Every door that package.json promises leads to a file that was just made. */
function checkExports() {
  const { exports } = JSON.parse(readFileSync('package.json', 'utf8'));
  const elements = readdirSync('dist/npm/components').filter((name) =>
    existsSync(`dist/npm/components/${name}/${name}.js`),
  );
  const targets = Object.values(exports)
    .flatMap((target) => (typeof target === 'string' ? [target] : Object.values(target)))
    .flatMap((target) =>
      target.includes('*') ? elements.map((name) => target.replaceAll('*', name)) : [target],
    );
  const missing = targets.filter((target) => !existsSync(target));
  if (missing.length === 0) return;
  console.error(`package.json exports what was not built: ${missing.join(', ')}`);
  process.exit(1);
}
