import type { Grant } from '../contract/vocabulary.js';
import type { Store } from '../database/index.js';
import type { DocumentStore } from '../platform/document-store.js';

/** Who acts. An official always acts at a desk; a desk without appointment cannot be said. */
export type Actor = OfficialActor | { readonly kind: 'public' | 'job' | 'command' | 'admin' };

export interface OfficialActor {
  readonly kind: 'official';
  readonly officialId: string;
  readonly appointmentId: string;
  /** The desk at which the act is done. */
  readonly positionId: string;
  /** Set where the official helps at somebody else's desk (secretary right): all but signing. */
  readonly onBehalfOf?: string;
}

/** Who acts, for whom, at what time. The first argument of every use case; none can be made without a tenant. */
export interface Scope {
  readonly tenantId: string;
  /** IANA zone of the tenant: all dates are its dates. */
  readonly zone: string;
  readonly actor: Actor;
  readonly grants: readonly Grant[];
  readonly portalId?: string;
  readonly origin?: string;
  readonly documents: DocumentStore;
  readonly now: Date;
  /** Only the doors `work` and `look` open it. */
  readonly store: Store;
}

/** A scope whose actor sits at a desk. */
export interface DeskScope extends Scope {
  readonly actor: OfficialActor;
}
