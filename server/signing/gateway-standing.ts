import { BsreFailure } from '../bsre/index.js';
import { nikOf } from '../people/index.js';
import { shortInstant } from '../platform/date-words.js';
import { Problem } from '../platform/problem.js';
import { look, work, type Office } from '../tenants/index.js';
import { noteClock } from './clock-readings.js';
import { findGatewayPerson, keepStanding } from './gateway-people.table.js';
import { gatewayProblem } from './gateway-problem.js';
import type { SigningFacts } from './signing-facts.js';
import { whoHelps } from './who-helps.js';

/** Somebody was right a minute ago; each look of the frame need not ask the gateway anew. Milliseconds. */
const freshFor = 60_000;

/**
 * Has the gateway say whether this person may sign, before any passphrase is asked for. Facts of whoever signs
 * with a key of ours come back as they are.
 */
export async function askStanding(office: Office, facts: SigningFacts): Promise<SigningFacts> {
  const { scope, means, official, gatewayPerson: known } = facts;
  if (means.provider !== 'bsre') return facts;
  const nik = nikOf(scope, office.keys, official);
  if (nik === undefined) return facts;
  if (known?.state === 'ISSUE' && Date.parse(known.state_at) > office.now().getTime() - freshFor)
    return facts;
  try {
    const before = office.now();
    const { state, said, clock } = await means.gateway.status({ nik });
    if (clock !== undefined) {
      const look = { theirs: new Date(clock), before, after: office.now() };
      noteClock(office.store, 'gateway', look, scope.tenantId);
    }
    const row = {
      tenant_id: scope.tenantId,
      official_id: official.id,
      state,
      state_at: office.now().toISOString(),
      said: said ?? null,
    };
    await work(scope, ({ db }) => keepStanding(db, row));
    const gatewayPerson = await look(scope, (db) => findGatewayPerson(db, scope.tenantId, official.id));
    return { ...facts, gatewayPerson };
  } catch (error) {
    if (!(error instanceof BsreFailure)) throw error;
    office.log.failure('gateway-standing', error, { official: official.id });
    return { ...facts, gatewayProblem: gatewayProblem(error, await whoHelps(scope)) };
  }
}

/** What stands against the signer at the gateway, as far as it was asked. */
export async function checkStanding(facts: SigningFacts): Promise<Problem | undefined> {
  const { scope, official, gatewayPerson: person } = facts;
  const who = await whoHelps(scope);
  if (official.nik_sealed === null) return new Problem('nik-missing', { who });
  if (facts.gatewayProblem) return facts.gatewayProblem;
  if (!person) return new Problem('gateway-unreachable');
  if (person.locked_until !== null && person.locked_until > scope.now.toISOString())
    return new Problem('gateway-locked', { until: shortInstant(person.locked_until, scope.zone), who });
  const said = person.said ?? person.state;
  if (person.state === 'ISSUE') return undefined;
  if (person.state === 'NOT_REGISTERED') return new Problem('gateway-person-unregistered', { who, said });
  return new Problem('gateway-certificate-state', { state: person.state, who, said });
}
