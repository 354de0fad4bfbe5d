import type { ByteSource } from '../core/byte-source.js';
import { maxCmsSize } from './build-cms.js';
import type { KeySigner } from './key-signer.js';
import { prepareSignature, type SignatureRequest } from './prepare-signature.js';
import { signDigests } from './sign-digests.js';
import type { TimestampAuthority } from './timestamp-authority.js';

export interface SignPdfOptions extends SignatureRequest {
  /** With it the signature is PAdES B-T, without it B-B. */
  timestamp?: TimestampAuthority;
}

/** For a signer whose holder wants to see something before it signs. */
export interface AuthorisedSignPdfOptions<Authorisation> extends SignPdfOptions {
  authorisation: Authorisation;
}

/**
 * Signs a PDF by appending to it (PAdES, ETSI EN 319 142-1). Earlier signatures stay valid, as no earlier byte is
 * touched.
 *
 * The caller keeps two signings of one document apart: each knows only the bytes that it was given.
 *
 * @returns the tail: signed file = base + tail
 * @throws {PdfRefusal} see `prepareSignature`; `signature-too-large`
 * @throws {KeyRefusal} see `signDigests`
 */
export async function signPdf(
  base: ByteSource,
  signer: KeySigner<void>,
  options: SignPdfOptions,
): Promise<Uint8Array>;
export async function signPdf<Authorisation>(
  base: ByteSource,
  signer: KeySigner<Authorisation>,
  options: AuthorisedSignPdfOptions<Authorisation>,
): Promise<Uint8Array>;
export async function signPdf<Authorisation>(
  base: ByteSource,
  signer: KeySigner<Authorisation | undefined>,
  options: SignPdfOptions & { authorisation?: Authorisation },
): Promise<Uint8Array> {
  const room = roomFor(signer, options.timestamp !== undefined);
  const prepared = await prepareSignature(base, options, room, {
    timestamped: options.timestamp !== undefined,
    certificates: [signer.certificate, ...signer.chain],
  });
  const [cms] = await signDigests(signer, [prepared.digest], options.authorisation, options.timestamp);
  return prepared.close(cms ?? new Uint8Array());
}

const rooms = new WeakMap<object, Map<boolean, number>>();

/** Worked out once for each signer, since it takes a whole CMS to know. */
function roomFor<Authorisation>(signer: KeySigner<Authorisation>, withTimestamp: boolean): number {
  const known = rooms.get(signer) ?? new Map<boolean, number>();
  const room = known.get(withTimestamp) ?? maxCmsSize(signer, withTimestamp);
  rooms.set(signer, known.set(withTimestamp, room));
  return room;
}
