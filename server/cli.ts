#!/usr/bin/env node
import { archiveCommand, archiveUsage } from './archive-command.js';
import { bsreCommand, bsreUsage } from './bsre-command.js';
import { caCommand, caUsage } from './ca-command.js';
import { isArgumentError, Misuse, type Command, type Terminal } from './command.js';
import { ConfigRefusal } from './config.js';
import { demoCommand } from './demo-command.js';
import { ledgerCommand, ledgerUsage } from './ledger-command.js';
import { ltvCommand, ltvUsage } from './ltv-command.js';
import { peopleCommand, peopleUsage } from './people-command.js';
import { portalCommand, portalUsage } from './portal-command.js';
import { repairCommand, repairUsage } from './repair-command.js';
import { sealCommand, sealUsage } from './seal-command.js';
import { serveCommand } from './serve-command.js';
import { signCommand, signUsage } from './sign-command.js';
import { tenantCommand, tenantUsage } from './tenant-command.js';
import { verifyCommand, verifyUsage } from './verify-command.js';

const commands: Readonly<Record<string, { readonly run: Command; readonly usage: string }>> = {
  demo: { run: demoCommand, usage: 'noken demo' },
  serve: { run: serveCommand, usage: 'noken serve' },
  verify: { run: verifyCommand, usage: verifyUsage },
  sign: { run: signCommand, usage: signUsage },
  repair: { run: repairCommand, usage: repairUsage },
  ltv: { run: ltvCommand, usage: ltvUsage },
  ledger: { run: ledgerCommand, usage: ledgerUsage },
  archive: { run: archiveCommand, usage: archiveUsage },
  tenant: { run: tenantCommand, usage: tenantUsage },
  portal: { run: portalCommand, usage: portalUsage },
  ca: { run: caCommand, usage: caUsage },
  people: { run: peopleCommand, usage: peopleUsage },
  seal: { run: sealCommand, usage: sealUsage },
  bsre: { run: bsreCommand, usage: bsreUsage },
};

const terminal: Terminal = {
  out: (line) => void process.stdout.write(`${line}\n`),
  err: (line) => void process.stderr.write(`${line}\n`),
};

/** @returns the exit code: 0 done, 1 found wanting or refused, 2 misuse */
async function main([name = '', ...args]: readonly string[]): Promise<number> {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) {
    for (const { usage } of Object.values(commands)) terminal.err(usage);
    return 2;
  }
  try {
    return await command.run(args, terminal);
  } catch (error) {
    if (error instanceof Misuse || error instanceof ConfigRefusal) terminal.err(error.message);
    else if (isArgumentError(error)) terminal.err(`${error.message}\n${command.usage}`);
    else throw error;
    return 2;
  }
}

process.exitCode = await main(process.argv.slice(2));
