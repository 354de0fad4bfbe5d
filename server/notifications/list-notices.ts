import { bsreStateWords } from '../contract/bsre-state-words.js';
import type { Notice } from '../contract/notices.js';
import type { Language } from '../contract/problems.js';
import type { NoticeRow } from '../database/index.js';
import { officialNames } from '../people/index.js';
import { longDate } from '../platform/date-words.js';
import { localDate } from '../platform/local-date.js';
import { Problem } from '../platform/problem.js';
import {
  endingOf,
  gatewayPerson,
  preflightWords,
  watchCertificates,
  whoHelps,
  type WatchedCertificate,
} from '../signing/index.js';
import { look, tenantOf, work, type DeskScope } from '../tenants/index.js';
import { listShownNotices, markSeen } from './notices.table.js';
import { noticeWords } from './notice-words.js';
import { adminAudience } from './tell-endings.js';

/**
 * What the official at a desk should do so that they can go on signing, and what the admin should do for others, the
 * most urgent first. Whoever works in somebody's place sees nothing of it.
 */
export async function listNotices(scope: DeskScope, language: Language): Promise<Notice[]> {
  const rows = await look(scope, (db) => listShownNotices(db, scope.tenantId, audiencesOf(scope)));
  const watched = rows.length === 0 ? [] : await watchCertificates(scope);
  const endings: Notice[] = [];
  for (const row of rows) {
    const certificate = watched.find(({ row: { serial } }) => serial === row.about);
    // Renewed or revoked since the last run of the watch.
    if (certificate?.ending) endings.push(await told(scope, row, certificate, language));
  }
  return [...(await gatewayNotice(scope, language)), ...endings];
}

/** Closes one notice of this official. @throws {Problem} `notice-not-found` */
export async function closeNotice(scope: DeskScope, noticeId: string): Promise<void> {
  const at = scope.now.toISOString();
  const isTheirs = await work(scope, ({ db }) =>
    markSeen(db, scope.tenantId, noticeId, audiencesOf(scope), at),
  );
  if (!isTheirs) throw new Problem('notice-not-found');
}

function audiencesOf(scope: DeskScope): string[] {
  const own = scope.actor.onBehalfOf === undefined ? [scope.actor.officialId] : [];
  return [...own, ...(scope.grants.includes('admin') ? [adminAudience] : [])];
}

async function told(
  scope: DeskScope,
  notice: NoticeRow,
  { row }: WatchedCertificate,
  language: Language,
): Promise<Notice> {
  const words = preflightWords[language];
  const own = noticeWords[language];
  const until = longDate(localDate(new Date(row.not_after), scope.zone), language);
  const { days, within } = endingOf(row.not_after, scope) ?? { days: 0, within: 7 };
  const ends = words.certificateEnds(until, days);
  const common = {
    noticeId: notice.id,
    kind: 'certificate-ending' as const,
    urgency: ({ 60: 'note', 30: 'soon', 7: 'now' } as const)[within],
    badge: own.daysLeft(days),
  };
  if (notice.audience !== adminAudience)
    return { ...common, title: ends, text: words.renew[within](await whoHelps(scope)) };
  const { slug } = await tenantOf(scope);
  if (row.official_id === null)
    return { ...common, title: `${own.roles[row.role]}: ${ends}`, text: own.authority };
  const name = (await officialNames(scope, [row.official_id])).get(row.official_id) ?? row.subject;
  return {
    ...common,
    title: `${name}: ${ends}`,
    text: own.renew(`noken ca renew --tenant ${slug} ${row.official_id}`),
  };
}

/** As the gateway said it when it was asked last: before signing, and never behind an official's back. */
async function gatewayNotice(scope: DeskScope, language: Language): Promise<Notice[]> {
  if (scope.actor.onBehalfOf !== undefined) return [];
  const person = await gatewayPerson(scope, scope.actor.officialId);
  if (!person || person.state === 'ISSUE') return [];
  const { badge, next } = bsreStateWords(person.state, await whoHelps(scope), language);
  const asked = longDate(localDate(new Date(person.state_at), scope.zone), language);
  return [
    { kind: 'gateway-state', urgency: 'now', badge, title: noticeWords[language].gateway(asked), text: next },
  ];
}
