import type { Language } from '../contract/problems.js';
import type { Withdrawn } from '../contract/verification.js';
import type { LetterRow } from '../database/index.js';
import { endingOfLetter, letterOfFile } from '../letters/index.js';
import { longDate } from '../platform/date-words.js';
import { localDate } from '../platform/local-date.js';
import { allTenants, scopeFor, tenantById, type Office } from '../tenants/index.js';
import { isShownOpenly } from './public-standing.js';
import { publicWords } from './public-words.js';

/** What anybody is told of a letter that is no longer in force; of one that is not shown openly only that. */
export interface WithdrawnLetter {
  readonly details?: {
    /** In the tenant's zone. */
    readonly since: string;
    readonly reason: string;
    /** Number of the letter in its place, where that is shown openly itself. */
    readonly replacedBy?: string;
  };
}

/** Undefined for a letter that was not withdrawn or replaced. */
export async function withdrawnLetter(
  office: Office,
  letter: LetterRow,
): Promise<WithdrawnLetter | undefined> {
  const tenant = await tenantById(office.store, letter.tenant_id);
  const ending = tenant && (await endingOfLetter(scopeFor(office, tenant, { kind: 'public' }), letter));
  if (!ending) return undefined;
  if (!isShownOpenly(letter)) return {};
  const { at, reason, replacedBy } = ending;
  const number = replacedBy && isShownOpenly(replacedBy) ? replacedBy.number : null;
  return {
    details: {
      since: localDate(new Date(at), tenant.zone),
      reason,
      ...(number === null ? {} : { replacedBy: number }),
    },
  };
}

/** The same for a file that somebody sends: any government here may have signed these very bytes. */
export async function withdrawnFile(office: Office, sha256: string): Promise<WithdrawnLetter | undefined> {
  for (const tenant of await allTenants(office.store)) {
    const letter = await letterOfFile(scopeFor(office, tenant, { kind: 'public' }), sha256);
    const withdrawn = letter && (await withdrawnLetter(office, letter));
    if (withdrawn) return withdrawn;
  }
  return undefined;
}

/** As it is told on every page. Plain text. */
export function withdrawnWords({ details }: WithdrawnLetter, language: Language): Withdrawn {
  const w = publicWords[language];
  if (!details) return { title: w.notInForce, text: w.withdrawnHidden };
  const { since, reason, replacedBy } = details;
  return {
    title: replacedBy === undefined ? w.notInForce : w.replacedBy(replacedBy),
    text: [w.withdrawnOn(longDate(since, language)), ...(reason === '' ? [] : [w.reason(reason)])].join(' '),
  };
}
