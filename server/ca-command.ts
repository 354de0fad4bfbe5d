import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { isArgumentError, Misuse, type Command, type Terminal } from './command.js';
import type { OfficialRow } from './database/index.js';
import { inOffice } from './in-office.js';
import { isRevocationReason, revocationReasons, toPem } from './pdf/index.js';
import { officialById, officialsNamed } from './people/index.js';
import { localDate } from './platform/local-date.js';
import {
  inviteOfficial,
  renewCertificate,
  revokeCertificate,
  tenantAuthority,
  watchCertificates,
  type Invitation,
  type Renewal,
} from './signing/index.js';
import type { Office, Scope } from './tenants/index.js';

const reasons = Object.keys(revocationReasons).join(' | ');

export const caUsage = [
  'noken ca list --tenant SLUG',
  'noken ca enrol --tenant SLUG OFFICIAL',
  'noken ca renew --tenant SLUG OFFICIAL',
  `noken ca revoke --tenant SLUG SERIAL --reason ${reasons}`,
  'noken ca export --tenant SLUG [-o FILE]',
].join('\n');

interface Order {
  readonly scope: Scope;
  readonly office: Office;
  readonly terminal: Terminal;
  /** What stands behind the verb: an official's id or name, or a serial number. */
  readonly about: string;
  readonly reason?: string | undefined;
  readonly output?: string | undefined;
}

const verbs: Readonly<Record<string, (order: Order) => Promise<number>>> = {
  list,
  enrol,
  renew,
  revoke,
  export: exportRoot,
};
const aboutNobody = new Set(['list', 'export']);

/**
 * The local authority of a tenant on trial: its certificates, links by which officials make their keys, renewal,
 * revocation, and its root for whoever is to trust it. Needs the settings of `noken serve`, which may run meanwhile.
 *
 * @returns 0, or 1 when it was refused: why is on standard error
 */
export const caCommand: Command = async ([verb = '', ...args], terminal) => {
  const act = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined;
  if (!act) throw new Misuse(caUsage);
  const { values, positionals } = parsed(args);
  const about = positionals.join(' ');
  if (!values.tenant || (about === '') !== aboutNobody.has(verb)) throw new Misuse(caUsage);
  if ((verb === 'revoke') !== (values.reason !== undefined)) throw new Misuse(caUsage);
  if (values.output !== undefined && verb !== 'export') throw new Misuse(caUsage);
  const { reason, output } = values;
  return inOffice(values.tenant, terminal, (scope, office) =>
    act({ scope, office, terminal, about, reason, output }),
  );
};

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        tenant: { type: 'string' },
        reason: { type: 'string' },
        output: { type: 'string', short: 'o' },
      },
      allowPositionals: true,
    });
  } catch (error) {
    if (!isArgumentError(error)) throw error;
    throw new Misuse(`${error.message}\n${caUsage}`, { cause: error });
  }
}

/** A line for each certificate: serial number, state, until when, whose. */
async function list({ scope, terminal }: Order): Promise<number> {
  for (const { row, state, ending } of await watchCertificates(scope)) {
    const until = localDate(new Date(row.not_after), scope.zone);
    const more = [
      ...(ending ? [`${ending.days} days left`] : []),
      ...(row.reason === null ? [] : [row.reason]),
      ...(row.replaced_by === null ? [] : [`replaced by ${row.replaced_by}`]),
    ];
    terminal.out([row.serial, state, until, row.role, row.subject, ...more].join('\t'));
  }
  return 0;
}

async function enrol({ scope, office, terminal, about }: Order): Promise<number> {
  const official = await officialFor(scope, about);
  tellLink(terminal, official, await inviteOfficial(scope, official.id, office.publicUrl));
  return 0;
}

const whyNewKey: Readonly<Record<Extract<Renewal, { is: 'invited' }>['why'], string>> = {
  'no-key': 'has no key yet',
  locked: 'has a key that is locked',
  expired: 'has a certificate that has expired',
  revoked: 'has a certificate that was revoked',
  'key-old': 'has a key that has been certified for as long as a key is',
};

async function renew({ scope, office, terminal, about }: Order): Promise<number> {
  const official = await officialFor(scope, about);
  const renewal = await renewCertificate(scope, office, official.id);
  if (renewal.is === 'certified') {
    const { serialHex, notAfter } = renewal.certificate;
    terminal.out(serialHex);
    const until = localDate(notAfter, scope.zone);
    terminal.err(`${official.name}: the same key, with the same passphrase, is certified until ${until}.`);
  } else {
    terminal.err(`${official.name} ${whyNewKey[renewal.why]}, and makes a new one.`);
    tellLink(terminal, official, renewal.invitation);
  }
  return 0;
}

async function revoke({ scope, terminal, about, reason = '' }: Order): Promise<number> {
  if (!isRevocationReason(reason)) throw new Misuse(`A reason is one of ${reasons}.`);
  const { serial, subject } = await revokeCertificate(scope, about, reason);
  terminal.out(serial);
  terminal.err(`Revoked for good: ${subject}. Nothing can be signed with it any more.`);
  return 0;
}

async function exportRoot({ scope, office, terminal, output }: Order): Promise<number> {
  const { root } = await tenantAuthority(scope, office);
  if (output === undefined) terminal.out(toPem(root).trimEnd());
  else {
    try {
      await writeFile(output, toPem(root), { flag: 'wx' });
    } catch (cause) {
      throw new Misuse(`${output} is there already or cannot be written.`, { cause });
    }
    terminal.out(output);
  }
  terminal.err(`${root.subjectName}: a trial, without legal force. Trust it for trials only.`);
  return 0;
}

/** The link goes to standard output alone, so that it can be handed on without being read. */
function tellLink(terminal: Terminal, { name }: OfficialRow, { url, expiresAt }: Invitation): void {
  terminal.out(url);
  terminal.err(`For ${name} alone; opens once, until ${expiresAt}. Earlier links no longer work.`);
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
