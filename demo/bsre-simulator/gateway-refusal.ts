/** How a refusal is drawn: as the gateway's own, as its PDF engine's, or as the framework's when nobody caught it. */
export type RefusalKind = 'own' | 'engine' | 'framework';

/** The gateway says no. What it becomes on the wire depends on its release; see `drawRefusal`. */
export class GatewayRefusal extends Error {
  override readonly name = 'GatewayRefusal';

  /**
   * @param code `status_code` of the body; 400 where the gateway has no number of its own
   * @param synthetic no source shows this refusal
   */
  constructor(
    readonly http: number,
    readonly code: number,
    readonly text: string,
    readonly kind: RefusalKind = 'own',
    readonly synthetic = false,
  ) {
    super(text);
  }
}

/** A request that the documentation forbids, but of which no source shows the answer. `synthetic: true`. */
export function misformed(text: string): GatewayRefusal {
  return new GatewayRefusal(400, 400, text, 'own', true);
}

/** What nobody caught, in the words of the framework. */
export function uncaught(http = 500): GatewayRefusal {
  return new GatewayRefusal(http, http, frameworkWords[http] ?? 'Internal Server Error', 'framework');
}

/** Standard reason phrases (RFC 9110 §15), which the framework repeats. */
const frameworkWords: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  404: 'Not Found',
  405: 'Method Not Allowed',
  413: 'Payload Too Large',
  415: 'Unsupported Media Type',
  500: 'Internal Server Error',
};

export const notKnown = (): GatewayRefusal => new GatewayRefusal(400, 2011, 'User tidak terdaftar');
export const wrongPassphrase = (): GatewayRefusal => new GatewayRefusal(400, 2031, 'Passphrase anda salah');
/** `synthetic: true`: no source shows what a wrong code gives. */
export const wrongTotp = (): GatewayRefusal => new GatewayRefusal(400, 2041, 'TOTP tidak valid', 'own', true);
