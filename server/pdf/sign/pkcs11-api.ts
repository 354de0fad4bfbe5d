import { KeyRefusal } from '../core/key-refusal.js';

/*
 * What we use of `pkcs11js`, written down here and not taken from its own types: it is an optional package, and what
 * compiles must not hang on whether it could be built on a machine.
 */

/** A slot, session or object, opaque. */
export type Pkcs11Handle = Buffer;

export interface Pkcs11Attribute {
  readonly type: number;
  readonly value?: number | boolean | string | Buffer;
}

/** The functions of PKCS #11 2.40 by their own names, for one library. */
export interface Pkcs11Library {
  load(path: string): void;
  C_Initialize(): void;
  C_GetSlotList(tokenPresent: boolean): Pkcs11Handle[];
  C_GetTokenInfo(slot: Pkcs11Handle): { readonly label: string; readonly flags: number };
  C_GetMechanismList(slot: Pkcs11Handle): number[];
  C_OpenSession(slot: Pkcs11Handle, flags: number): Pkcs11Handle;
  C_CloseSession(session: Pkcs11Handle): void;
  C_Login(session: Pkcs11Handle, userType: number, pin: string): void;
  C_Logout(session: Pkcs11Handle): void;
  C_FindObjectsInit(session: Pkcs11Handle, template: readonly Pkcs11Attribute[]): void;
  C_FindObjects(session: Pkcs11Handle, most: number): Pkcs11Handle[];
  C_FindObjectsFinal(session: Pkcs11Handle): void;
  C_GetAttributeValue(
    session: Pkcs11Handle,
    object: Pkcs11Handle,
    template: readonly Pkcs11Attribute[],
  ): { readonly value: Buffer }[];
  C_SignInit(session: Pkcs11Handle, mechanism: { readonly mechanism: number }, key: Pkcs11Handle): void;
  /** Off the main thread: a device on the network takes its time. */
  C_SignAsync(session: Pkcs11Handle, data: Buffer, into: Buffer): Promise<Buffer>;
}

/** Numbers of PKCS #11 2.40 §A; the package has them, but not before it is loaded. */
export const PKCS11 = {
  CKO_CERTIFICATE: 1,
  CKO_PRIVATE_KEY: 3,
  CKA_CLASS: 0,
  CKA_LABEL: 3,
  CKA_VALUE: 0x11,
  CKA_ID: 0x102,
  CKM_SHA256_RSA_PKCS: 0x40,
  CKM_ECDSA: 0x1041,
  CKF_SERIAL_SESSION: 4,
  CKF_USER_PIN_LOCKED: 0x40000,
  CKU_USER: 1,
  CKR_PIN_INCORRECT: 0xa0,
  CKR_PIN_LOCKED: 0xa4,
  CKR_CRYPTOKI_ALREADY_INITIALIZED: 0x191,
} as const;

/** The result code of a failed call; undefined where something else went wrong. */
export function pkcs11Code(error: unknown): number | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'number' ? error.code : undefined;
}

const PACKAGE = 'pkcs11js';
const libraries = new Map<string, Pkcs11Library>();

/**
 * Opens a token's library, which then stays in the process: it may be initialised once.
 *
 * @param path absolute; whoever chooses it chooses code that we run, so it comes from an operator's settings alone
 * @throws {KeyRefusal} `token-package-missing`, `token-module-unreadable`
 */
export async function pkcs11Library(path: string): Promise<Pkcs11Library> {
  const known = libraries.get(path);
  if (known) return known;
  const library = new (await packageOf())();
  try {
    library.load(path);
    initialize(library);
  } catch (cause) {
    throw new KeyRefusal('token-module-unreadable', path, { cause });
  }
  libraries.set(path, library);
  return library;
}

function initialize(library: Pkcs11Library): void {
  try {
    library.C_Initialize();
  } catch (error) {
    if (pkcs11Code(error) !== PKCS11.CKR_CRYPTOKI_ALREADY_INITIALIZED) throw error;
  }
}

async function packageOf(): Promise<new () => Pkcs11Library> {
  try {
    // The default import: a namespace does not have the constructor that its own functions accept.
    const { default: api } = (await import(PACKAGE)) as {
      default: { PKCS11: new () => Pkcs11Library };
    };
    return api.PKCS11;
  } catch (cause) {
    const how =
      'the optional package pkcs11js is not installed: install it, with a compiler (pnpm add pkcs11js)';
    throw new KeyRefusal('token-package-missing', how, { cause });
  }
}
