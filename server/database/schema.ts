import type { ArchiveStampRow, NoticeRow } from './after-rows.js';
import type { SignBatchItemRow, SignBatchRow } from './batch-rows.js';
import type {
  FactorDemandRow,
  FrameNoticeRow,
  KeyResetRow,
  KnownDeviceRow,
  PersonalMarkRow,
  SecondFactorRow,
} from './factor-rows.js';
import type {
  CapacityRuleRow,
  ClassificationRow,
  DeskCounterRow,
  DeskItemRow,
  DispositionNodeRow,
  DispositionRow,
  FileTicketRow,
  FollowUpRow,
  HolidayRow,
  InstructionRow,
  LetterDocumentRow,
  LetterKindRow,
  LetterRow,
  NumberCounterRow,
  NumberRow,
  NumberSeriesRow,
  UploadRow,
} from './letter-rows.js';
import type {
  AppointmentRow,
  IdempotencyKeyRow,
  LedgerHeadRow,
  LedgerRow,
  LedgerSealRow,
  OfficialRow,
  PortalAccountRow,
  PortalAssertionRow,
  PortalKeyRow,
  PortalRow,
  PositionRow,
  SecretaryRightRow,
  SessionRow,
  TenantRow,
  UnitRow,
} from './office-rows.js';
import type { PasskeyChallengeRow, PasskeyRow } from './passkey-rows.js';
import type { SealKeyRow, SealRow, SealSettingRow } from './seal-rows.js';
import type {
  AuthorityRow,
  CertificateRow,
  EnrolmentRow,
  GatewayPersonRow,
  RevocationListRow,
  SignIntentRow,
  SignatureRow,
  SignerRow,
  SigningAnswerRow,
  SigningKeyRow,
  VerificationCountRow,
} from './signing-rows.js';

/**
 * Every table on one page; its columns stand in the `…-rows.ts` files beside it.
 *
 * Ids are UUIDv7 text; instants UTC ISO 8601 text; dates local `YYYY-MM-DD` in the tenant's zone; flags 0 or 1; JSON as
 * text: what SQLite and PostgreSQL both keep. Every table has `tenant_id` and every key begins with it, so a reference
 * across tenants cannot be stored. Nothing cascades.
 */
export interface Schema {
  tenants: TenantRow;
  units: UnitRow;
  positions: PositionRow;
  officials: OfficialRow;
  appointments: AppointmentRow;
  secretary_rights: SecretaryRightRow;
  portals: PortalRow;
  portal_keys: PortalKeyRow;
  portal_accounts: PortalAccountRow;
  portal_assertions: PortalAssertionRow;
  sessions: SessionRow;
  idempotency_keys: IdempotencyKeyRow;
  ledger: LedgerRow;
  ledger_heads: LedgerHeadRow;
  ledger_seals: LedgerSealRow;
  number_series: NumberSeriesRow;
  number_counters: NumberCounterRow;
  numbers: NumberRow;
  letter_kinds: LetterKindRow;
  capacity_rules: CapacityRuleRow;
  classifications: ClassificationRow;
  instructions: InstructionRow;
  holidays: HolidayRow;
  letters: LetterRow;
  letter_documents: LetterDocumentRow;
  uploads: UploadRow;
  file_tickets: FileTicketRow;
  desk_items: DeskItemRow;
  desk_counters: DeskCounterRow;
  dispositions: DispositionRow;
  disposition_nodes: DispositionNodeRow;
  follow_ups: FollowUpRow;
  signers: SignerRow;
  sign_intents: SignIntentRow;
  sign_batches: SignBatchRow;
  sign_batch_items: SignBatchItemRow;
  signatures: SignatureRow;
  signing_answers: SigningAnswerRow;
  gateway_people: GatewayPersonRow;
  signing_keys: SigningKeyRow;
  seal_keys: SealKeyRow;
  seal_settings: SealSettingRow;
  seals: SealRow;
  enrolments: EnrolmentRow;
  second_factors: SecondFactorRow;
  passkeys: PasskeyRow;
  passkey_challenges: PasskeyChallengeRow;
  factor_demands: FactorDemandRow;
  personal_marks: PersonalMarkRow;
  known_devices: KnownDeviceRow;
  frame_notices: FrameNoticeRow;
  key_resets: KeyResetRow;
  authorities: AuthorityRow;
  certificates: CertificateRow;
  revocation_lists: RevocationListRow;
  archive_stamps: ArchiveStampRow;
  notices: NoticeRow;
  verification_counts: VerificationCountRow;
}
