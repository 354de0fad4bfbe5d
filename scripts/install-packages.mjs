import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { duration, runCommand } from './run-command.mjs';
import { installTools, missingCompilers } from './tools.mjs';

/** Installs the packages of the lock, unless node_modules already holds exactly those. True when all is there. */
export async function installPackages(root) {
  if (areInstalled(root)) return true;
  console.log('Installing packages (a minute; up to four where the database driver must be compiled) …');
  let install = await runPnpm(root);
  const compilers = missingCompilers();
  if (install.code !== 0 && compilers.length > 0) {
    console.log('That failed, and what compiles the database driver is missing.');
    if ((await installTools(compilers, logOf(root, 'compilers'))).length > 0) return false;
    install = await runPnpm(root);
  }
  if (install.code !== 0) {
    console.log(install.output);
    console.log(`The packages could not be installed${install.timedOut ? ' in time' : ''}.`);
    return false;
  }
  writeFileSync(stampOf(root), lockHash(root));
  console.log(`Packages installed in ${duration(install.seconds)}.`);
  return true;
}

function runPnpm(root) {
  const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return runCommand('npx', ['-y', packageManager, 'install', '--frozen-lockfile'], {
    cwd: root,
    // CI=true keeps pnpm from asking whether it may replace node_modules.
    env: { ...process.env, CI: 'true', PUPPETEER_SKIP_DOWNLOAD: '1' },
    seconds: 900,
    log: logOf(root, 'install'),
  });
}

function areInstalled(root) {
  const modules = join(root, 'node_modules/.modules.yaml');
  if (!existsSync(modules)) return false;
  if (existsSync(stampOf(root))) return readFileSync(stampOf(root), 'utf8') === lockHash(root);
  // Somebody ran pnpm by hand: its own record is newer than the lock that it followed.
  return statSync(modules).mtimeMs >= statSync(join(root, 'pnpm-lock.yaml')).mtimeMs;
}

const stampOf = (root) => join(root, 'node_modules/.noken-lock');
const logOf = (root, name) => join(root, '.cache/logs', `${name}.log`);
const lockHash = (root) =>
  createHash('sha256')
    .update(readFileSync(join(root, 'pnpm-lock.yaml')))
    .digest('hex');
