import { parseArgs } from 'node:util';
import { listArchive, stampArchive } from './archive/index.js';
import { Misuse, type Command } from './command.js';
import { readConfig } from './config.js';
import { inOffice } from './in-office.js';
import { sealAuthority } from './seal-authority.js';

export const archiveUsage = ['noken archive list --tenant SLUG', 'noken archive stamp --tenant SLUG'].join(
  '\n',
);

/**
 * Archive time-stamps of signed letters. `list`: a line for each letter, what is due first. `stamp`: does now what the
 * server does from time to time; both may run meanwhile.
 *
 * @returns 0, or 1 when a letter that was due got no time-stamp
 */
export const archiveCommand: Command = async ([verb = '', ...args], terminal) => {
  const { values } = parseArgs({ args: [...args], options: { tenant: { type: 'string' } } });
  if (!values.tenant || !['list', 'stamp'].includes(verb)) throw new Misuse(archiveUsage);
  return inOffice(values.tenant, terminal, async (scope, office) => {
    if (verb === 'list') {
      for (const row of await listArchive(scope)) {
        const until = row.ends_at === null ? [] : [`until ${row.ends_at}`];
        const problem = row.problem === null ? [] : [`${row.problem}, ${row.tries} tries`];
        terminal.out([row.letter_id, row.state, `next ${row.next_at}`, ...until, ...problem].join('\t'));
      }
      return 0;
    }
    const run = await stampArchive(scope, office, await sealAuthority(office, readConfig().timestamps));
    terminal.out(`queued ${run.queued}, stamped ${run.stamped}, failed ${run.failed}`);
    return run.failed === 0 ? 0 : 1;
  });
};
