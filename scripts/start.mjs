// `npm start` on a bare machine: nothing but Node may be imported here, since nothing is installed yet.
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildIfStale } from './build-if-stale.mjs';
import { installPackages } from './install-packages.mjs';
import { requireNode } from './require-node.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

requireNode();
if (!(await installPackages(root)) || !(await buildIfStale(root))) process.exit(1);

const server = spawn(process.execPath, [join(root, 'dist/server/cli.js'), 'demo', ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
  // In a group of its own, the server hears Ctrl-C once, from us, and not also from terminal and npm.
  detached: true,
});
let stopping = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    // The server closes its database by itself; we pass on that it should, and wait.
    if (!stopping) server.kill(signal);
    stopping = true;
  });
}
server.on('exit', (code) => process.exit(code ?? (stopping ? 0 : 1)));
