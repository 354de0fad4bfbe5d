import {
  BsreFailure,
  gatewayPlacement,
  type BsreAppearance,
  type BsreSigned,
  type BsreSignRequest,
} from '../bsre/index.js';
import { bytesSource, findAnchors, onlyAnchor, PdfRefusal, readAll, type ByteSource } from '../pdf/index.js';
import { nikOf } from '../people/index.js';
import { readPieces } from '../platform/document-store.js';
import { Problem } from '../platform/problem.js';
import type { Office, Scope } from '../tenants/index.js';
import { boxPicture } from './box-picture.js';
import { boxText } from './box-text.js';
import { noteClock } from './clock-readings.js';
import { freePlace } from './free-place.js';
import { answerTry, takeTryAtGateway } from './gateway-tries.js';
import { AnswerWrong, judgeAnswer } from './judge-answer.js';
import { NotSigned, OutcomeUnknown, type LetterProvider } from './letter-provider.js';
import { noteAnswer } from './note-answer.js';
import { printedCapacity } from './preflight.js';
import { refusePdf } from './refuse-pdf.js';
import type { SignedDocument } from './signed-document.js';
import type { SigningFacts } from './signing-facts.js';
import type { SigningMeans } from './signing-means.js';

type Gateway = Extract<SigningMeans, { provider: 'bsre' }>;

/** A character that stands nowhere else, over which a gateway puts its picture where it cannot be told the place. */
const tag = '#';

/**
 * Signs at BSrE's gateway: one file, one question, never put again.
 *
 * @param passphrase stays its owner's, to be wiped
 */
export function gatewayProvider(office: Office, means: Gateway, passphrase: Buffer): LetterProvider {
  return {
    name: 'bsre',
    take: takeTryAtGateway,
    async make(facts) {
      const request = await requestOf(office, facts, means, passphrase).catch((cause: unknown) => {
        throw new NotSigned(cause);
      });
      return ask(office, facts, means, request);
    },
  };
}

async function ask(
  office: Office,
  facts: SigningFacts,
  { gateway }: Gateway,
  request: BsreSignRequest,
): Promise<SignedDocument> {
  const before = office.now();
  const signed = await gateway.sign(request).catch(async (error: unknown) => {
    if (!(error instanceof BsreFailure)) throw error;
    throw await failed(office, facts, error);
  });
  const after = office.now();
  const sha256 = await keepFile({ ...facts.scope, now: after }, facts, signed);
  await answerTry(office, facts, undefined);
  const accepted = await acceptAnswer(office, facts, sha256);
  const { timestamp } = accepted.mine;
  if (timestamp !== undefined)
    noteClock(office.store, 'stamp', { theirs: new Date(timestamp), before, after }, facts.scope.tenantId);
  return accepted;
}

/** Stores a file that a gateway gave, and notes its answer, before anybody looks at it. Gives the file's SHA-256. */
export async function keepFile(
  scope: Scope,
  facts: Pick<SigningFacts, 'intent'>,
  { pdf, http, raw, documentId }: BsreSigned,
): Promise<string> {
  const { sha256 } = await scope.documents.put(scope.tenantId, readPieces(bytesSource(pdf)));
  const kept = { provider_document: documentId ?? null, document_sha256: sha256 };
  await noteAnswer(scope, facts, { outcome: 'signed', http, raw, ...kept });
  return sha256;
}

/** Notes what a failure said. */
export function noteFailure(
  scope: Scope,
  facts: Pick<SigningFacts, 'intent'>,
  { outcome, code, http, statusCode, said, raw, documentId }: BsreFailure,
): Promise<void> {
  return noteAnswer(scope, facts, {
    outcome,
    code,
    http: http ?? null,
    status_code: statusCode ?? null,
    said: said ?? null,
    raw,
    provider_document: documentId ?? null,
  });
}

/**
 * Takes a file that a provider, or a person who had it from there, gave as this letter's signature.
 *
 * @throws {OutcomeUnknown} where it is something else: a signature may still exist
 */
export async function acceptAnswer(
  office: Office,
  facts: SigningFacts,
  sha256: string,
  from: 'provider' | 'person' = 'provider',
): Promise<SignedDocument> {
  try {
    return await judgeAnswer(office, facts, sha256, from);
  } catch (cause) {
    if (cause instanceof AnswerWrong) throw new OutcomeUnknown(cause.why, { cause });
    throw cause;
  }
}

/** What a failure means, once it is written down. */
async function failed(office: Office, facts: SigningFacts, failure: BsreFailure): Promise<Error> {
  await noteFailure({ ...facts.scope, now: office.now() }, facts, failure);
  office.log.failure('gateway-sign', failure, { intent: facts.intent.id });
  if (failure.outcome === 'unknown') return new OutcomeUnknown(failure.code, { cause: failure });
  return new NotSigned(await answerTry(office, facts, failure));
}

async function requestOf(
  office: Office,
  facts: SigningFacts,
  means: Gateway,
  passphrase: Buffer,
): Promise<BsreSignRequest> {
  const { scope, intent, tenant, official } = facts;
  const nik = nikOf(scope, office.keys, official);
  if (nik === undefined) throw new Error('The preflight lets nobody pass whose NIK is not known.');
  const base = await scope.documents.open(scope.tenantId, intent.document_sha256);
  return {
    identity: { nik },
    authorisation: { passphrase },
    pdf: await readAll(base),
    appearance: await appearanceOf(office, facts, means, base).catch(refusePdf),
    reason: `Menandatangani sebagai ${printedCapacity(facts)}`,
    location: tenant.name,
  };
}

async function appearanceOf(
  office: Office,
  facts: SigningFacts,
  means: Gateway,
  base: ByteSource,
): Promise<BsreAppearance> {
  const text = boxText(facts);
  const { image, width, height } = await boxPicture(text, office.now());
  const { page, rect } = await freePlace(base, text);
  try {
    // A box that had to be smaller is drawn smaller: the picture keeps its shape.
    const place = { page, rect: { width, height, ...rect } };
    return { kind: 'visible', image, placement: await gatewayPlacement(base, place, means) };
  } catch (error) {
    if (!(error instanceof BsreFailure) || error.code !== 'placement-uncertain') throw refused(error);
    await demandTag(base, error);
    return { kind: 'tagged', image, tag, width, height };
  }
}

/** A tag that stands twice would put the picture where nobody wanted it. */
async function demandTag(base: ByteSource, failure: BsreFailure): Promise<void> {
  try {
    onlyAnchor(await findAnchors(base, { names: [tag] }), tag);
  } catch (error) {
    throw error instanceof PdfRefusal ? refused(failure) : error;
  }
}

function refused(error: unknown): unknown {
  return error instanceof BsreFailure
    ? new Problem('gateway-refused', { said: error.message }, { cause: error })
    : error;
}
