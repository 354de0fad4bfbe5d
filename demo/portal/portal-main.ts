import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { portalServer } from './portal-server.js';
import type { PortalSettings } from './portal-settings.js';

const path = process.env.PORTAL_SETTINGS;
if (path === undefined) throw new Error('PORTAL_SETTINGS is missing: it names the file with the settings.');
const settings = JSON.parse(readFileSync(path, 'utf8')) as PortalSettings;
const server = portalServer(settings, publicFolder());
server.listen(Number(process.env.PORTAL_PORT ?? 8788), '127.0.0.1', () => process.send?.('listening'));
// Whoever started us is gone.
process.on('disconnect', () => process.exit());
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit());

/** Its stylesheet and script, from wherever this program was built to. */
function publicFolder(): string {
  for (let folder = import.meta.dirname; ; folder = dirname(folder)) {
    const found = join(folder, 'demo/portal/public');
    if (existsSync(found)) return found;
    if (folder === dirname(folder)) throw new Error('The public folder of the portal is not there.');
  }
}
