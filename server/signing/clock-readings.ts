import type { Office } from '../tenants/index.js';

/**
 * Whose clock was read. `authority`: a time-stamp authority outside that the operator trusts. `stamp`: the time-stamp in
 * the last signature that came from a gateway. `gateway`: the gateway's own clock, which has been seen minutes off.
 */
export type ClockSource = 'authority' | 'stamp' | 'gateway';

/** One look at a clock that is not this machine's. */
export interface ClockReading {
  /** By this machine's clock, in milliseconds. */
  readonly at: number;
  /**
   * By how many milliseconds this machine's clock is surely ahead of the other; below 0, behind. What the question took
   * to be answered, and seconds that the other leaves out, are counted in our favour.
   */
  readonly ahead: number;
}

/** Milliseconds for which a reading says something about now. */
const lifeOf: Readonly<Record<ClockSource, number>> = {
  authority: 2 * 3_600_000,
  stamp: 24 * 3_600_000,
  gateway: 15 * 60_000,
};

// Of this process alone: another one may run on a machine with another clock.
const readings = new WeakMap<Office['store'], Map<string, ClockReading>>();

/** What was on the other clock while this one went from `before` to `after`. */
export interface ClockLook {
  readonly theirs: Date;
  readonly before: Date;
  readonly after: Date;
}

/** Keeps what another clock said. @param tenantId Left out for a clock that is the same for all. */
export function noteClock(
  store: Office['store'],
  source: ClockSource,
  { theirs, before, after }: ClockLook,
  tenantId = '',
): ClockReading {
  // Both write whole seconds, and leave off what is beyond.
  const least = before.getTime() - (theirs.getTime() + 999);
  const most = after.getTime() - theirs.getTime();
  const reading = { at: after.getTime(), ahead: least > 0 ? least : most < 0 ? most : 0 };
  const known = readings.get(store) ?? new Map<string, ClockReading>();
  readings.set(store, known);
  known.set(`${source} ${tenantId}`, reading);
  return reading;
}

/** The last look at a clock; undefined where it is too long ago, or this machine's clock was set back since. */
export function clockReading(
  store: Office['store'],
  source: ClockSource,
  now: Date,
  tenantId = '',
): ClockReading | undefined {
  const reading = readings.get(store)?.get(`${source} ${tenantId}`);
  if (!reading) return undefined;
  const age = now.getTime() - reading.at;
  return age >= 0 && age <= lifeOf[source] ? reading : undefined;
}
