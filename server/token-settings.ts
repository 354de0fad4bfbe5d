import { readFile } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import { ConfigRefusal } from './config.js';
import type { TokenAccess } from './pdf/index.js';
import { isObject, readSecretJson } from './secret-json.js';

const known = ['module', 'token', 'pin', 'pinFile'];

/**
 * Reads the file of `NOKEN_PKCS11`: the tokens in which institutions have their seal keys, and how each is opened.
 *
 * ```json
 * { "tokens": [{ "module": "/usr/lib/softhsm/libsofthsm2.so", "token": "segel", "pinFile": "/run/secrets/segel" }] }
 * ```
 *
 * A token that says neither `pin` nor `pinFile` is opened with `NOKEN_PKCS11_PIN`. Libraries are loaded from here alone:
 * what a row of the database names must be one of them.
 *
 * @throws {ConfigRefusal} one sentence that repeats nothing secret
 */
export async function readTokenSettings(path: string, usualPin: string | undefined): Promise<TokenAccess[]> {
  const value = await readSecretJson('NOKEN_PKCS11', path);
  const tokens = isObject(value) ? value['tokens'] : undefined;
  if (!Array.isArray(tokens) || tokens.length === 0)
    throw refusal(path, 'it must be an object with "tokens", a list');
  const read: TokenAccess[] = [];
  for (const [at, token] of tokens.entries())
    read.push(await tokenAccess(path, `token ${String(at + 1)}`, token, usualPin));
  return read;
}

async function tokenAccess(
  path: string,
  which: string,
  value: unknown,
  usualPin: string | undefined,
): Promise<TokenAccess> {
  if (!isObject(value)) throw refusal(path, `${which} must be an object`);
  const unknown = Object.keys(value).find((key) => !known.includes(key));
  if (unknown !== undefined) throw refusal(path, `${which} knows no ${JSON.stringify(unknown.slice(0, 40))}`);
  const { module, token, pin, pinFile } = value;
  if (typeof module !== 'string' || !isAbsolute(module))
    throw refusal(path, `${which}: "module" must be the absolute path of a PKCS #11 library`);
  if (typeof token !== 'string' || token === '') throw refusal(path, `${which}: "token" must be its label`);
  if (pin !== undefined && pinFile !== undefined)
    throw refusal(path, `${which}: of "pin" and "pinFile", one at most`);
  const found = pinFile === undefined ? (pin ?? usualPin) : await readPin(path, which, pinFile);
  if (typeof found !== 'string' || found === '')
    throw refusal(path, `${which} has no PIN: give it "pin" or "pinFile", or set NOKEN_PKCS11_PIN`);
  return { module, token, pin: found };
}

/** The first line, since an editor ends it with a newline that is not meant. */
async function readPin(path: string, which: string, file: unknown): Promise<string> {
  if (typeof file !== 'string' || !isAbsolute(file))
    throw refusal(path, `${which}: "pinFile" must be an absolute path`);
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw refusal(path, `${which}: ${file} cannot be read`, cause);
  });
  return text.split(/\r?\n/, 1)[0] ?? '';
}

function refusal(path: string, why: string, cause?: unknown): ConfigRefusal {
  return new ConfigRefusal(`NOKEN_PKCS11: ${path}: ${why}.`, { cause });
}
