import { booleanIn, jsonObject, objectIn, textIn } from './answer-fields.js';
import { gatewayTime } from './gateway-time.js';

/** That a one-time code was made: sent to the person, or told to us. */
export interface BsreOneTimeCode {
  /** The code, where the answer has it. The caller wipes it. */
  readonly totp: Buffer | undefined;
  /** ISO 8601, UTC. */
  readonly expires: string | undefined;
  /** The gateway's sentence, masked. */
  readonly said: string | undefined;
  /** The answer, masked. */
  readonly raw: string;
}

/** @returns undefined where it is no success: an answer of 200 may say `success: false` */
export function readOneTimeCode(text: string): Omit<BsreOneTimeCode, 'raw'> | undefined {
  const fields = jsonObject(text);
  const inner = objectIn(fields, 'data');
  if (!fields || booleanIn(fields, 'success') === false || booleanIn(inner ?? fields, 'result') === false)
    return undefined;
  const code = textIn(inner, 'totp') ?? textIn(fields, 'totp');
  return {
    totp: code === undefined ? undefined : Buffer.from(code),
    expires: gatewayTime(textIn(inner, 'expires') ?? textIn(fields, 'expires')),
    said: textIn(inner, 'message') ?? textIn(fields, 'message'),
  };
}
