import type { Language } from '../contract/problems.js';
import type { PreflightCheck } from '../contract/signing.js';
import type { SignerRow } from '../database/index.js';
import { openPdf, PdfRefusal } from '../pdf/index.js';
import { capacityTitle, officialNames, positionNames, signingLines } from '../people/index.js';
import { longDate } from '../platform/date-words.js';
import { localDate } from '../platform/local-date.js';
import { Problem } from '../platform/problem.js';
import { endingOf, revocationOfKey } from './certificate-watch.js';
import { capacityProblem, checkCapacity } from './check-capacity.js';
import { checkClock } from './check-clock.js';
import { checkContent } from './check-content.js';
import { checkLetterDate } from './check-letter-date.js';
import { checkSize } from './check-size.js';
import { checkStanding } from './gateway-standing.js';
import { notMet, type Check } from './preflight-check.js';
import { preflightWords } from './preflight-words.js';
import { refusePdf } from './refuse-pdf.js';
import { factorStanding } from './second-factor.js';
import type { SigningFacts } from './signing-facts.js';
import { mostTries } from './unlock-key.js';
import { whoHelps } from './who-helps.js';

export type { Check } from './preflight-check.js';

/**
 * What must hold before a passphrase is asked for, in the order in which it is told. Asked again, all of it, when the
 * passphrase is there: minutes may lie between.
 */
export async function preflight(facts: SigningFacts, language: Language): Promise<Check[]> {
  const words = preflightWords[language];
  const turn = await checkTurn(facts);
  const appointment = checkAppointment(facts);
  const closed = await capacityProblem(facts);
  const certificate = await checkCertificate(facts);
  const factor = await factorStanding(facts.scope, facts.official.id);
  const document = await checkDocument(facts);
  const mode = checkMode(facts);
  const check = (name: PreflightCheck['check'], problem: Problem | undefined, ok: string): Check =>
    problem ? notMet(name, problem, language) : { check: name, ok: true, title: ok };
  const { from_date, until_date, decree } = facts.appointment;
  const inForce = await certificateInForce(facts, language);
  return [
    check('turn', turn, words.turn),
    {
      ...check('appointment', appointment, words.appointment(from_date, until_date)),
      ...(decree === null ? {} : { detail: decree }),
    },
    ...(closed ? [check('capacity', closed, '')] : await checkCapacity(facts, language)),
    {
      ...check('certificate', certificate, inForce?.title ?? ''),
      ...(inForce ? { detail: (!certificate && inForce.advice) || facts.official.name } : {}),
    },
    check('document', document.problem, words.document(document.pages)),
    ...(document.problem
      ? []
      : [
          ...checkSize(facts, document.size, language),
          ...(await checkContent(facts, document.signatures, language)),
        ]),
    ...(await checkClock(facts, language)),
    ...(await checkLetterDate(facts, language)),
    check('legal-mode', mode, facts.tenant.legal_mode === 'trial' ? words.trial : words.official),
    ...(factor.demanded
      ? [check('factor', factor.problem, words[factor.kinds.includes('webauthn') ? 'passkey' : 'factor'])]
      : []),
    { check: 'opened', ok: facts.opened, title: facts.opened ? words.opened : words.unopened },
  ];
}

/** Until when the certificate is good; from 60 days before its end also what to do, which keeps nobody from signing. */
async function certificateInForce(
  { scope, key, means }: SigningFacts,
  language: Language,
): Promise<{ title: string; advice?: string } | undefined> {
  const words = preflightWords[language];
  if (means.provider === 'bsre') return { title: words.gateway };
  if (!key) return undefined;
  const notAfter = key.not_after;
  const until = longDate(localDate(new Date(notAfter), scope.zone), language);
  const ending = endingOf(notAfter, scope);
  if (!ending) return { title: words.certificate(until) };
  const advice = words.renew[ending.within](await whoHelps(scope));
  return { title: words.certificateEnds(until, ending.days), advice };
}

/** @throws the {Problem} of the first check that is not met; what has none only advises */
export function demandChecks(checks: readonly Check[]): void {
  const failed = checks.find((check) => check.problem);
  if (failed?.problem) throw failed.problem;
}

/** The checks that need no file, for within a transaction. @throws the {Problem} of the first that is not met */
export async function demandRows(facts: SigningFacts): Promise<void> {
  const problem =
    (await checkTurn(facts)) ??
    checkAppointment(facts) ??
    (await capacityProblem(facts)) ??
    (await checkCertificate(facts)) ??
    (await checkSame(facts));
  if (problem) throw problem;
  const mode = checkMode(facts);
  if (mode) throw mode;
}

/** PP 71/2019: outside a trial no personal key lies with the server. */
function checkMode({ tenant, means }: SigningFacts): Problem | undefined {
  return tenant.legal_mode === 'trial' || means.provider !== 'local'
    ? undefined
    : new Problem('official-mode-local-key');
}

/** As the position is printed for its holder, in one line: `a.n. Bupati Keerom, Sekretaris Daerah`. */
export function printedCapacity(facts: SigningFacts): string {
  const { appointment, position } = facts;
  const own = capacityTitle(appointment.capacity, position.title);
  return signingLines(formOf(facts), own, facts.above).join(', ').replace('u.b., ', 'u.b. ');
}

/** In whose name the signer of this intent signs. */
export function formOf({ signers, intent }: SigningFacts): SignerRow['signs_for'] {
  return signers.find(({ id }) => id === intent.signer_id)?.signs_for ?? null;
}

async function checkTurn(facts: SigningFacts): Promise<Problem | undefined> {
  const { scope, intent, letter, signers } = facts;
  const mine = signers.find((signer) => signer.id === intent.signer_id);
  if (letter.status === 'awaiting-signature' && mine?.state === 'current') return undefined;
  if (letter.status === 'uncertain') return new Problem('signing-uncertain');
  if (letter.status === 'signing' || mine?.state === 'signed') return changedMeanwhile(facts);
  const current = signers.find((signer) => signer.state === 'current');
  const names = await positionNames(scope);
  return new Problem('not-your-turn', { who: names.get(current?.position_id ?? '')?.title ?? '–' });
}

/** Another one, or the same person in another window, came first. */
export async function changedMeanwhile({ scope, letter }: SigningFacts): Promise<Problem> {
  const names = await officialNames(scope, [letter.changed_by]);
  return new Problem('letter-changed-meanwhile', { by: names.get(letter.changed_by) ?? 'orang lain' });
}

function checkAppointment(facts: SigningFacts): Problem | undefined {
  const today = localDate(facts.scope.now, facts.scope.zone);
  const { from_date: from, until_date: until, official_id, position_id } = facts.appointment;
  const same = official_id === facts.intent.official_id && position_id === facts.intent.position_id;
  if (same && from <= today && (until === null || until >= today)) return undefined;
  return new Problem('appointment-not-in-force', {
    position: printedCapacity(facts),
    from: longDate(from),
    until: until === null ? '…' : longDate(until),
  });
}

/** What stands against the signer's certificate. */
export function checkCertificate(facts: SigningFacts): Promise<Problem | undefined> {
  return facts.means.provider === 'local' ? checkOwnCertificate(facts) : checkStanding(facts);
}

async function checkOwnCertificate({ scope, key }: SigningFacts): Promise<Problem | undefined> {
  const who = await whoHelps(scope);
  if (!key) return new Problem('key-missing', { who });
  if (key.locked_at !== null || key.tries >= mostTries) return new Problem('key-locked', { who });
  const revokedAt = await revocationOfKey(scope, key);
  if (revokedAt) {
    const date = longDate(localDate(revokedAt, scope.zone));
    return new Problem('certificate-revoked', { date, who });
  }
  if (key.not_after > scope.now.toISOString()) return undefined;
  return new Problem('certificate-expired', {
    date: longDate(localDate(new Date(key.not_after), scope.zone)),
    who,
  });
}

/** The letter still is the bytes that the frame shows. */
async function checkSame(facts: SigningFacts): Promise<Problem | undefined> {
  return facts.letter.document_sha256 === facts.intent.document_sha256 ? undefined : changedMeanwhile(facts);
}

interface LookedAt {
  readonly pages: number;
  /** Bytes. */
  readonly size: number;
  readonly signatures: number;
  readonly problem?: Problem;
}

async function checkDocument(facts: SigningFacts): Promise<LookedAt> {
  const { scope, intent } = facts;
  const nothing = { pages: 0, size: 0, signatures: 0 };
  const changed = await checkSame(facts);
  if (changed) return { ...nothing, problem: changed };
  try {
    const source = await scope.documents.open(scope.tenantId, intent.document_sha256);
    const pdf = await openPdf(source);
    if (pdf.encrypted) throw new PdfRefusal('pdf-encrypted');
    const fields = await pdf.signatureFields();
    const signatures = fields.filter(({ value }) => value !== undefined).length;
    return { pages: await pdf.pageCount(), size: source.size, signatures };
  } catch (error) {
    return { ...nothing, problem: asProblem(error) };
  }
}

function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  try {
    return refusePdf(error);
  } catch (problem) {
    if (problem instanceof Problem) return problem;
    throw problem;
  }
}
