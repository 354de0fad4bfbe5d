import * as v from 'valibot';

/** Base64url without padding, of at most so many letters. */
const bytes = (most: number) => v.pipe(v.string(), v.maxLength(most), v.regex(/^[\w-]+$/));

/** At most 1023 bytes (WebAuthn §5.8.3). */
const credentialId = bytes(1364);

/** `POST /v1/sign-intents/:intentId/passkey`: what the browser is to have signed for this intent, once. */
export const PasskeyRequest = v.object({
  challenge: v.string(),
  rpId: v.string(),
  /** Milliseconds. */
  timeout: v.number(),
  credentials: v.array(v.object({ id: v.string(), transports: v.array(v.string()) })),
});
export type PasskeyRequest = v.InferOutput<typeof PasskeyRequest>;

/** What the browser gives for it, as it came from the device. */
export const PasskeyAssertion = v.object({
  id: credentialId,
  clientDataJSON: bytes(4096),
  authenticatorData: bytes(2048),
  signature: bytes(2048),
});
export type PasskeyAssertion = v.InferOutput<typeof PasskeyAssertion>;

/** Beside the passphrase: the code of the app, six digits with perhaps a gap, or what a passkey signed. */
export const GivenFactor = v.variant('kind', [
  v.object({ kind: v.literal('totp'), code: v.pipe(v.string(), v.maxLength(16)) }),
  v.object({ kind: v.literal('webauthn'), assertion: PasskeyAssertion }),
]);
export type GivenFactor = v.InferOutput<typeof GivenFactor>;

/** `POST /v1/enrolments/:token/offer {code}`: what the browser is to make. */
export const PasskeyOffer = v.object({
  challenge: v.string(),
  rp: v.object({ id: v.string(), name: v.string() }),
  user: v.object({ id: v.string(), name: v.string() }),
  /** COSE, best first. */
  algorithms: v.array(v.number()),
  /** Milliseconds. */
  timeout: v.number(),
  /** Devices that are enrolled already. */
  exclude: v.array(v.string()),
});
export type PasskeyOffer = v.InferOutput<typeof PasskeyOffer>;

/** `POST /v1/enrolments/:token/passkey`. */
export const PasskeyMade = v.object({
  id: credentialId,
  clientDataJSON: bytes(4096),
  attestationObject: bytes(16_384),
  transports: v.pipe(v.array(v.pipe(v.string(), v.maxLength(20))), v.maxLength(8)),
});
export type PasskeyMade = v.InferOutput<typeof PasskeyMade>;
