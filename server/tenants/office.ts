import type { Grant } from '../contract/vocabulary.js';
import type { Store, TenantRow } from '../database/index.js';
import type { TokenAccess, TrustStore } from '../pdf/index.js';
import type { BuiltFolder } from '../platform/built-folder.js';
import type { DocumentStore } from '../platform/document-store.js';
import type { Log } from '../platform/log.js';
import type { SecretKeys } from '../platform/secret-keys.js';
import type { Actor, Scope } from './scope.js';
import type { TenantGateway } from './tenant-gateway.js';

/** How much is taken from one caller. Bytes, and requests per minute and address. */
export interface OfficeLimits {
  /** One letter's file, and one file to verify. */
  readonly file: number;
  /** Any other body. */
  readonly body: number;
  /** Exchanges of an assertion: a whole office may stand behind one address. */
  readonly tokensPerMinute: number;
  /** Public pages, verification, enrolment. */
  readonly publicPerMinute: number;
}

export const usualLimits: OfficeLimits = {
  file: 50 * 1024 * 1024,
  body: 256 * 1024,
  tokensPerMinute: 600,
  publicPerMinute: 60,
};

/** What one running server has: every room's routes are made from it. Holds no request and no tenant. */
export interface Office {
  readonly store: Store;
  readonly documents: DocumentStore;
  readonly keys: SecretKeys;
  readonly log: Log;
  /** Origin at which the world sees this server, without a slash at the end: burnt into QR codes and tokens. */
  readonly publicUrl: string;
  readonly now: () => Date;
  readonly limits: OfficeLimits;
  /** Believe the last `X-Forwarded-For` entry: only where a proxy of our own writes it. */
  readonly behindProxy: boolean;
  /** Whom the operator trusts beyond this server's own trial authorities, which vouch for a trial only. */
  readonly trust?: TrustStore;
  /** Gateways of BSrE by the slug of their tenant. */
  readonly gateways?: ReadonlyMap<string, TenantGateway>;
  /** Tokens in which institutions have their seal keys. */
  readonly tokens?: readonly TokenAccess[];
  /** `dist/kit` with its release; absent where nothing was built. */
  readonly kit?: BuiltFolder;
  /** `dist/frame`. */
  readonly frame?: BuiltFolder;
}

/** A scope of a tenant, made where a request, job or command enters. Grants are none unless given. */
export function scopeFor(
  office: Office,
  tenant: TenantRow,
  actor: Actor,
  from: { readonly grants?: readonly Grant[]; readonly portalId?: string; readonly origin?: string } = {},
): Scope {
  return {
    tenantId: tenant.tenant_id,
    zone: tenant.zone,
    actor,
    grants: [],
    documents: office.documents,
    now: office.now(),
    store: office.store,
    ...from,
  };
}
