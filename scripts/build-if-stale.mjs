import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { duration, runCommand } from './run-command.mjs';

const sources = [
  'components',
  'server',
  'demo',
  'package.json',
  'pnpm-lock.yaml',
  'vite.config.ts',
  'tsconfig.json',
  'tsconfig.npm.json',
  'scripts/build.mjs',
  'scripts/kit-manifest.mjs',
  'scripts/late-files.mjs',
];

/** Builds unless what is in `dist` was built from these very sources. True when `dist` is whole. */
export async function buildIfStale(root) {
  const wanted = hashOf(root);
  const stamp = join(root, 'dist/.built-from');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return true;
  console.log('Building server, kit and frame …');
  const build = await runCommand(process.execPath, [join(root, 'scripts/build.mjs')], {
    cwd: root,
    env: { ...process.env, NO_COLOR: '1' },
    seconds: 300,
    log: join(root, '.cache/logs/build.log'),
  });
  if (build.code !== 0) {
    console.log(build.output);
    console.log(`The build failed${build.timedOut ? ': it took too long' : ''}.`);
    return false;
  }
  writeFileSync(stamp, wanted);
  console.log(`Built in ${duration(build.seconds)}.`);
  return true;
}

/** Content, not times: a fresh clone gives every file the time of the clone. */
function hashOf(root) {
  const hash = createHash('sha256');
  for (const source of sources) {
    for (const path of filesUnder(root, source))
      hash.update(`${path}\0`).update(readFileSync(join(root, path)));
  }
  return hash.digest('hex');
}

function filesUnder(root, path) {
  const full = join(root, path);
  if (!existsSync(full)) return [];
  if (!statSync(full).isDirectory()) return [path];
  return readdirSync(full)
    .sort()
    .flatMap((name) => filesUnder(root, `${path}/${name}`));
}
