import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { Misuse, type Command, type Terminal } from './command.js';
import { inOffice } from './in-office.js';
import { addPortalKey, disablePortalKey } from './portals/index.js';
import type { Scope } from './tenants/index.js';

export const portalUsage = [
  'noken portal key add --tenant SLUG --portal ID --public-key BASE64URL',
  'noken portal key add --tenant SLUG --portal ID --secret-file F',
  'noken portal key off --tenant SLUG KEY',
].join('\n');

/** Keys of portals: at most two are active, and one that is turned off is turned off at once. */
export const portalCommand: Command = async (args, terminal) => {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: {
      tenant: { type: 'string' },
      portal: { type: 'string' },
      'public-key': { type: 'string' },
      'secret-file': { type: 'string' },
    },
    allowPositionals: true,
  });
  const [noun, verb, keyId] = positionals;
  if (noun !== 'key' || !values.tenant) throw new Misuse(portalUsage);
  if (verb !== 'add' && verb !== 'off') throw new Misuse(portalUsage);
  return inOffice(values.tenant, terminal, async (scope, office) => {
    if (verb === 'off') return turnOff(scope, keyId, terminal);
    const { portal, 'public-key': publicKey, 'secret-file': secretFile } = values;
    if (!portal || (publicKey === undefined) === (secretFile === undefined)) throw new Misuse(portalUsage);
    const { keyId: made } =
      publicKey === undefined
        ? await addPortalKey(scope, office.keys, portal, 'HS256', await secretFrom(secretFile ?? ''))
        : await addPortalKey(scope, office.keys, portal, 'EdDSA', Buffer.from(publicKey, 'base64url'));
    terminal.out(made);
    return 0;
  });
};

async function turnOff(scope: Scope, keyId: string | undefined, terminal: Terminal): Promise<number> {
  if (!keyId) throw new Misuse(portalUsage);
  const facts = await disablePortalKey(scope, keyId);
  terminal.out(`${keyId} is off. Through its portal in the last 30 days: ${facts.length} facts.`);
  for (const { at, kind, subject } of facts) terminal.out(`${at} ${kind} ${subject}`);
  return 0;
}

async function secretFrom(path: string): Promise<Buffer> {
  return Buffer.from((await readFile(path, 'utf8')).trim(), 'base64url');
}
