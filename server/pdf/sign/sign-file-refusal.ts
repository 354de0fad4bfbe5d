export type SignFileRefusalCode =
  | 'input-not-found'
  | 'input-changed-meanwhile'
  | 'input-not-intact'
  | 'output-exists'
  | 'output-unwritable'
  | 'certificate-not-in-force';

/** Why a file was not signed or renewed, apart from what `PdfRefusal` and `KeyRefusal` say of its content and of keys. */
export class SignFileRefusal extends Error {
  override readonly name = 'SignFileRefusal';

  constructor(
    readonly code: SignFileRefusalCode,
    readonly detail: string = code,
    options?: ErrorOptions,
  ) {
    super(`${code}: ${detail}`, options);
  }
}
