import { affirmations, type affirmationVersion } from '../contract/affirmation.js';
import type { SigningSlip, SlipSeal, SlipSignature } from '../contract/signing-slip.js';
import type { SignatureReport } from '../contract/verification.js';
import type { LedgerRow, LetterRow, SealRow, SignatureRow, TenantRow } from '../database/index.js';
import { factsAbout, writeDown } from '../ledger/index.js';
import { documentSource, letterAtDesk } from '../letters/index.js';
import { officialNames } from '../people/index.js';
import { shortInstant } from '../platform/date-words.js';
import { Problem } from '../platform/problem.js';
import { sealOf } from '../sealing/index.js';
import { signaturesOf } from '../signing/index.js';
import { tenantOf, work, type DeskScope, type Office, type Scope } from '../tenants/index.js';
import { judgedLately, type Judged } from '../verification/index.js';

/** A slip, and what it was made from. */
export interface MadeSlip {
  readonly slip: SigningSlip;
  readonly letter: LetterRow;
  readonly tenant: TenantRow;
  readonly judged: Judged;
  readonly signatures: readonly SignatureRow[];
  /** Everything that was written down about the letter, in order. */
  readonly facts: readonly LedgerRow[];
}

/**
 * Tells of each signature that Noken made in a letter how it came about, for a desk that has the letter, and writes down
 * that it was told.
 *
 * @param form as what it is given out, for the ledger
 * @throws {Problem} `letter-not-found`, `restricted-in-portal`, `letter-not-signed`, `server-busy`
 */
export async function makeSlip(
  scope: DeskScope,
  office: Office,
  letterId: string,
  form: 'json' | 'pdf',
): Promise<SigningSlip> {
  const { slip } = await gatherSlip(scope, office, letterId);
  await work(scope, (work) => {
    writeDown(work, scope, { kind: 'slip.downloaded', subject: letterId, data: { form } });
    return Promise.resolve();
  });
  return slip;
}

/** The same for a part of something larger, which is written down as a whole. @throws {Problem} as `makeSlip` */
export async function gatherSlip(scope: DeskScope, office: Office, letterId: string): Promise<MadeSlip> {
  const { letter } = await letterAtDesk(scope, letterId);
  const signatures = await signaturesOf(scope, letterId);
  const sha256 = letter.document_sha256;
  if (signatures.length === 0 || sha256 === null) throw new Problem('letter-not-signed');
  const source = await documentSource(scope, sha256);
  const judged = await judgedLately(office, `${scope.tenantId}/${sha256}`, source);
  const facts = await factsAbout(scope, letterId);
  const seal = await sealOf(scope, letterId);
  const tenant = await tenantOf(scope);
  const names = await officialNames(
    scope,
    signatures.map(({ official_id }) => official_id),
  );
  const { report } = judged;
  const slip: SigningSlip = {
    noken: 'signing-slip',
    version: 1,
    madeAt: scope.now.toISOString(),
    tenant: { name: tenant.name, slug: tenant.slug },
    trial: judged.trial || tenant.legal_mode === 'trial',
    letter: {
      id: letter.id,
      ...(letter.number === null ? {} : { number: letter.number }),
      ...(letter.letter_date === null ? {} : { date: letter.letter_date }),
      subject: letter.subject,
      ...(letter.code === null ? {} : { code: letter.code, url: `${office.publicUrl}/v/${letter.code}` }),
    },
    file: {
      sha256,
      size: judged.size,
      verdict: report.verdict,
      trusted: report.trusted,
      reason: report.reason,
      checkedAt: judged.checkedAt,
    },
    signatures: signatures.map((row, at) =>
      toldSignature(scope, row, at + 1, {
        name: names.get(row.official_id) ?? row.certificate_name,
        check: report.signatures.find(({ field }) => field === row.field),
        facts: facts.filter((fact) => intentOf(fact) === row.intent_id),
      }),
    ),
    ...(seal && { seal: toldSeal(scope, seal, report.signatures, facts) }),
  };
  return { slip, letter, tenant, judged, signatures, facts };
}

interface About {
  readonly name: string;
  readonly check: SignatureReport | undefined;
  /** Of its intent. */
  readonly facts: readonly LedgerRow[];
}

function toldSignature(
  { zone }: Scope,
  row: SignatureRow,
  ordinal: number,
  { name, check, facts }: About,
): SlipSignature {
  const affirmed = facts.find(({ kind }) => kind === 'signing.affirmed');
  return {
    ordinal,
    name,
    capacity: row.capacity,
    at: row.signed_at,
    local: shortInstant(row.signed_at, zone),
    provider: row.provider,
    rewritten: row.rewritten === 1,
    ...inFile(row, check),
    ...(affirmed && {
      affirmation: {
        at: affirmed.at,
        local: shortInstant(affirmed.at, zone),
        ...affirmations[1 satisfies typeof affirmationVersion],
      },
    }),
    ledger: restsOf(facts),
  };
}

function toldSeal(
  { zone }: Scope,
  row: SealRow,
  checks: readonly SignatureReport[],
  facts: readonly LedgerRow[],
): SlipSeal {
  return {
    name: row.certificate_name,
    at: row.sealed_at,
    local: shortInstant(row.sealed_at, zone),
    ...inFile(
      row,
      checks.find(({ field }) => field === row.field),
    ),
    ledger: restsOf(facts.filter(({ kind }) => kind === 'letter.sealed')),
  };
}

/** What the file holds of it, and what our own check says of that. */
function inFile(row: SignatureRow | SealRow, check: SignatureReport | undefined) {
  const { issuer = '', notBefore = '', notAfter = '' } = check?.signer ?? {};
  return {
    ...(check?.timestampedBy === undefined ? {} : { timestampedBy: check.timestampedBy }),
    certificate: { name: row.certificate_name, issuer, serial: row.certificate_serial, notBefore, notAfter },
    field: row.field,
    ...(check && { check: checkOf(check) }),
    before: row.base_sha256,
    after: row.document_sha256,
  };
}

function restsOf(facts: readonly LedgerRow[]) {
  return facts.map(({ seq, at, kind, hash }) => ({ seq, at, kind, hash }));
}

function checkOf({ integrity, changesAfter, trust, level, problems }: SignatureReport) {
  return { integrity, changesAfter, trust, level, problems };
}

/** The intent that a fact is about; undefined for one that is about none. */
function intentOf({ data }: LedgerRow): unknown {
  return (JSON.parse(data) as { intent?: unknown }).intent;
}
