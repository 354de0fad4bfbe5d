import { BsreFailure, gatewayPlacement, type BsreAppearance, type BsreSignRequest } from '../bsre/index.js';
import { bytesSource, findAnchors, onlyAnchor, PdfRefusal, readAll, type ByteSource } from '../pdf/index.js';
import { nikOf } from '../people/index.js';
import { readPieces } from '../platform/document-store.js';
import { Problem } from '../platform/problem.js';
import type { Office } from '../tenants/index.js';
import { boxPicture } from './box-picture.js';
import { boxText } from './box-text.js';
import { freePlace } from './free-place.js';
import { answerTry } from './gateway-tries.js';
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
  const signed = await gateway.sign(request).catch(async (error: unknown) => {
    if (!(error instanceof BsreFailure)) throw error;
    throw await failed(office, facts, error);
  });
  const pieces = readPieces(bytesSource(signed.pdf));
  const { sha256 } = await facts.scope.documents.put(facts.scope.tenantId, pieces);
  await noteAnswer({ ...facts.scope, now: office.now() }, facts, {
    outcome: 'signed',
    http: signed.http,
    raw: signed.raw,
    provider_document: signed.documentId ?? null,
    document_sha256: sha256,
  });
  await answerTry(office, facts, undefined);
  return acceptAnswer(office, facts, sha256);
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
  await noteAnswer({ ...facts.scope, now: office.now() }, facts, {
    outcome: failure.outcome,
    code: failure.code,
    http: failure.http ?? null,
    status_code: failure.statusCode ?? null,
    said: failure.said ?? null,
    raw: failure.raw,
    provider_document: failure.documentId ?? null,
  });
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
