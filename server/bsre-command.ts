import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { BsreFailure, calibrateGateway } from './bsre/index.js';
import { isArgumentError, Misuse, type Command, type Terminal } from './command.js';
import type { OfficialRow } from './database/index.js';
import { inOffice } from './in-office.js';
import { nikOf, officialById, officialsNamed } from './people/index.js';
import { boxPicture, registerNik } from './signing/index.js';
import { tenantOf, type Office, type Scope, type TenantGateway } from './tenants/index.js';

export const bsreUsage = [
  'noken bsre person --tenant SLUG OFFICIAL --nik-file F',
  'noken bsre status --tenant SLUG OFFICIAL',
  'noken bsre calibrate --tenant SLUG OFFICIAL --passphrase-file F',
].join('\n');

interface Order {
  readonly scope: Scope;
  readonly office: Office;
  readonly terminal: Terminal;
  readonly official: OfficialRow;
  /** Of the file that the verb needs, without a line break at its end. */
  readonly secret: Buffer;
}

const verbs: Readonly<
  Record<string, { readonly file?: 'nik-file' | 'passphrase-file'; act: (order: Order) => Promise<number> }>
> = {
  person: { file: 'nik-file', act: register },
  status: { act: tellStatus },
  calibrate: { file: 'passphrase-file', act: calibrate },
};

/**
 * What an operator does once for a tenant whose officials sign at BSrE's gateway: makes people known there by their
 * NIK, asks how their certificates stand, and finds out how the gateway counts on a page.
 *
 * @returns 0, or 1 when it was refused: why is on standard error
 */
export const bsreCommand: Command = async ([name = '', ...args], terminal) => {
  const verb = Object.hasOwn(verbs, name) ? verbs[name] : undefined;
  if (!verb) throw new Misuse(bsreUsage);
  const { values, positionals } = parsed(args);
  const about = positionals.join(' ');
  const files = (['nik-file', 'passphrase-file'] as const).filter((file) => values[file] !== undefined);
  const isWhole = files.length === (verb.file ? 1 : 0) && files[0] === verb.file;
  if (!values.tenant || about === '' || !isWhole) throw new Misuse(bsreUsage);
  const secret = verb.file ? await secretOf(values[verb.file] ?? '') : Buffer.alloc(0);
  try {
    return await inOffice(values.tenant, terminal, async (scope, office) => {
      const official = await officialOf(scope, about, terminal);
      return official ? verb.act({ scope, office, terminal, official, secret }) : 1;
    });
  } finally {
    secret.fill(0);
  }
};

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        tenant: { type: 'string' },
        'nik-file': { type: 'string' },
        'passphrase-file': { type: 'string' },
      },
      allowPositionals: true,
    });
  } catch (error) {
    if (!isArgumentError(error)) throw error;
    throw new Misuse(`${error.message}\n${bsreUsage}`, { cause: error });
  }
}

/** From a file, since what stands in a command line is seen by everybody on the machine. */
async function secretOf(path: string): Promise<Buffer> {
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw new Misuse(`${path} cannot be read.`, { cause });
  });
  const end = bytes.at(-1) === 10 ? (bytes.at(-2) === 13 ? -2 : -1) : bytes.length;
  return bytes.subarray(0, end);
}

async function officialOf(scope: Scope, about: string, terminal: Terminal): Promise<OfficialRow | undefined> {
  const byId = await officialById(scope, about);
  const found = byId ? [byId] : await officialsNamed(scope, about);
  if (found.length === 1) return found[0];
  terminal.err(
    found.length === 0
      ? `There is no official ${about}.`
      : `${String(found.length)} officials are called ${about}; name one by its id: ${found.map(({ id }) => id).join(', ')}`,
  );
  return undefined;
}

async function register({ scope, office, official, secret, terminal }: Order): Promise<number> {
  await registerNik(scope, office.keys, official.id, secret.toString());
  terminal.out(`${official.name} signs at BSrE’s gateway from now on.`);
  return 0;
}

async function tellStatus({ scope, office, official, terminal }: Order): Promise<number> {
  return atGateway(scope, office, terminal, official, async ({ gateway }, nik) => {
    const { state, said, maySign } = await gateway.status({ nik });
    terminal.out(`${official.name}: ${state}${said === undefined ? '' : ` (${said})`}`);
    return maySign ? 0 : 1;
  });
}

async function calibrate({ scope, office, official, secret, terminal }: Order): Promise<number> {
  return atGateway(scope, office, terminal, official, async (settings, nik) => {
    const { image } = await boxPicture(
      { capacity: ['KALIBRASI'], name: official.name, trial: true },
      office.now(),
    );
    const signer = { identity: { nik }, authorisation: { passphrase: secret }, image };
    const { originCorner, pageSpace, signatures } = await calibrateGateway(settings.gateway, signer);
    terminal.out(`${String(signatures)} test pages were signed.`);
    if (!originCorner) {
      terminal.err('The box came out at neither place; nothing is known of how this gateway counts.');
      return 1;
    }
    terminal.out(JSON.stringify({ originCorner, ...(pageSpace && { pageSpace }) }));
    const isSame = originCorner === settings.originCorner && pageSpace === settings.pageSpace;
    terminal.out(
      isSame
        ? 'The settings say the same.'
        : 'Write this into the tenant’s "bsre" in the file of NOKEN_SIGNING.',
    );
    return isSame ? 0 : 1;
  });
}

async function atGateway(
  scope: Scope,
  { keys, gateways }: Office,
  terminal: Terminal,
  official: OfficialRow,
  ask: (gateway: TenantGateway, nik: string) => Promise<number>,
): Promise<number> {
  const { slug } = await tenantOf(scope);
  const gateway = gateways?.get(slug);
  const nik = nikOf(scope, keys, official);
  if (!gateway) terminal.err(`NOKEN_SIGNING names no gateway for ${slug}.`);
  else if (nik === undefined) terminal.err(`The NIK of ${official.name} is not known: noken bsre person`);
  else {
    try {
      return await ask(gateway, nik);
    } catch (error) {
      if (!(error instanceof BsreFailure)) throw error;
      terminal.err(`${error.code}${error.said === undefined ? '' : `: ${error.said}`}`);
    }
  }
  return 1;
}
