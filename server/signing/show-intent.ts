import type { Language } from '../contract/problems.js';
import type { SignPreflight } from '../contract/signing.js';
import { openPdf, pageImage, readCertificates, type PageImage } from '../pdf/index.js';
import { localDate } from '../platform/local-date.js';
import { Problem } from '../platform/problem.js';
import type { Office } from '../tenants/index.js';
import { askStanding } from './gateway-standing.js';
import { preflight, printedCapacity } from './preflight.js';
import { outcomeOf } from './outcome-of.js';
import { factorStanding } from './second-factor.js';
import { signingFacts, type SigningFacts } from './signing-facts.js';
import { mostTries } from './unlock-key.js';
import { unlocks } from './unlock-queue.js';
import { whoHelps } from './who-helps.js';

/**
 * What the frame shows, and what it finds again after a cut. It says no more than the token that made the intent may
 * read: a letter that is restricted for that portal has refused before.
 *
 * @throws {Problem} `intent-not-found`, `letter-not-found`, `restricted-in-portal`
 */
export async function showIntent(
  office: Office,
  intentId: string,
  language: Language,
): Promise<SignPreflight> {
  const found = await signingFacts(office, intentId);
  // Once it is used or over there is nothing left to check; `state` and `outcome` tell the rest.
  const facts = stateOf(found) === 'open' ? await askStanding(office, found) : found;
  const { intent, letter, official, tenant, appointment } = facts;
  const key = facts.means.provider === 'local' ? facts.key : undefined;
  const checks = stateOf(facts) === 'open' ? await preflight(facts, language) : [];
  const place = unlocks.placeOf(intentId);
  const outcome = await outcomeOf(facts);
  const factor = await factorStanding(facts.scope, official.id);
  return {
    intentId,
    origin: intent.origin,
    server: office.publicUrl,
    trial: tenant.legal_mode === 'trial',
    state: stateOf(facts),
    provider: intent.state === 'open' ? facts.means.provider : intent.provider,
    ...(intent.state === 'dispatched' ? { step: intent.answered_at === null ? 'sent' : 'answered' } : {}),
    letter: {
      number: letter.number ?? '',
      subject: letter.subject,
      ...(letter.letter_date === null ? {} : { date: letter.letter_date }),
      pages: await pagesOf(facts),
      sha256: intent.document_sha256,
      ...(letter.code === null ? {} : { code: letter.code }),
    },
    official: official.name,
    capacity: printedCapacity(facts),
    ...(appointment.decree === null ? {} : { appointment: appointment.decree }),
    ...(key ? { certificate: certificateOf(key.certificate_chain, facts.scope.zone) } : {}),
    checks: checks.map(({ check, ok, title, detail, said, warning, problem }) => ({
      check,
      ok,
      title,
      ...(detail === undefined ? {} : { detail }),
      ...(said === undefined ? {} : { said }),
      ...(warning === undefined ? {} : { warning }),
      ...(problem ? { code: problem.code } : {}),
    })),
    signable: stateOf(facts) === 'open' && !checks.some((check) => check.problem),
    triesLeft: triesLeft(facts),
    ...(factor.demanded ? { factor: { kinds: [...factor.kinds], triesLeft: factor.triesLeft } } : {}),
    ...(isHighOffice(facts) ? { windowAdvised: true } : {}),
    whoHelps: await whoHelps(facts.scope),
    helpUrl: `${office.publicUrl}/help/${tenant.slug}/`,
    zone: facts.scope.zone,
    ...(place > 0 ? { place } : {}),
    ...(outcome ? { outcome } : {}),
  };
}

/** Page one of what would be signed, as the signature will cover it. @throws {Problem} `intent-not-found`, … */
export async function pictureOfIntent(
  office: Office,
  intentId: string,
  page: number,
  width: number,
): Promise<PageImage> {
  const { scope, intent } = await signingFacts(office, intentId);
  if (intent.expires_at <= scope.now.toISOString()) throw new Problem('intent-expired');
  return pageImage(await scope.documents.open(scope.tenantId, intent.document_sha256), page, width, 'webp');
}

function triesLeft({ means, key, gatewayPerson, scope }: SigningFacts): number {
  if (means.provider === 'local')
    return key && key.locked_at === null ? Math.max(mostTries - key.tries, 0) : 0;
  const { tries = 0, locked_until: until = null } = gatewayPerson ?? {};
  // After a lock has ended there is one more, and a wrong one locks for longer.
  return until !== null && until > scope.now.toISOString() ? 0 : Math.max(mostTries - tries, 1);
}

/** Who heads the government or its secretariat: worth a false screen of their own. */
function isHighOffice({ unit, position }: SigningFacts): boolean {
  return unit.kind === 'kabupaten' || (position.is_head === 1 && unit.kind === 'bagian');
}

function stateOf({ intent, scope }: SigningFacts): SignPreflight['state'] {
  if (intent.state === 'dispatched') return 'signing';
  if (intent.state !== 'open') return intent.state;
  return intent.expires_at <= scope.now.toISOString() ? 'expired' : 'open';
}

async function pagesOf({ scope, intent }: SigningFacts): Promise<number> {
  const pdf = await openPdf(await scope.documents.open(scope.tenantId, intent.document_sha256));
  return pdf.pageCount();
}

function certificateOf(chain: string, zone: string) {
  const [leaf] = readCertificates(chain);
  if (!leaf) throw new Error('A signing key without a certificate.');
  return {
    name: leaf.commonName,
    issuer: leaf.issuer.commonName,
    until: localDate(leaf.notAfter, zone),
  };
}
