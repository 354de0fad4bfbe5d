import type { EnrolmentRow, OfficialRow, TenantRow } from '../database/index.js';
import { officialById } from '../people/index.js';
import { newSecret } from '../platform/ids.js';
import { Problem } from '../platform/problem.js';
import { hashSecret, sameSecret } from '../platform/secret-keys.js';
import { scopeFor, tenantById, type Office, type Scope, type Work } from '../tenants/index.js';
import { findEnrolment, holdEnrolment } from './enrolments.table.js';

/** What a browser brings: the link, and once it has begun also the cookie by which it is known again. */
export interface EnrolmentLink {
  readonly secret: string;
  readonly holder?: string | undefined;
}

export interface OpenEnrolment {
  readonly scope: Scope;
  readonly row: EnrolmentRow;
  readonly official: OfficialRow;
  readonly tenant: TenantRow;
}

/**
 * Finds the enrolment of a link. From the first step on it is open to the browser alone that took it: a link that lies
 * about in a chat is of no use to whoever finds it later.
 *
 * @param toAdd for what only adds a passkey; a link that was given for that alone opens nothing else
 * @throws {Problem} `enrolment-not-found`
 */
export async function openEnrolment(
  office: Office,
  link: EnrolmentLink,
  toAdd = false,
): Promise<OpenEnrolment> {
  const row = /^[\w-]{43}$/.test(link.secret)
    ? await office.store.read((db) => findEnrolment(db, hashSecret(link.secret)))
    : undefined;
  const tenant = row && (await tenantById(office.store, row.tenant_id));
  if (!tenant || row.used_at !== null || row.expires_at <= office.now().toISOString())
    throw new Problem('enrolment-not-found');
  if (row.holder_hash !== null && !holds(row.holder_hash, link)) throw new Problem('enrolment-not-found');
  if (row.purpose === 'passkey' && !toAdd) throw new Problem('enrolment-not-found');
  const scope = scopeFor(office, tenant, { kind: 'public' });
  const official = await officialById(scope, row.official_id);
  if (official?.active !== 1) throw new Problem('enrolment-not-found');
  return { scope, row, official, tenant };
}

/** The same for steps that only the browser which began may take. @throws {Problem} `enrolment-not-found` */
export async function continueEnrolment(
  office: Office,
  link: EnrolmentLink,
  toAdd = false,
): Promise<OpenEnrolment> {
  const open = await openEnrolment(office, link, toAdd);
  if (open.row.holder_hash === null) throw new Problem('enrolment-not-found');
  return open;
}

/**
 * Gives the enrolment to the browser that takes its first step. Gives the new cookie; undefined where it has one.
 *
 * @throws {Problem} `enrolment-not-found` when another browser was first
 */
export async function takeHold(work: Work, row: EnrolmentRow): Promise<string | undefined> {
  if (row.holder_hash !== null) return undefined;
  const holder = newSecret();
  if (!(await holdEnrolment(work.db, row, hashSecret(holder)))) throw new Problem('enrolment-not-found');
  return holder;
}

function holds(hash: string, { holder }: EnrolmentLink): boolean {
  return holder !== undefined && sameSecret(hash, hashSecret(holder));
}
