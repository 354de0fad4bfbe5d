import { misformed, uncaught } from './gateway-refusal.js';

/** The body of a v1 call: `multipart/form-data` or nothing. @throws {GatewayRefusal} */
export async function readForm(body: Uint8Array, type: string): Promise<FormData> {
  if (!/^multipart\/form-data\b/i.test(type)) throw uncaught(415);
  try {
    return await new Response(Buffer.from(body), { headers: { 'content-type': type } }).formData();
  } catch (error) {
    if (error instanceof TypeError) throw uncaught(400);
    throw error;
  }
}

/** Text of a form field, undefined where it is missing or empty. */
export function textField(form: FormData, name: string): string | undefined {
  const value = form.get(name);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Bytes of a file field. */
export async function fileField(form: FormData, name: string): Promise<Uint8Array | undefined> {
  const value = form.get(name);
  if (value === null || typeof value === 'string') return undefined;
  return new Uint8Array(await value.arrayBuffer());
}

export type Fields = Readonly<Record<string, unknown>>;

/** The body of a v2 call: one JSON object. @throws {GatewayRefusal} */
export function readJson(body: Uint8Array, type: string): Fields {
  if (!/^application\/json\b/i.test(type)) throw uncaught(415);
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
    if (isFields(value)) return value;
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof TypeError)) throw error;
  }
  throw uncaught(400);
}

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Text of a JSON member; null and empty are as missing. @throws {GatewayRefusal} for anything but text */
export function textMember(fields: Fields, name: string): string | undefined {
  const value = fields[name];
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value !== 'string') throw misformed(`${name} harus berupa teks`);
  return value;
}

/** Strictly: canonical base64 with its padding, no line breaks, no address in front (RFC 4648 §4). @throws {GatewayRefusal} */
export function readBase64(value: unknown, name: string): Uint8Array {
  if (typeof value !== 'string' || value === '') throw misformed(`${name} harus diisi`);
  const bytes = Buffer.from(value, 'base64');
  if (bytes.length === 0 || bytes.toString('base64') !== value)
    throw misformed(`${name}: Illegal base64 character`);
  return bytes;
}
