import { isUtf8 } from 'node:buffer';
import { unsent } from './bsre-failure.js';
import type { Secret } from './bsre-mask.js';
import type { GatewayPlacement } from './gateway-placement.js';

/** Whom the gateway asks for. v1 knows only the NIK. */
export type BsreIdentity = { readonly nik: string } | { readonly email: string };

/** What only the signer knows, or got. The buffer stays its owner's, to be wiped; every copy made here is wiped here. */
export type BsreAuthorisation = { readonly passphrase: Buffer } | { readonly totp: Buffer };

export type BsreAppearance =
  | { readonly kind: 'invisible' }
  /** At a place. */
  | { readonly kind: 'visible'; readonly image: Uint8Array; readonly placement: GatewayPlacement }
  /** Over the first such character of the text. */
  | {
      readonly kind: 'tagged';
      readonly image: Uint8Array;
      readonly tag: string;
      readonly width: number;
      readonly height: number;
    };

interface Described {
  readonly pdf: Uint8Array;
  readonly appearance: BsreAppearance;
  readonly reason?: string;
  readonly location?: string;
}

/** One file: what becomes of the others when one of several fails, no source tells. */
export interface BsreSignRequest extends Described {
  readonly identity: BsreIdentity;
  readonly authorisation: BsreAuthorisation;
}

export interface BsreSealRequest extends Described {
  /** The institution, by the number that BSrE gave it. */
  readonly subscriber: string;
  readonly totp: Buffer;
}

/** @throws {BsreFailure} `request-invalid` (not sent) */
export function checkIdentity(identity: BsreIdentity): void {
  const isRight =
    'nik' in identity
      ? /^\d{16}$/.test(identity.nik)
      : // Enough to keep out what would change the request; whether it is somebody's, the gateway knows.
        /^[^\s@"<>\\]{1,64}@[^\s@"<>\\]{1,190}$/.test(identity.email);
  if (!isRight) throw unsent('request-invalid', 'the identity is no NIK of 16 digits and no address');
}

/** @throws {BsreFailure} `request-invalid` (not sent) */
export function checkSubscriber(subscriber: string): void {
  if (!/^[A-Za-z0-9._@-]{1,128}$/.test(subscriber)) throw unsent('request-invalid', 'the subscriber is none');
}

/** @throws {BsreFailure} `request-invalid` (not sent) */
export function checkSecret(secret: Uint8Array): void {
  if (secret.length === 0 || secret.length > 1024 || !isUtf8(secret))
    throw unsent('request-invalid', 'the passphrase or code is empty, too long or no text');
}

/** @throws {BsreFailure} `request-invalid` (not sent) */
export function checkDescribed({ pdf, appearance }: Described): void {
  if (!startsWith(pdf, '%PDF-')) throw unsent('request-invalid', 'the file does not begin as a PDF');
  if (appearance.kind === 'invisible') return;
  // Without a picture, v2 has been seen to fail inside.
  if (!startsWith(appearance.image, '\u0089PNG\r\n\u001a\n'))
    throw unsent('request-invalid', 'the picture is no PNG');
  if (appearance.kind === 'visible') return;
  const isOne = [...appearance.tag].length === 1 && appearance.tag.trim() !== '';
  const isSized = [appearance.width, appearance.height].every((size) => Number.isFinite(size) && size >= 1);
  if (!isOne || !isSized)
    throw unsent('request-invalid', 'a tag is one character, with a size for the picture');
}

function startsWith(bytes: Uint8Array, text: string): boolean {
  return Buffer.from(bytes.subarray(0, text.length)).equals(Buffer.from(text, 'latin1'));
}

export function secretsOf(identity: BsreIdentity, authorisation?: BsreAuthorisation): Secret[] {
  const who: Secret =
    'nik' in identity
      ? { name: 'nik', bytes: Buffer.from(identity.nik) }
      : { name: 'email', bytes: Buffer.from(identity.email) };
  return authorisation ? [who, secretOf(authorisation)] : [who];
}

export function secretOf(authorisation: BsreAuthorisation): Secret {
  return 'totp' in authorisation
    ? { name: 'totp', bytes: authorisation.totp }
    : { name: 'passphrase', bytes: authorisation.passphrase };
}
