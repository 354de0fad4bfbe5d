import { verifyAuthenticationResponse, verifyRegistrationResponse } from '@simplewebauthn/server';
import * as v from 'valibot';
import type { PasskeyAssertion, PasskeyMade } from '../contract/passkeys.js';
import type { PasskeyRow } from '../database/index.js';
import type { RelyingParty } from './relying-party.js';

/** COSE: ECDSA with P-256, which every device has, and RSA for Windows Hello. */
export const algorithms = [-7, -257] as const;

/** What a device says of a key that it has just made. */
export interface MadePasskey {
  readonly credentialId: string;
  /** COSE, base64url. */
  readonly publicKey: string;
  readonly counter: number;
}

const ClientData = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({
    challenge: v.string(),
    crossOrigin: v.optional(v.boolean()),
    topOrigin: v.optional(v.string()),
  }),
);

/** The question that a browser says it answers; undefined where it says nothing that can be read. */
export function challengeIn(clientDataJSON: string): string | undefined {
  return clientDataOf(clientDataJSON)?.challenge;
}

/**
 * Judges a new key: made at our address in a page of our own, for this question, by a person whom the device recognised.
 * Who built the device is not asked (attestation `none`); one that signs its own statement all the same has to sign it right.
 *
 * @returns undefined where any of it is not so
 */
export async function checkMade(
  { id: rpId, origin }: RelyingParty,
  challenge: string,
  { id, clientDataJSON, attestationObject, transports }: PasskeyMade,
): Promise<MadePasskey | undefined> {
  const told = clientDataOf(clientDataJSON);
  if (told?.crossOrigin === true || told?.topOrigin !== undefined) return undefined;
  const response = { clientDataJSON, attestationObject, transports: transports as never };
  const judgement = await judged(() =>
    verifyRegistrationResponse({
      response: { id, rawId: id, type: 'public-key', response, clientExtensionResults: {} },
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: rpId,
      requireUserVerification: true,
      supportedAlgorithmIDs: [...algorithms],
    }),
  );
  const registrationInfo = judgement?.registrationInfo;
  if (registrationInfo?.credential.id !== id) return undefined;
  const { publicKey, counter } = registrationInfo.credential;
  return { credentialId: id, publicKey: Buffer.from(publicKey).toString('base64url'), counter };
}

/**
 * Judges an answer: by this key, at our address, for this question, by a person whom the device recognised, and in a frame
 * only of the one site that the intent allows.
 *
 * @returns the device's counter, which the caller compares; undefined where any of it is not so
 */
export async function checkAssertion(
  { id: rpId, origin }: RelyingParty,
  { challenge, framedBy }: { readonly challenge: string; readonly framedBy: string },
  passkey: PasskeyRow,
  { id, clientDataJSON, authenticatorData, signature }: PasskeyAssertion,
): Promise<number | undefined> {
  const response = { clientDataJSON, authenticatorData, signature };
  const judgement = await judged(() =>
    verifyAuthenticationResponse({
      response: { id, rawId: id, type: 'public-key', response, clientExtensionResults: {} },
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: rpId,
      expectedTopOrigin: framedBy,
      requireUserVerification: true,
      credential: {
        id: passkey.credential_id,
        publicKey: new Uint8Array(Buffer.from(passkey.public_key, 'base64url')),
        // Ours is compared where it is set, so that two answers at once are one.
        counter: -1,
      },
    }),
  );
  return judgement?.verified ? judgement.authenticationInfo.newCounter : undefined;
}

/** What the library throws is a verdict about bytes of a stranger, in words for programmers. */
async function judged<T>(judge: () => Promise<T>): Promise<T | undefined> {
  try {
    return await judge();
  } catch {
    return undefined;
  }
}

function clientDataOf(clientDataJSON: string): v.InferOutput<typeof ClientData> | undefined {
  const { success, output } = v.safeParse(ClientData, Buffer.from(clientDataJSON, 'base64url').toString());
  return success ? output : undefined;
}
