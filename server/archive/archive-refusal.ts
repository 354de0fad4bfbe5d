/**
 * - `letter-not-at-rest`: somebody may still sign it; the queue waits.
 * - `stamp-wrong`: our own check of the stamped file does not hold; it was thrown away.
 * - `authority-untrusted`: nobody whom this server trusts vouches for the authority.
 * - `authority-ends-no-later`: its certificate ends no later than that of the time-stamp before.
 */
export type ArchiveRefusalCode =
  'letter-not-at-rest' | 'stamp-wrong' | 'authority-untrusted' | 'authority-ends-no-later';

/** Why a letter got no archive time-stamp this time. */
export class ArchiveRefusal extends Error {
  constructor(readonly code: ArchiveRefusalCode) {
    super(code);
    this.name = 'ArchiveRefusal';
  }
}
