import { BsreFailure } from '../bsre/index.js';
import type { SignIntentRow } from '../database/index.js';
import { writeDown } from '../ledger/index.js';
import { Problem } from '../platform/problem.js';
import { allTenants, look, scopeFor, work, type Office, type Scope } from '../tenants/index.js';
import { keepSigned } from './keep-signed.js';
import { OutcomeUnknown } from './letter-provider.js';
import { giveBack, isInFlight, stayUncertain, whileInFlight } from './settle-intent.js';
import { acceptAnswer, keepFile, noteFailure } from './sign-at-gateway.js';
import { listUnsettled } from './sign-intents.table.js';
import { listSigningAnswers } from './signing-answers.table.js';
import { signingFacts } from './signing-facts.js';

/**
 * Settles what a server that died left behind, at start and before a letter is signed again. Gives how many.
 *
 * For a key of the local authority the evidence is complete: key, signature and its one place of storage are ours, and
 * signature row, document and letter's state are one transaction. So a dispatched intent without a signature row was
 * not signed, whatever was computed before the cut: nobody ever saw those bytes, and the letter is given back. Should
 * the signing process live after all, its own compare-and-set finds the intent taken and stores nothing.
 *
 * A provider outside could have signed and kept it. What it answered was written down before anything was made of it:
 * a refusal gives the letter back, a file is judged again and kept, and without an answer the letter is `uncertain`.
 */
export async function reconcileSigning(office: Office): Promise<number> {
  let settled = 0;
  for (const tenant of await allTenants(office.store))
    settled += await resolve(scopeFor(office, tenant, { kind: 'job' }), office);
  if (settled > 0) office.log.info('signing-reconciled', { settled });
  return settled;
}

/** The same for one letter. */
export async function resolveLetter(scope: Scope, office: Office, letterId: string): Promise<void> {
  await resolve(jobOf(scope, office), office, letterId);
}

/**
 * Asks providers what they can still answer for: a gateway of the first version keeps a signed file under its id for one
 * download. Gives how many letters were settled by it.
 */
export async function askProviders(office: Office): Promise<number> {
  let settled = 0;
  for (const tenant of await allTenants(office.store)) {
    const scope = scopeFor(office, tenant, { kind: 'job' });
    const left = await look(scope, (db) => listUnsettled(db, scope.tenantId, 'uncertain'));
    for (const intent of left) if (await askProvider(scope, office, intent)) settled += 1;
  }
  return settled;
}

async function resolve(scope: Scope, office: Office, letterId?: string): Promise<number> {
  const left = await look(scope, (db) => listUnsettled(db, scope.tenantId, 'dispatched', letterId));
  const lost = left.filter(({ id }) => !isInFlight(id));
  for (const intent of lost)
    await whileInFlight(intent.id, async () => {
      if (intent.provider === 'local')
        await giveBack(scope, intent, 'signing.resolved', 'no-signature-stored');
      else await settle(scope, office, intent);
    });
  return lost.length;
}

async function settle(scope: Scope, office: Office, intent: SignIntentRow): Promise<void> {
  const answers = await look(scope, (db) => listSigningAnswers(db, scope.tenantId, intent.id));
  const last = answers.at(-1);
  if (last?.outcome === 'not-signed') {
    await giveBack(scope, intent, 'signing.resolved', last.code ?? 'refused');
    return;
  }
  const file = last?.outcome === 'signed' ? last.document_sha256 : null;
  const reason = file === null ? (last?.code ?? 'cut-off') : await keepAnswered(scope, office, intent, file);
  if (reason !== undefined) await stayUncertain(scope, intent, reason);
}

/**
 * Makes a file that came from outside the letter's signature.
 *
 * @param from whoever brought it; the ledger tells
 * @returns why not, as a code
 */
export async function keepAnswered(
  scope: Scope,
  office: Office,
  intent: SignIntentRow,
  sha256: string,
  from: 'provider' | 'person' = 'provider',
): Promise<string | undefined> {
  try {
    const facts = await signingFacts(office, intent.id);
    const made = await acceptAnswer(office, facts, sha256, from);
    await work(scope, async (work) => {
      await keepSigned(facts, made);
      writeDown(work, scope, {
        kind: 'signing.resolved',
        subject: intent.letter_id,
        data: { intent: intent.id, outcome: 'signed', document: sha256, from },
      });
    });
    return undefined;
  } catch (error) {
    office.log.failure('signing-answer-not-kept', error, { intent: intent.id });
    if (error instanceof OutcomeUnknown) return error.reason;
    return error instanceof Problem ? error.code : 'unexpected';
  }
}

async function askProvider(scope: Scope, office: Office, intent: SignIntentRow): Promise<boolean> {
  const { provider_document: documentId } = intent;
  if (documentId === null || isInFlight(intent.id)) return false;
  return whileInFlight(intent.id, async () => {
    const answers = await look(scope, (db) => listSigningAnswers(db, scope.tenantId, intent.id));
    // A gateway gives its file once, and says so: whoever asks again learns nothing.
    if (answers.some(({ outcome, code }) => outcome === 'signed' || code === 'document-gone')) return false;
    const facts = await signingFacts(office, intent.id);
    if (facts.means.provider !== 'bsre') return false;
    const job = { ...scope, now: office.now() };
    try {
      const signed = await facts.means.gateway.download(documentId);
      const sha256 = await keepFile(job, facts, signed);
      return (await keepAnswered(job, office, intent, sha256)) === undefined;
    } catch (error) {
      if (!(error instanceof BsreFailure)) throw error;
      // Written down only where it ends the asking; that a gateway is busy is no evidence.
      if (error.code === 'document-gone') await noteFailure(job, facts, error);
      office.log.failure('gateway-download', error, { intent: intent.id });
      return false;
    }
  });
}

function jobOf(scope: Scope, office: Office): Scope {
  const { tenantId, zone, documents, store } = scope;
  return { tenantId, zone, documents, store, actor: { kind: 'job' }, grants: [], now: office.now() };
}
