// `npm test` on a bare machine: installs what is missing, then verifies. Only Node may be imported here.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installPackages } from './install-packages.mjs';
import { requireNode } from './require-node.mjs';
import { runCommand } from './run-command.mjs';
import { installTools, missingTools } from './tools.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

requireNode();
// The browser comes from Debian while the packages come from the registry, but one after the other:
// on two cores the compiler and apt only slow each other down.
const stillMissing = await installTools(missingTools(), join(root, '.cache/logs/tools.log'));
if (!(await installPackages(root)) || stillMissing.length > 0) {
  console.log('0 passed, 1 failed');
  process.exit(1);
}
const verify = await runCommand(
  process.execPath,
  [join(root, 'scripts/verify.mjs'), ...process.argv.slice(2)],
  {
    cwd: root,
    seconds: 3600,
  },
);
process.exit(verify.code);
