import type {
  AppointmentRow,
  GatewayPersonRow,
  LetterRow,
  OfficialRow,
  PositionRow,
  SignerRow,
  SignIntentRow,
  SigningKeyRow,
  TenantRow,
  UnitRow,
} from '../database/index.js';
import { letterAtDesk, listSigners } from '../letters/index.js';
import { above, appointmentById, office, officialById, positionById, unitById } from '../people/index.js';
import { Problem } from '../platform/problem.js';
import { look, scopeFor, tenantById, tenantOf, type DeskScope, type Office } from '../tenants/index.js';
import { findGatewayPerson } from './gateway-people.table.js';
import { findSignIntent } from './sign-intents.table.js';
import { findSigningKey } from './signing-keys.table.js';
import { meansOf, type SigningMeans } from './signing-means.js';

/** Everything by which one person's signature under one letter is judged, read in one consistent picture. */
export interface SigningFacts {
  readonly scope: DeskScope;
  readonly tenant: TenantRow;
  readonly intent: SignIntentRow;
  readonly letter: LetterRow;
  readonly opened: boolean;
  readonly signers: readonly SignerRow[];
  readonly official: OfficialRow;
  readonly appointment: AppointmentRow;
  readonly position: PositionRow;
  readonly unit: UnitRow;
  /** Titles of the positions above, nearest first. */
  readonly above: readonly string[];
  /** Absent before the first enrolment. */
  readonly key?: SigningKeyRow | undefined;
  readonly gateways: Office['gateways'] | undefined;
  readonly means: SigningMeans;
  /** As the gateway last spoke of the signer; absent before it was asked. */
  readonly gatewayPerson?: GatewayPersonRow | undefined;
  /** Why the gateway could not be asked. */
  readonly gatewayProblem?: Problem;
}

/**
 * The facts of an intent, at the desk of the official who asked for it. The row is the only authority here: the frame
 * has no session, and can do no more than the token that made the intent could.
 *
 * @throws {Problem} `intent-not-found`, `letter-not-found` when it left that desk meanwhile
 */
export async function signingFacts(office: Office, intentId: string): Promise<SigningFacts> {
  const intent = await office.store.read((db) => findSignIntent(db, intentId));
  const tenant = intent && (await tenantById(office.store, intent.tenant_id));
  if (!tenant) throw new Problem('intent-not-found');
  return signingFactsNow({ scope: scopeOfIntent(office, tenant, intent), intent, gateways: office.gateways });
}

/**
 * The same as they stand now; within an act, as that act sees them.
 *
 * @throws {Problem} as `signingFacts`
 */
export function signingFactsNow({
  scope,
  intent: { id },
  gateways,
}: Pick<SigningFacts, 'scope' | 'intent' | 'gateways'>): Promise<SigningFacts> {
  return look(scope, async (db) => {
    const intent = await findSignIntent(db, id);
    if (!intent) throw new Problem('intent-not-found');
    const { letter, items } = await letterAtDesk(scope, intent.letter_id);
    const official = await officialById(scope, intent.official_id);
    const appointment = await appointmentById(scope, intent.appointment_id);
    const position = await positionById(scope, intent.position_id);
    const unit = position && (await unitById(scope, position.unit_id));
    if (official?.active !== 1 || !appointment || !unit) throw new Problem('intent-not-found');
    const tenant = await tenantOf(scope);
    return {
      scope,
      tenant,
      intent,
      letter,
      opened: items.some((item) => item.reason === 'sign' && item.read_at !== null),
      signers: await listSigners(db, scope.tenantId, letter.id),
      official,
      appointment,
      position,
      unit,
      above: above((await office(scope)).positions, position.id).map(({ title }) => title),
      key: await findSigningKey(db, scope.tenantId, intent.official_id),
      gateways,
      means: meansOf({ gateways }, { tenant, official }),
      gatewayPerson: await findGatewayPerson(db, scope.tenantId, intent.official_id),
    };
  });
}

/** The desk of the official for whom an intent, or a batch of them, was opened. */
export function scopeOfIntent(
  office: Office,
  tenant: TenantRow,
  intent: Pick<SignIntentRow, 'official_id' | 'appointment_id' | 'position_id' | 'portal_id' | 'origin'>,
): DeskScope {
  const actor = {
    kind: 'official',
    officialId: intent.official_id,
    appointmentId: intent.appointment_id,
    positionId: intent.position_id,
  } as const;
  const scope = scopeFor(office, tenant, actor, {
    grants: ['read', 'sign'],
    origin: intent.origin,
    ...(intent.portal_id === null ? {} : { portalId: intent.portal_id }),
  });
  return { ...scope, actor };
}
