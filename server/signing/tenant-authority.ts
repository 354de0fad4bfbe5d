import type { RevocationListRow, Store } from '../database/index.js';
import {
  localRevocation,
  localTimestampAuthority,
  ocspResponder,
  readCertificate,
  type AuthorityAddresses,
  type Certificate,
  type CertificateStanding,
  type LocalAuthority,
  type LocalTimestampAuthority,
  type OcspResponder,
  type RevocationSource,
} from '../pdf/index.js';
import { look, tenantOf, type Office, type Scope } from '../tenants/index.js';
import { listAuthorityCertificates } from './authorities.table.js';
import { authorityAddresses } from './authority-addresses.js';
import { openAuthorityKey } from './authority-keys.js';
import { findCertificate } from './certificates.table.js';
import { currentCrl, revocationOf } from './current-crl.js';
import { ensureAuthority } from './ensure-authority.js';

/** The authority that vouches for a trial tenant's officials, and its clock. The root rests: it only signs its list. */
export interface TenantAuthority extends Pick<LocalAuthority, 'issuing'> {
  readonly root: Certificate;
  readonly timestamps: LocalTimestampAuthority;
  /** For what it issues from now on. */
  readonly addresses: AuthorityAddresses;
  /** Answers for the issuing CA. */
  readonly ocsp: OcspResponder;
  /** The same by hand, for what we sign ourselves. */
  readonly revocation: RevocationSource;
  /** The list of an issuer as it stands now. */
  crl(issuer: RevocationListRow['issuer']): Promise<RevocationListRow>;
}

type Ground = Pick<Office, 'keys' | 'now' | 'publicUrl'>;

const opened = new WeakMap<object, Map<string, Promise<TenantAuthority>>>();

/** An answer about revocation may be used for a day, and is asked for again sooner by whoever can. */
const ocspLife = 86_400_000;

/**
 * Opens the tenant's authority; kept open for the life of the process, as its server key is there anyway.
 *
 * @throws {Problem} `official-mode-local-key`
 */
export function tenantAuthority(scope: Scope, office: Ground): Promise<TenantAuthority> {
  const known = opened.get(office) ?? new Map<string, Promise<TenantAuthority>>();
  opened.set(office, known);
  let authority = known.get(scope.tenantId);
  if (!authority) {
    authority = openAuthority(scope, office);
    known.set(scope.tenantId, authority);
    authority.catch(() => known.delete(scope.tenantId));
  }
  return authority;
}

/** Roots of all local authorities of this server: whom `verification` trusts, and always as a trial. */
export async function trialRoots(store: Store): Promise<{ tenantId: string; certificate: Certificate }[]> {
  const rows = await store.read((db) => listAuthorityCertificates(db, 'root'));
  return rows.map((row) => ({ tenantId: row.tenant_id, certificate: readCertificate(row.certificate) }));
}

/** Who issues to officials, by tenant: tells whose trial a certificate belongs to. */
export async function trialIssuers(store: Store): Promise<{ tenantId: string; certificate: Certificate }[]> {
  const rows = await store.read((db) => listAuthorityCertificates(db, 'issuing'));
  return rows.map((row) => ({ tenantId: row.tenant_id, certificate: readCertificate(row.certificate) }));
}

async function openAuthority(scope: Scope, office: Ground): Promise<TenantAuthority> {
  const { keys, now, publicUrl } = office;
  const rows = await ensureAuthority(scope, office);
  const { slug } = await tenantOf(scope);
  const issuing = openAuthorityKey(scope, keys, rows, 'issuing');
  const root = openAuthorityKey(scope, keys, rows, 'root').certificate;
  const standingOf = standings(scope);
  const ocsp = ocspResponder({
    issuer: issuing.certificate,
    responder: openAuthorityKey(scope, keys, rows, 'ocsp'),
    standingOf,
    now,
    life: ocspLife,
  });
  const crl: TenantAuthority['crl'] = (issuer) =>
    currentCrl({ ...scope, now: now() }, issuer, () =>
      // The root's key is not kept open: it is needed twice a year.
      Promise.resolve(issuer === 'issuing' ? issuing : openAuthorityKey(scope, keys, rows, 'root')),
    );
  const rootCrl = async () => Buffer.from((await crl('root')).list, 'base64');
  return {
    root,
    issuing,
    timestamps: localTimestampAuthority({
      ...openAuthorityKey(scope, keys, rows, 'timestamp'),
      chain: [issuing.certificate],
      now,
    }),
    addresses: authorityAddresses(publicUrl, slug),
    ocsp,
    revocation: localRevocation({ root, issuing: issuing.certificate, responder: ocsp, standingOf, rootCrl }),
    crl,
  };
}

/** What the rows say of a certificate of the issuing CA. A revoked one stays revoked, also after it has expired. */
function standings(scope: Scope) {
  return async (serialHex: string): Promise<CertificateStanding | undefined> => {
    const row = await look(scope, (db) => findCertificate(db, scope.tenantId, serialHex));
    if (row?.issuer !== 'issuing') return undefined;
    return row.state === 'revoked' ? revocationOf(row) : 'good';
  };
}
