import { parseArgs } from 'node:util';
import { isArgumentError, Misuse, type Command, type Terminal } from './command.js';
import type { OfficialRow } from './database/index.js';
import { inOffice } from './in-office.js';
import { officialById, officialsNamed } from './people/index.js';
import {
  askReset,
  confirmReset,
  demandFactors,
  forgetDevices,
  inviteOfficial,
  type Invitation,
} from './signing/index.js';
import { work, type Office, type Scope } from './tenants/index.js';

export const peopleUsage = [
  'noken people factors --tenant SLUG on | off',
  'noken people phone --tenant SLUG OFFICIAL',
  'noken people passkey --tenant SLUG OFFICIAL',
  'noken people forget-devices --tenant SLUG OFFICIAL',
  'noken people reset --tenant SLUG OFFICIAL --what factor | passphrase | lock --reason TEXT --by OFFICIAL --code CODE',
  'noken people confirm --tenant SLUG REQUEST --by OFFICIAL --code CODE',
].join('\n');

interface Order {
  readonly scope: Scope;
  readonly office: Office;
  readonly terminal: Terminal;
  /** What stands behind the verb. */
  readonly about: string;
  readonly given: Readonly<Partial<Record<'what' | 'reason' | 'by' | 'code', string>>>;
}

const verbs: Readonly<Record<string, (order: Order) => Promise<number>>> = {
  factors,
  phone,
  passkey,
  'forget-devices': forget,
  reset,
  confirm,
};

/**
 * What officials prove themselves with: whether a tenant demands a second factor, links to enrol one, and resets, which one
 * person asks for and another confirms, each by a code of their own phone.
 *
 * @returns 0, or 1 when it was refused: why is on standard error
 */
export const peopleCommand: Command = async ([verb = '', ...args], terminal) => {
  const act = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined;
  if (!act) throw new Misuse(peopleUsage);
  const { tenant, about, given } = parsed(args);
  if (!tenant || about === '') throw new Misuse(peopleUsage);
  return inOffice(tenant, terminal, (scope, office) => act({ scope, office, terminal, about, given }));
};

function parsed(args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: {
        tenant: { type: 'string' },
        what: { type: 'string' },
        reason: { type: 'string' },
        by: { type: 'string' },
        code: { type: 'string' },
      },
      allowPositionals: true,
    });
    const { tenant, ...given } = values;
    return { tenant, given, about: positionals.join(' ') };
  } catch (error) {
    if (!isArgumentError(error)) throw error;
    throw new Misuse(`${error.message}\n${peopleUsage}`, { cause: error });
  }
}

async function factors({ scope, terminal, about }: Order): Promise<number> {
  if (about !== 'on' && about !== 'off') throw new Misuse(peopleUsage);
  const changed = await demandFactors(scope, about === 'on');
  const now =
    about === 'on' ? 'Every signer proves a second factor' : 'Who enrolled a second factor proves it';
  terminal.out(`${now}${changed ? '' : ', as before'}.`);
  return 0;
}

/** A first phone: who has one proves it instead, or has it reset by two people. */
async function phone({ scope, office, terminal, about }: Order): Promise<number> {
  const official = await officialFor(scope, about);
  tellLink(terminal, official, await inviteOfficial(scope, official.id, office.publicUrl, 'factor'));
  return 0;
}

/** A fingerprint or screen lock beside the phone, whose code the link asks for. */
async function passkey({ scope, office, terminal, about }: Order): Promise<number> {
  const official = await officialFor(scope, about);
  tellLink(terminal, official, await inviteOfficial(scope, official.id, office.publicUrl, 'passkey'));
  return 0;
}

async function forget({ scope, terminal, about }: Order): Promise<number> {
  const { id, name } = await officialFor(scope, about);
  const count = await work(scope, (work) => forgetDevices(work, scope, id));
  terminal.out(`${name}: ${String(count)} devices forgotten.`);
  return 0;
}

async function reset({ scope, office, terminal, about, given }: Order): Promise<number> {
  const { what, reason } = given;
  if ((what !== 'factor' && what !== 'passphrase' && what !== 'lock') || !reason)
    throw new Misuse(peopleUsage);
  const by = await provedBy(scope, given);
  const official = await officialFor(scope, about);
  terminal.out(await askReset(scope, office, { officialId: official.id, what, reason }, by));
  terminal.err(
    `${official.name}: nothing is changed until somebody else confirms this request within a day.`,
  );
  return 0;
}

async function confirm({ scope, office, terminal, about, given }: Order): Promise<number> {
  const done = await confirmReset(scope, office, about, await provedBy(scope, given));
  terminal.err('Done; both who asked and who confirmed stand in the ledger.');
  if (!done) return 0;
  terminal.out(done.url);
  terminal.err(`For the official alone; until ${done.expiresAt}. Earlier links no longer work.`);
  return 0;
}

async function provedBy(scope: Scope, { by, code }: Order['given']) {
  if (!by || !code) throw new Misuse(peopleUsage);
  return { officialId: (await officialFor(scope, by)).id, code };
}

/** The link goes to standard output alone, so that it can be handed on without being read. */
function tellLink(terminal: Terminal, { name }: OfficialRow, { url, expiresAt }: Invitation): void {
  terminal.out(url);
  terminal.err(`For ${name} alone; until ${expiresAt}. Earlier links no longer work.`);
}

/** @throws {Misuse} where nobody is meant, or more than one */
async function officialFor(scope: Scope, about: string): Promise<OfficialRow> {
  const byId = await officialById(scope, about);
  if (byId) return byId;
  const [found, ...others] = await officialsNamed(scope, about);
  if (!found) throw new Misuse(`There is no official ${about}.`);
  if (others.length === 0) return found;
  throw new Misuse(`Name one by id: ${[found, ...others].map(({ id }) => id).join(', ')}.`);
}
