import type { Language } from '../contract/problems.js';
import { Problem } from '../platform/problem.js';
import { clockReading, type ClockReading, type ClockSource } from './clock-readings.js';
import { clockWords } from './clock-words.js';
import { notMet, type Check } from './preflight-check.js';
import type { SigningFacts } from './signing-facts.js';
import { whoHelps } from './who-helps.js';

/** Milliseconds by which clocks may differ before it is told. */
export const warnedFrom = 2 * 60_000;
/** A clock so far off would judge certificates, appointments and one-time codes by a wrong time. */
const refusedFrom = 10 * 60_000;

/**
 * This server's clock beside a time-stamp's. Nothing is asked: what counts is the last look at each clock. Where there
 * was none, or only our own authority makes the time, which has the same clock, nothing is said.
 *
 * A gateway's own clock is no proof that ours is wrong: with it alone, clocks only differ. Its time-stamps are, but the last
 * one may be of yesterday, and our clock set right since; so they refuse only where the gateway's clock says the same now.
 */
export async function checkClock(facts: SigningFacts, language: Language): Promise<Check[]> {
  const words = clockWords[language];
  const who = await whoHelps(facts.scope);
  const { authority, stamp, gateway } = readingsOf(facts);
  const proof = authority ?? stamp;
  const off = proof?.ahead ?? 0;
  if (proof && Math.abs(off) >= refusedFrom && (proof === authority || saysTheSame(gateway, off)))
    return [notMet('clock', new Problem('clock-wrong', { minutes: minutes(off), who }), language)];
  if (proof && Math.abs(off) >= warnedFrom) {
    const title = off > 0 ? words.ahead(minutes(off)) : words.behind(minutes(off));
    return [warning('clock-wrong', title, words.wrongMeaning(who))];
  }
  const apart = gateway?.ahead ?? 0;
  if (Math.abs(apart) >= warnedFrom) {
    return proof
      ? [warning('gateway-clock-wrong', words.gateway(minutes(apart)), words.gatewayMeaning(who))]
      : [warning('clocks-differ', words.differ(minutes(apart)), words.differMeaning(who))];
  }
  return proof ? [{ check: 'clock', ok: true, title: words.right }] : [];
}

function readingsOf({ scope, means }: SigningFacts): Partial<Record<ClockSource, ClockReading | undefined>> {
  const { store, now, tenantId } = scope;
  const authority = clockReading(store, 'authority', now);
  if (means.provider !== 'bsre') return { authority };
  return {
    authority,
    stamp: clockReading(store, 'stamp', now, tenantId),
    gateway: clockReading(store, 'gateway', now, tenantId),
  };
}

function saysTheSame(reading: ClockReading | undefined, off: number): boolean {
  return reading !== undefined && Math.abs(reading.ahead) >= refusedFrom && reading.ahead > 0 === off > 0;
}

function warning(code: string, title: string, detail: string): Check {
  return { check: 'clock', ok: false, title, detail, warning: code };
}

function minutes(milliseconds: number): number {
  return Math.round(Math.abs(milliseconds) / 60_000);
}
