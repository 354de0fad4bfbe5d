import { randomBytes } from 'node:crypto';
import { checkPath, checkTimestampToken, type Certificate, type TimestampAuthority } from '../pdf/index.js';
import type { Office } from '../tenants/index.js';
import { warnedFrom } from './check-clock.js';
import { noteClock, clockReading } from './clock-readings.js';

/** A time-stamp authority outside, and at whose certificates the path of its own must end. */
export interface OutsideClock {
  readonly stamps: TimestampAuthority;
  readonly anchors: readonly Certificate[];
}

type Ground = Pick<Office, 'store' | 'now'>;

/** The same authority, by each of whose tokens this machine's clock is read. A token that leads to no anchor says nothing. */
export function watchedStamps(office: Ground, { stamps, anchors }: OutsideClock): TimestampAuthority {
  return {
    async stamp(imprint) {
      const before = office.now();
      const token = await stamps.stamp(imprint);
      const after = office.now();
      const { right, time, signer, certificates } = await checkTimestampToken(token, () =>
        Promise.resolve(imprint),
      );
      const isTrusted =
        right &&
        time &&
        signer &&
        checkPath(signer, certificates, { anchors }, time, 'timestamp').trust === 'trusted';
      if (isTrusted) noteClock(office.store, 'authority', { theirs: time, before, after });
      return token;
    },
  };
}

/** Milliseconds after which the clock is read again where nobody else had a token. */
const anew = 30 * 60_000;

/**
 * Reads this machine's clock by an authority outside, where its last token is half an hour old: never while somebody waits.
 * A clock that was found wrong is read at each call, so that who sets it right is soon believed.
 *
 * @throws {KeyRefusal} `timestamp-unreachable`, `timestamp-refused`, `timestamp-wrong`
 */
export async function readOutsideClock(office: Ground, stamps: TimestampAuthority): Promise<void> {
  const now = office.now();
  const last = clockReading(office.store, 'authority', now);
  const isWrong = last !== undefined && Math.abs(last.ahead) >= warnedFrom;
  if (last && !isWrong && now.getTime() - last.at < anew) return;
  await stamps.stamp(randomBytes(32));
}
