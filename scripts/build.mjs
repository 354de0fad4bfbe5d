import { existsSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, loadConfigFromFile } from 'vite';
import { writeKitManifest } from './kit-manifest.mjs';
import { runCommand } from './run-command.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const wanted = process.argv.slice(2);
const all = ['server', 'kit', 'viewer', 'frame', 'npm'];

process.chdir(root);
for (const mode of wanted.length > 0 ? wanted : all) {
  if (mode === 'npm') await buildNpm();
  else await buildMode(mode);
}
if (existsSync('dist/kit/noken.js')) writeKitManifest(root);

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
  const compile = await runCommand(
    process.execPath,
    ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.npm.json'],
    {
      seconds: 120,
    },
  );
  if (compile.code !== 0) process.exit(compile.code);
  // Of the contract only types are for browsers; its schemas stay with the server.
  for (const path of readdirSync('dist/npm/server', { recursive: true })) {
    if (path.endsWith('.js')) rmSync(join('dist/npm/server', path));
  }
  console.log('npm: dist/npm');
}
