import { isArgumentError, Misuse, type Command } from './command.js';
import { ledgerSealCommand, ledgerSealUsage } from './ledger-seal-command.js';
import { ledgerVerifyCommand, ledgerVerifyUsage } from './ledger-verify-command.js';

export const ledgerUsage = [ledgerVerifyUsage, ledgerSealUsage].join('\n');

const verbs: Readonly<Record<string, Command>> = { verify: ledgerVerifyCommand, seal: ledgerSealCommand };

/** The ledger: whether it is whole, and a seal over its head. */
export const ledgerCommand: Command = async ([verb = '', ...args], terminal) => {
  const command = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined;
  if (!command) throw new Misuse(ledgerUsage);
  try {
    return await command(args, terminal);
  } catch (error) {
    if (!isArgumentError(error)) throw error;
    throw new Misuse(`${error.message}\n${ledgerUsage}`, { cause: error });
  }
};
