import { parseArgs } from 'node:util';
import { isArgumentError, Misuse, type Command, type Terminal } from './command.js';
import type { SealKeyRow } from './database/index.js';
import { inOffice } from './in-office.js';
import { readKeyFile, readPassphrase } from './key-files.js';
import { readCertificates, type Certificate } from './pdf/index.js';
import { localDate } from './platform/local-date.js';
import {
  importSealKey,
  listSealKeys,
  registerSealToken,
  retireSealKey,
  timeSeals,
  type SealMoment,
} from './sealing/index.js';
import type { Office, Scope } from './tenants/index.js';

export const sealUsage = [
  'noken seal import --tenant SLUG --p12 KEY.p12 --passphrase-file F   (F "-": standard input)',
  'noken seal token --tenant SLUG [--module LIBRARY] --token LABEL --key LABEL|id:HEX [--certificates FILE.pem]',
  'noken seal list --tenant SLUG',
  'noken seal retire --tenant SLUG SERIAL',
  'noken seal when --tenant SLUG never | after-last-signature | by-act',
].join('\n');

interface Order {
  readonly scope: Scope;
  readonly office: Office;
  readonly terminal: Terminal;
  readonly given: Given;
}

type Given = Readonly<
  Partial<Record<'p12' | 'passphrase-file' | 'module' | 'token' | 'key' | 'certificates' | 'about', string>>
>;

interface Verb {
  /** All of these. */
  readonly takes: readonly (keyof Given)[];
  /** Any of these. */
  readonly may?: readonly (keyof Given)[];
  readonly act: (order: Order) => Promise<number>;
}

const verbs: Readonly<Record<string, Verb>> = {
  import: { takes: ['p12', 'passphrase-file'], act: importKey },
  token: { takes: ['token', 'key'], may: ['module', 'certificates'], act: registerToken },
  list: { takes: [], act: list },
  retire: { takes: ['about'], act: retire },
  when: { takes: ['about'], act: when },
};

/**
 * The seal of an institution: its key taken in, listed, taken out of force, and when it is put on a letter. Needs the settings of `noken serve`, which
 * may run meanwhile.
 *
 * @returns 0, or 1 when it was refused: why is on standard error
 */
export const sealCommand: Command = async ([verb = '', ...args], terminal) => {
  const known = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined;
  if (!known) throw new Misuse(sealUsage);
  const { tenant, ...given } = parsed(args);
  const { takes, may = [] } = known;
  const names = Object.keys(given) as (keyof Given)[];
  const right =
    takes.every((name) => names.includes(name)) && names.every((name) => [...takes, ...may].includes(name));
  if (!tenant || !right) throw new Misuse(sealUsage);
  return inOffice(tenant, terminal, (scope, office) => known.act({ scope, office, terminal, given }));
};

function parsed(args: readonly string[]): Given & { readonly tenant?: string } {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: {
        tenant: { type: 'string' },
        p12: { type: 'string' },
        'passphrase-file': { type: 'string' },
        module: { type: 'string' },
        token: { type: 'string' },
        key: { type: 'string' },
        certificates: { type: 'string' },
      },
      allowPositionals: true,
    });
    return { ...values, ...(positionals.length > 0 && { about: positionals.join(' ') }) };
  } catch (error) {
    if (!isArgumentError(error)) throw error;
    throw new Misuse(`${error.message}\n${sealUsage}`, { cause: error });
  }
}

async function importKey({ scope, office, terminal, given }: Order): Promise<number> {
  const p12 = await readKeyFile(given.p12 ?? '');
  const passphrase = await readPassphrase(given['passphrase-file'] ?? '');
  told(terminal, scope, await importSealKey(office, scope, { p12, passphrase }));
  terminal.err('The key is kept under this server’s master key; the file is not needed here any more.');
  return 0;
}

async function registerToken({ scope, office, terminal, given }: Order): Promise<number> {
  const { module, token = '', key = '', certificates } = given;
  const row = await registerSealToken(office, scope, {
    ...{ module, token, key },
    ...(certificates !== undefined && { certificates: await certificatesFrom(certificates) }),
  });
  told(terminal, scope, row);
  terminal.err('The key stays in its token, which must be there whenever a letter is sealed.');
  return 0;
}

async function certificatesFrom(path: string): Promise<Certificate[]> {
  const text = (await readKeyFile(path)).toString('latin1');
  try {
    return readCertificates(text);
  } catch (cause) {
    throw new Misuse(`${path} is no list of certificates in PEM.`, { cause });
  }
}

/** A line for each key: serial number, state, where it is, until when, whose. */
async function list({ scope, terminal }: Order): Promise<number> {
  for (const row of await listSealKeys(scope)) {
    const until = localDate(new Date(row.not_after), scope.zone);
    terminal.out([row.serial, row.state, row.place, until, row.subject].join('\t'));
  }
  return 0;
}

async function retire({ scope, terminal, given }: Order): Promise<number> {
  const { serial, subject } = await retireSealKey(scope, given.about ?? '');
  terminal.out(serial);
  terminal.err(`Out of force: ${subject}. Nothing can be sealed with it any more.`);
  return 0;
}

const moments: readonly SealMoment[] = ['never', 'after-last-signature', 'by-act'];

async function when({ scope, terminal, given }: Order): Promise<number> {
  const moment = moments.find((each) => each === given.about);
  if (!moment) throw new Misuse(`It is one of ${moments.join(', ')}.`);
  await timeSeals(scope, moment);
  terminal.out(moment);
  return 0;
}

function told(terminal: Terminal, { zone }: Scope, { serial, subject, not_after }: SealKeyRow): void {
  terminal.out(serial);
  terminal.err(`Seals from now on: ${subject}, until ${localDate(new Date(not_after), zone)}.`);
}
