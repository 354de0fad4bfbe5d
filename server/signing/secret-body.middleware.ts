import type { Context } from 'hono';
import * as v from 'valibot';
import { Problem } from '../platform/problem.js';

/**
 * Reads a JSON body that holds a passphrase, and gives the passphrase as bytes that the caller wipes.
 *
 * The bytes of the body are wiped here. The strings that JSON makes cannot be; nothing refers to them after this, and a
 * refusal never repeats what was sent.
 *
 * @throws {Problem} `affirmation-missing`, `request-invalid`
 */
export async function readSecretBody<S extends v.GenericSchema<unknown, { passphrase: string }>>(
  c: Context,
  schema: S,
): Promise<Omit<v.InferOutput<S>, 'passphrase'> & { passphrase: Buffer }> {
  const bytes = Buffer.from(await c.req.arrayBuffer());
  try {
    const { passphrase, ...rest } = parse(bytes.toString('utf8'), schema);
    // A slice of Node's pool would leave copies of other requests beside it.
    const secret = Buffer.alloc(Buffer.byteLength(passphrase));
    secret.write(passphrase);
    return { ...rest, passphrase: secret };
  } finally {
    bytes.fill(0);
  }
}

function parse<S extends v.GenericSchema<unknown, { passphrase: string }>>(
  text: string,
  schema: S,
): v.InferOutput<S> {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    // Without the cause: a parser's message quotes the text.
    throw new Problem('request-invalid', { where: 'isi' });
  }
  const result = v.safeParse(schema, body);
  if (result.success) return result.output;
  const where = v.getDotPath(result.issues[0]) ?? 'isi';
  throw where === 'affirmed' ? new Problem('affirmation-missing') : new Problem('request-invalid', { where });
}
