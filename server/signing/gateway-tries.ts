import type { BsreFailure } from '../bsre/index.js';
import { writeDown } from '../ledger/index.js';
import { shortInstant } from '../platform/date-words.js';
import { Problem } from '../platform/problem.js';
import { work, type Office } from '../tenants/index.js';
import {
  findGatewayPerson,
  giveTriesBack,
  lockGatewayPerson,
  takeGatewayTry,
} from './gateway-people.table.js';
import { gatewayProblem } from './gateway-problem.js';
import type { SigningFacts } from './signing-facts.js';
import { mostTries } from './unlock-key.js';
import { whoHelps } from './who-helps.js';

/** After the fifth wrong passphrase in a row, and twice as long after each further one. Milliseconds. */
const firstLock = 15 * 60_000;
const longestLock = 24 * 60 * 60_000;

/**
 * Takes a try before the gateway sees a passphrase, committed apart. BSrE has a lock of its own that no document
 * describes, so ours comes first.
 *
 * @throws {Problem} `gateway-locked`
 */
export async function takeTryAtGateway({ scope, official, gatewayPerson }: SigningFacts): Promise<void> {
  const now = scope.now.toISOString();
  const taken = await work(scope, ({ db }) => takeGatewayTry(db, scope.tenantId, official.id, now));
  if (taken !== undefined) return;
  const until = shortInstant(gatewayPerson?.locked_until ?? now, scope.zone);
  throw new Problem('gateway-locked', { until, who: await whoHelps(scope) });
}

/**
 * Counts what the gateway said of the passphrase, and tells what a person reads.
 *
 * @param failure left out where it signed
 */
export async function answerTry(
  office: Office,
  { scope: before, official }: SigningFacts,
  failure: BsreFailure | undefined,
): Promise<Problem | undefined> {
  const scope = { ...before, now: office.now() };
  const who = await whoHelps(scope);
  if (failure?.code !== 'passphrase-wrong') {
    // What was refused for another reason says nothing about the passphrase.
    const which = failure ? 'one' : 'all';
    await work(scope, ({ db }) => giveTriesBack(db, scope.tenantId, official.id, which));
    return failure && gatewayProblem(failure, who);
  }
  return work(scope, async (work) => {
    const person = await findGatewayPerson(work.db, scope.tenantId, official.id);
    const tries = person?.tries ?? mostTries;
    const told = failure.said === undefined ? {} : { said: failure.said };
    if (tries < mostTries)
      return new Problem('passphrase-wrong', { left: mostTries - tries, ...told }, { cause: failure });
    const wait = Math.min(firstLock * 2 ** (tries - mostTries), longestLock);
    const until = new Date(scope.now.getTime() + wait).toISOString();
    await lockGatewayPerson(work.db, scope.tenantId, official.id, until);
    writeDown(work, scope, { kind: 'key.locked', subject: official.id, data: { provider: 'bsre', until } });
    return new Problem(
      'gateway-locked',
      { until: shortInstant(until, scope.zone), who, ...told },
      { cause: failure },
    );
  });
}
