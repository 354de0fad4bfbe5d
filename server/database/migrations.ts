import type { Kysely, Migration } from 'kysely';
import { firstLetter } from './migration-0001-first-letter.js';
import { months } from './migration-0002-months.js';
import { certificates } from './migration-0003-certificates.js';
import { providers } from './migration-0004-providers.js';
import { ticketRevisions } from './migration-0005-ticket-revisions.js';
import { afterSigning } from './migration-0006-after-signing.js';
import { secondFactors } from './migration-0007-second-factors.js';
import { sealKeys } from './migration-0008-seal-keys.js';
import { endedLetters } from './migration-0011-ended-letters.js';
import { capacityRules } from './migration-0012-capacity-rules.js';
import { signsFor } from './migration-0013-signs-for.js';
import { passkeys } from './migration-0014-passkeys.js';
import { signBatches } from './migration-0015-sign-batches.js';

/** Every migration by name, in order. One that has landed is never edited. */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001-first-letter': { up: (db: Kysely<unknown>) => firstLetter(db) },
  '0002-months': { up: (db: Kysely<unknown>) => months(db) },
  '0003-certificates': { up: (db: Kysely<unknown>) => certificates(db) },
  '0004-providers': { up: (db: Kysely<unknown>) => providers(db) },
  '0005-ticket-revisions': { up: (db: Kysely<unknown>) => ticketRevisions(db) },
  '0006-after-signing': { up: (db: Kysely<unknown>) => afterSigning(db) },
  '0007-second-factors': { up: (db: Kysely<unknown>) => secondFactors(db) },
  '0008-seal-keys': { up: (db: Kysely<unknown>) => sealKeys(db) },
  '0011-ended-letters': { up: (db: Kysely<unknown>) => endedLetters(db) },
  '0012-capacity-rules': { up: (db: Kysely<unknown>) => capacityRules(db) },
  '0013-signs-for': { up: (db: Kysely<unknown>) => signsFor(db) },
  '0014-passkeys': { up: (db: Kysely<unknown>) => passkeys(db) },
  '0015-sign-batches': { up: (db: Kysely<unknown>) => signBatches(db) },
};
