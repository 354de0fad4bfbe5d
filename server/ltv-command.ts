import { parseArgs } from 'node:util';
import { Misuse, type Command, type Terminal } from './command.js';
import { longTermMeans, longTermOptions } from './long-term-options.js';
import {
  KeyRefusal,
  PdfRefusal,
  renewFile,
  SignFileRefusal,
  verifyInWorker,
  type RenewFileJob,
} from './pdf/index.js';

export const ltvUsage =
  'noken ltv renew FILE… --tsa URL [--trust FOLDER] [--evidence FOLDER] [--allow HOST]… [-o OUT]   (OUT: for one FILE)';

/**
 * `noken ltv renew`: adds fresh evidence and a fresh document time-stamp to archived files, each in its place and
 * whole or not at all. One line for each file.
 *
 * @returns 0 when all were renewed, 1 when any was refused: its line says why
 */
export const ltvCommand: Command = async ([act, ...args], terminal) => {
  if (act !== 'renew') throw new Misuse(ltvUsage);
  const { values, positionals: files } = parseArgs({
    args,
    options: { ...longTermOptions, output: { type: 'string', short: 'o' } },
    allowPositionals: true,
  });
  const { output } = values;
  const { timestamp, revocation, issuers } = await longTermMeans(values);
  if (files.length === 0 || !timestamp || (output !== undefined && files.length > 1))
    throw new Misuse(ltvUsage);
  let exit = 0;
  for (const file of files) {
    const isRenewed = await renew(terminal, {
      ...{ file, timestamp, issuers, now: new Date(), revocation: revocation ?? silent },
      ...(output !== undefined && { out: output }),
      judge: (source) => verifyInWorker(source, { trust: { anchors: issuers }, now: new Date() }),
    });
    if (!isRenewed) exit = 1;
  }
  return exit;
};

const silent: RenewFileJob['revocation'] = { evidence: () => Promise.resolve({ ocsps: [], crls: [] }) };

async function renew(terminal: Terminal, job: RenewFileJob): Promise<boolean> {
  try {
    const { certificates, ocsps, crls, missing } = await renewFile(job);
    const lacking =
      missing.length === 0 ? '' : `; nothing could be had about ${missing.map(printable).join(' | ')}`;
    terminal.out(
      `${job.file}: renewed (certificates ${certificates}, OCSP responses ${ocsps}, revocation lists ${crls}${lacking})`,
    );
    return true;
  } catch (error) {
    if (!(error instanceof SignFileRefusal || error instanceof PdfRefusal || error instanceof KeyRefusal))
      throw error;
    terminal.out(`${job.file}: not renewed: ${printable(error.message)}`);
    return false;
  }
}

/** A stranger's text must not steer the terminal. */
function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, '?');
}
