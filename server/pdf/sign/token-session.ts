import { createHash } from 'node:crypto';
import { KeyRefusal } from '../core/key-refusal.js';
import {
  PKCS11,
  pkcs11Code,
  pkcs11Library,
  type Pkcs11Attribute,
  type Pkcs11Handle,
  type Pkcs11Library,
} from './pkcs11-api.js';

/** A token as an operator names it. */
export interface TokenAccess {
  /** Absolute path of its PKCS #11 library. */
  readonly module: string;
  /** Its label. */
  readonly token: string;
  readonly pin: string;
}

/** A token while somebody is logged in. */
export interface OpenToken {
  readonly cryptoki: Pkcs11Library;
  readonly slot: Pkcs11Handle;
  readonly session: Pkcs11Handle;
}

/** Logging in and out is for all sessions of a process at once, so that acts on one library come one after the other. */
const lines = new Map<string, Promise<unknown>>();

/**
 * Tokens that refused a PIN, with what was refused: asked again they would count it again, and lock themselves after a
 * few. A hash, so that no PIN is kept.
 */
const refusedPins = new Set<string>();

/**
 * Logs in at a token for one act, and out again whatever happens.
 *
 * @throws {KeyRefusal} `token-package-missing`, `token-module-unreadable`, `token-missing`, `token-pin-wrong`,
 *   `token-pin-locked`, `token-failed`, and what `act` throws
 */
export function withToken<T>(access: TokenAccess, act: (open: OpenToken) => Promise<T>): Promise<T> {
  const before = lines.get(access.module) ?? Promise.resolve();
  const mine = before.then(() => inSession(access, act));
  const settled = mine.catch(() => undefined);
  lines.set(access.module, settled);
  return mine;
}

async function inSession<T>(access: TokenAccess, act: (open: OpenToken) => Promise<T>): Promise<T> {
  const cryptoki = await pkcs11Library(access.module);
  let session: Pkcs11Handle | undefined;
  try {
    const slot = findSlot(cryptoki, access.token);
    session = cryptoki.C_OpenSession(slot, PKCS11.CKF_SERIAL_SESSION);
    logIn(cryptoki, session, access);
    return await act({ cryptoki, slot, session });
  } catch (cause) {
    if (pkcs11Code(cause) === undefined) throw cause;
    throw new KeyRefusal('token-failed', cause instanceof Error ? cause.message : '', { cause });
  } finally {
    if (session) leave(cryptoki, session);
  }
}

function findSlot(cryptoki: Pkcs11Library, token: string): Pkcs11Handle {
  const labels = cryptoki
    .C_GetSlotList(true)
    .map((slot) => ({ slot, ...cryptoki.C_GetTokenInfo(slot) }))
    .filter(({ label }) => label.trimEnd() === token);
  const [found] = labels;
  if (!found || labels.length > 1)
    throw new KeyRefusal('token-missing', `${labels.length} tokens with the label ${token}`);
  if ((found.flags & PKCS11.CKF_USER_PIN_LOCKED) !== 0) throw new KeyRefusal('token-pin-locked', token);
  return found.slot;
}

function logIn(cryptoki: Pkcs11Library, session: Pkcs11Handle, { module, token, pin }: TokenAccess): void {
  const tried = createHash('sha256').update([module, token, pin].join('\0')).digest('hex');
  if (refusedPins.has(tried))
    throw new KeyRefusal('token-pin-wrong', `${token}: refused before, not tried again`);
  try {
    cryptoki.C_Login(session, PKCS11.CKU_USER, pin);
  } catch (cause) {
    const code = pkcs11Code(cause);
    if (code === PKCS11.CKR_PIN_LOCKED) throw new KeyRefusal('token-pin-locked', token, { cause });
    if (code !== PKCS11.CKR_PIN_INCORRECT) throw cause;
    refusedPins.add(tried);
    throw new KeyRefusal('token-pin-wrong', token, { cause });
  }
}

/** A device that was pulled out has nothing left to be closed. */
function leave(cryptoki: Pkcs11Library, session: Pkcs11Handle): void {
  for (const close of [() => cryptoki.C_Logout(session), () => cryptoki.C_CloseSession(session)])
    try {
      close();
    } catch (error) {
      if (pkcs11Code(error) === undefined) throw error;
    }
}

/** Objects of a token that fit, at most `most`. */
export function findObjects(
  { cryptoki, session }: OpenToken,
  template: readonly Pkcs11Attribute[],
  most: number,
): Pkcs11Handle[] {
  cryptoki.C_FindObjectsInit(session, template);
  try {
    return cryptoki.C_FindObjects(session, most);
  } finally {
    cryptoki.C_FindObjectsFinal(session);
  }
}
