import type { GivenFactor } from '../contract/passkeys.js';
import type { SecondFactorRow } from '../database/index.js';
import { writeDown } from '../ledger/index.js';
import { shortInstant } from '../platform/date-words.js';
import { Problem } from '../platform/problem.js';
import { openSecret, type SecretKeys } from '../platform/secret-keys.js';
import { look, tenantOf, work, type Office, type Scope } from '../tenants/index.js';
import { passkeysInForce } from './passkeys.table.js';
import { provePasskey } from './prove-passkey.js';
import {
  factorDemandedSince,
  factorsInForce,
  findFactor,
  hadFactor,
  takeFactorTry,
  takeStep,
} from './second-factors.table.js';
import type { SigningFacts } from './signing-facts.js';
import { readCode, stepOfCode } from './totp.js';
import { whoHelps } from './who-helps.js';

export type { GivenFactor } from '../contract/passkeys.js';

/** Tries that cost nothing but themselves. */
export const freeTries = 5;
/** Minutes that the door stays shut after the fifth wrong code in a row, the sixth, and so on; the last for all after. */
const waits = [5, 15, 60, 240, 1440] as const;

/** What stands between an official and signing as far as the second factor goes. */
export interface FactorStanding {
  /** One must be proved: the official has or had one, the tenant demands one, or it is official mode (PP 71/2019 Ps 61–64). */
  readonly demanded: boolean;
  readonly kinds: readonly SecondFactorRow['kind'][];
  readonly triesLeft: number;
  readonly problem?: Problem;
}

/** As a screen shows it before anything is asked. */
export async function factorStanding(scope: Scope, officialId: string): Promise<FactorStanding> {
  const tenant = await tenantOf(scope);
  const [factors, passkeys, since, had] = await look(scope, async (db) => [
    await factorsInForce(db, scope.tenantId, officialId),
    await passkeysInForce(db, scope.tenantId, officialId),
    await factorDemandedSince(db, scope.tenantId),
    await hadFactor(db, scope.tenantId, officialId),
  ]);
  // Whoever had one is asked for one after a reset, too: until the new phone shows its code, nobody signs.
  const demanded = had || since !== undefined || tenant.legal_mode === 'official';
  const [factor] = factors;
  // A passkey stands for the phone's code, never for the phone: what is enrolled first, and reset, is the phone.
  const passkey = factor !== undefined && passkeys.length > 0;
  const problem = !demanded || passkey ? undefined : await whatBars(scope, factor);
  return {
    demanded,
    kinds: [...factors.map(({ kind }) => kind), ...(passkey ? (['webauthn'] as const) : [])],
    triesLeft: Math.max(freeTries - (factor?.tries ?? 0), 0),
    ...(problem ? { problem } : {}),
  };
}

/**
 * Has the official of an intent prove a second factor, where one is demanded. Gives its kind.
 *
 * It comes before the passphrase: whoever stole one of the two cannot try it out, nor use up the tries of the other.
 *
 * @throws {Problem} `factor-missing`, `factor-needed`, `factor-wrong`, `factor-locked`, `passkey-over`, `passkey-wrong`,
 *   `passkey-copied`
 */
export async function demandSecondFactor(
  office: Pick<Office, 'keys' | 'publicUrl'>,
  { scope, intent }: Pick<SigningFacts, 'scope' | 'intent'>,
  given: GivenFactor | undefined,
): Promise<SecondFactorRow['kind'] | undefined> {
  const { demanded, kinds } = await factorStanding(scope, intent.official_id);
  if (!demanded) return undefined;
  if (given?.kind === 'webauthn' && kinds.includes('webauthn')) {
    await provePasskey(scope, office.publicUrl, intent, given.assertion);
    return given.kind;
  }
  return proveFactor(scope, office.keys, { officialId: intent.official_id, act: intent.id, given });
}

export interface Proof {
  readonly officialId: string;
  /** Intent, enrolment or request that the code is given for. A code is good for one act, and for that one again. */
  readonly act: string;
  readonly given: GivenFactor | undefined;
}

/**
 * Looks at what was given against the official's factor.
 *
 * A try is taken, and committed, before the code is looked at; the fifth wrong one in a row shuts the door for a while,
 * and each further one for longer. A code is taken by compare-and-set, so that two at once are one.
 *
 * @throws {Problem} `factor-missing`, `factor-needed`, `factor-wrong`, `factor-locked`
 */
export async function proveFactor(
  scope: Scope,
  keys: SecretKeys,
  { officialId, act, given }: Proof,
): Promise<SecondFactorRow['kind']> {
  const factors = await look(scope, (db) => factorsInForce(db, scope.tenantId, officialId));
  if (factors.length === 0) throw new Problem('factor-missing', { who: await whoHelps(scope) });
  const factor = factors.find(({ kind }) => kind === given?.kind);
  if (!factor || given?.kind !== 'totp') throw new Problem('factor-needed');
  await proveCode(scope, keys, factor, act, given.code);
  return factor.kind;
}

/** The same for one factor, confirmed or not. @throws {Problem} `factor-needed`, `factor-wrong`, `factor-locked` */
export async function proveCode(
  scope: Scope,
  keys: SecretKeys,
  factor: SecondFactorRow,
  act: string,
  typed: string,
): Promise<void> {
  const code = readCode(typed);
  if (code === undefined) throw new Problem('factor-needed');
  const now = scope.now.toISOString();
  const until = (attempt: number) => lockedUntil(scope.now, attempt);
  const attempt = await work(scope, ({ db }) => takeFactorTry(db, factor, now, until));
  if (attempt === undefined) throw await locked(scope, factor);
  const step = stepOfCode(secretOf(keys, factor), code, scope.now);
  const proved =
    step !== undefined &&
    (await work(scope, async (work) => {
      if (!(await takeStep(work.db, factor, step, act))) return false;
      writeDown(work, scope, { kind: 'factor.proved', subject: factor.official_id, data: { act } });
      return true;
    }));
  if (proved) return;
  if (attempt < freeTries) throw new Problem('factor-wrong', { left: freeTries - attempt });
  const fact = { kind: 'factor.locked', subject: factor.official_id, data: { tries: attempt } } as const;
  await work(scope, (work) => Promise.resolve(writeDown(work, scope, fact)));
  throw await locked(scope, factor);
}

/** Opens the secret of a factor; its row's own names are bound to it. */
export function secretOf(
  keys: SecretKeys,
  factor: Pick<SecondFactorRow, 'tenant_id' | 'id' | 'secret'>,
): Buffer {
  return openSecret(keys.keyFor(factor.tenant_id, 'second-factors'), factor.secret, `factor/${factor.id}`);
}

async function whatBars(scope: Scope, factor: SecondFactorRow | undefined): Promise<Problem | undefined> {
  if (!factor) return new Problem('factor-missing', { who: await whoHelps(scope) });
  return isShut(factor, scope.now) ? locked(scope, factor) : undefined;
}

function isShut({ locked_until: until }: SecondFactorRow, now: Date): boolean {
  return until !== null && until > now.toISOString();
}

/** As the row stands now: the one in hand may be from before the try. */
async function locked(scope: Scope, { id }: SecondFactorRow): Promise<Problem> {
  const row = await look(scope, (db) => findFactor(db, scope.tenantId, id));
  const until = shortInstant(row?.locked_until ?? scope.now.toISOString(), scope.zone);
  return new Problem('factor-locked', { until, who: await whoHelps(scope) });
}

function lockedUntil(now: Date, attempt: number): string | null {
  if (attempt < freeTries) return null;
  const minutes = waits[Math.min(attempt - freeTries, waits.length - 1)] ?? 1440;
  return new Date(now.getTime() + minutes * 60_000).toISOString();
}
