// Does what a stranger does: clones, starts, looks, stops, tests. In a new folder, with an empty store.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { duration, runCommand } from './run-command.mjs';

const origin = join(dirname(fileURLToPath(import.meta.url)), '..');
// The home and the temporary folder of the new clone lie beside it, so that whatever is written can be told apart.
const place = mkdtempSync(join(tmpdir(), 'noken-fresh-'));
const clone = join(place, 'noken');
const home = join(place, 'home');
const temporary = join(place, 'temporary');
for (const folder of [home, temporary]) mkdirSync(folder);

const ports = [
  process.env.NOKEN_PORT ?? (await freePort()),
  process.env.NOKEN_PORTAL_PORT ?? (await freePort()),
  process.env.NOKEN_BSRE_SIMULATOR_PORT ?? (await freePort()),
];
const env = {
  ...withoutOurs(process.env),
  HOME: home,
  TMPDIR: temporary,
  npm_config_cache: join(home, '.npm'),
  npm_config_store_dir: join(home, '.pnpm-store'),
  npm_config_update_notifier: 'false',
  NOKEN_PORT: String(ports[0]),
  NOKEN_PORTAL_PORT: String(ports[1]),
  NOKEN_BSRE_SIMULATOR_PORT: String(ports[2]),
};
const ownSettings = process.env.NPM_CONFIG_USERCONFIG ?? join(homedir(), '.npmrc');
// How this machine reaches a registry is a fact of the machine, not of the clone.
if (existsSync(ownSettings)) env.NPM_CONFIG_USERCONFIG = ownSettings;

const failures = [];
const check = (right, sentence) => {
  console.log(`${right ? 'ok  ' : 'NOT '} ${sentence}`);
  if (!right) failures.push(sentence);
};

try {
  execFileSync('git', ['clone', '--quiet', '--no-hardlinks', origin, clone], { stdio: 'inherit' });
  console.log(`Cloned HEAD into ${clone}; home and store are empty.`);
  await startAndLook();
  await test();
  checkWrites();
} catch (error) {
  check(false, error.stack ?? String(error));
}
if (failures.length === 0) rmSync(place, { recursive: true, force: true });
else console.log(`The clone is kept in ${place}.`);
console.log(failures.length === 0 ? 'A fresh clone works.' : `${failures.length} of these did not hold.`);
process.exit(failures.length === 0 ? 0 : 1);

async function startAndLook() {
  const began = performance.now();
  const started = spawn('npm', ['start'], {
    cwd: clone,
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
    detached: true,
  });
  const ended = new Promise((resolve) => started.on('exit', resolve));
  let running = true;
  void ended.then(() => (running = false));
  const [noken, portal] = [`http://localhost:${ports[0]}`, `http://127.0.0.1:${ports[1]}`];
  const deadline = began + 900_000;
  let up = false;
  while (!up && running && performance.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 500));
    up = (await statusOf(`${portal}/`)) !== undefined && (await statusOf(`${noken}/verify`)) !== undefined;
  }
  check(up, `npm start answers after ${duration((performance.now() - began) / 1000)}`);
  if (up) {
    check((await statusOf(`${noken}/verify`)) === 200, `${noken}/verify is a page`);
    check((await statusOf(`${portal}/masuk`)) === 200, `${portal}/masuk is a page`);
    check((await statusOf(`${noken}/v1/letters`)) >= 400, 'without a token nothing is given');
    await checkKit(noken);
  }
  if (running) process.kill(-started.pid, 'SIGTERM');
  const late = setTimeout(() => running && process.kill(-started.pid, 'SIGKILL'), 20_000);
  const code = await ended;
  clearTimeout(late);
  check(code === 0 || code === 143 || code === 130 || code === null, `it stops when it is told to (${code})`);
  check((await statusOf(`${noken}/verify`)) === undefined, 'nothing is left running');
}

/** The kit's own list says where it is served and what must be there. */
async function checkKit(noken) {
  const kit = JSON.parse(readFileSync(join(clone, 'dist/kit/kit.json'), 'utf8'));
  check((await statusOf(`${noken}${kit.path}noken.js`)) === 200, `${kit.path}noken.js is served`);
}

async function test() {
  const ran = await runCommand('npm', ['test', '--silent'], {
    cwd: clone,
    env: { ...env, CI: 'true' },
    seconds: 2400,
    log: join(place, 'npm-test.log'),
  });
  const last = ran.output.trimEnd().split('\n').at(-1) ?? '';
  if (ran.code !== 0) console.log(ran.output);
  check(/^\d+ passed, 0 failed$/.test(last), `npm test ends with: ${last} (${duration(ran.seconds)})`);
}

function checkWrites() {
  const changes = execFileSync('git', ['status', '--porcelain'], { cwd: clone, encoding: 'utf8' });
  check(changes === '', `git sees no change in the clone ${changes.trim()}`);
  // Caches of npm, pnpm, node-gyp and the browser are theirs; a file of ours here would be one that we lost.
  const allowed = new Set([
    '.npm',
    '.pnpm-store',
    '.cache',
    '.config',
    '.local',
    '.pki',
    '.node-gyp',
    '.npmrc',
  ]);
  const strange = readdirSync(home).filter((name) => !allowed.has(name));
  check(strange.length === 0, `nothing is left at home but caches ${strange.join(' ')}`);
  const left = readdirSync(temporary).filter((name) => name.startsWith('noken'));
  check(left.length === 0, `nothing of ours is left in the temporary folder ${left.join(' ')}`);
}

/** The status of an answer, or undefined where nobody answers. */
async function statusOf(url) {
  try {
    const answer = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(5000) });
    await answer.arrayBuffer();
    return answer.status;
  } catch {
    return undefined;
  }
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** What npm tells its scripts about this clone would mislead the other. */
function withoutOurs(variables) {
  return Object.fromEntries(
    Object.entries(variables).filter(
      ([name]) => !/^(?:npm_|INIT_CWD$|NODE_ENV$|NOKEN_(?!PDF_CORPUS))/.test(name),
    ),
  );
}
