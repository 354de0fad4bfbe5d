import type { Json } from '../platform/canonical-json.js';

/** Every kind of fact, closed: a new kind is a change of this list. Past tense, `room.what`. */
export const factKinds = [
  'tenant.made',
  'portal.made',
  'portal.moved',
  'portal.key-made',
  'portal.account-linked',
  'portal.session-begun',
  'portal.key-disabled',
  'letter.recorded',
  'letter.routed',
  'letter.read',
  'letter.viewed',
  'letter.downloaded',
  'letter.file-arrived',
  'letter.no-disposition',
  'letter.closed',
  'letter.created',
  'letter.numbered',
  'letter.stamped',
  'disposition.sent',
  'disposition.read',
  'disposition.recalled',
  'disposition.returned',
  'disposition.followed-up',
  'sheet.printed',
  'signing.intended',
  'signing.affirmed',
  'signing.dispatched',
  'signing.refused',
  'signing.uncertain',
  'signing.answered',
  'signing.resolved',
  'signing.decided',
  'letter.signed',
  'letter.refused',
  'slip.downloaded',
  'evidence.downloaded',
  'key.invited',
  'key.enrolled',
  'key.locked',
  'factor.begun',
  'factor.enrolled',
  'factor.proved',
  'factor.locked',
  'factor.retired',
  'factor.demanded',
  'factor.waived',
  'mark.chosen',
  'device.known',
  'device.forgotten',
  'frame.noticed',
  'account.confirmed',
  'account.refused',
  'enrolment.done',
  'reset.asked',
  'reset.confirmed',
  'certificate.revoked',
  'certificate.renewed',
  'monitoring.exported',
] as const;
export type FactKind = (typeof factKinds)[number];

export interface Fact {
  readonly kind: FactKind;
  /** What it is about: usually a letter's id. */
  readonly subject: string;
  /** Ids and figures; persons by id only, never a name, NIK or content. */
  readonly data?: { readonly [name: string]: Json };
}
