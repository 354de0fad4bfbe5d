/** Universal tags that this house writes or reads (X.690 §8). */
export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  enumerated: 0x0a,
  utf8String: 0x0c,
  printableString: 0x13,
  teletexString: 0x14,
  ia5String: 0x16,
  utcTime: 0x17,
  generalizedTime: 0x18,
  universalString: 0x1c,
  bmpString: 0x1e,
  sequence: 0x30,
  set: 0x31,
} as const;

/** One value in DER: identifier, minimal definite length, content. */
export function tlv(identifier: number, ...content: readonly Uint8Array[]): Uint8Array {
  let length = 0;
  for (const part of content) length += part.length;
  const head = lengthOctets(length);
  const out = new Uint8Array(1 + head.length + length);
  out[0] = identifier;
  out.set(head, 1);
  let at = 1 + head.length;
  for (const part of content) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

export function sequence(...items: readonly Uint8Array[]): Uint8Array {
  return tlv(TAG.sequence, ...items);
}

/** SET OF: DER wants the encodings in ascending order (X.690 §11.6). */
export function setOf(...items: readonly Uint8Array[]): Uint8Array {
  return tlv(TAG.set, ...items.toSorted((a, b) => Buffer.compare(a, b)));
}

export function integer(value: bigint | number): Uint8Array {
  let rest = BigInt(value);
  if (rest < 0n) throw new RangeError('This house writes no negative INTEGER.');
  const octets: number[] = [];
  do {
    octets.unshift(Number(rest & 0xffn));
    rest >>= 8n;
  } while (rest > 0n);
  if ((octets[0] ?? 0) >= 0x80) octets.unshift(0);
  return tlv(TAG.integer, Uint8Array.from(octets));
}

const writtenOids = new Map<string, Uint8Array>();

/**
 * An object identifier from its dotted form; arcs may be of any size (2.25 takes a whole UUID). Each is worked out
 * once, as every signature writes the same ones.
 */
export function oid(dotted: string): Uint8Array {
  const known = writtenOids.get(dotted);
  if (known) return known;
  const written = writeOid(dotted);
  if (writtenOids.size < 1000) writtenOids.set(dotted, written);
  return written;
}

function writeOid(dotted: string): Uint8Array {
  const [first = 0n, second = 0n, ...others] = dotted.split('.').map(BigInt);
  const octets = [first * 40n + second, ...others].flatMap(base128);
  return tlv(TAG.oid, Uint8Array.from(octets));
}

export function octetString(value: Uint8Array): Uint8Array {
  return tlv(TAG.octetString, value);
}

/** A BIT STRING whose last octet has `unused` bits that do not count. */
export function bitString(value: Uint8Array, unused = 0): Uint8Array {
  return tlv(TAG.bitString, Uint8Array.of(unused), value);
}

/** A named bit list: trailing zero bits are left out, as DER wants (X.690 §11.2.2). */
export function namedBits(bits: readonly number[]): Uint8Array {
  if (bits.length === 0) return bitString(new Uint8Array());
  const highest = Math.max(...bits);
  const octets = new Uint8Array(Math.floor(highest / 8) + 1);
  for (const bit of bits) octets[bit >> 3] = (octets[bit >> 3] ?? 0) | (0x80 >> (bit & 7));
  return bitString(octets, 7 - (highest % 8));
}

export function nullValue(): Uint8Array {
  return tlv(TAG.null);
}

export function boolean(value: boolean): Uint8Array {
  return tlv(TAG.boolean, Uint8Array.of(value ? 0xff : 0));
}

export function utf8String(text: string): Uint8Array {
  return tlv(TAG.utf8String, Buffer.from(text, 'utf8'));
}

/** @throws {RangeError} for a character outside X.680 §41.4. */
export function printableString(text: string): Uint8Array {
  if (!/^[A-Za-z0-9 '()+,\-./:=?]*$/.test(text)) throw new RangeError('Not a PrintableString.');
  return tlv(TAG.printableString, Buffer.from(text, 'latin1'));
}

/** Whole seconds in UTC, as RFC 5280 §4.1.2.5.2 and RFC 3161 §2.4.2 want them. */
export function generalizedTime(at: Date): Uint8Array {
  return tlv(TAG.generalizedTime, Buffer.from(`${compactTime(at)}Z`, 'latin1'));
}

/** Time as certificates have it: UTCTime until 2049, GeneralizedTime from 2050 (RFC 5280 §4.1.2.5). */
export function certificateTime(at: Date): Uint8Array {
  if (at.getUTCFullYear() >= 2050) return generalizedTime(at);
  return tlv(TAG.utcTime, Buffer.from(`${compactTime(at).slice(2)}Z`, 'latin1'));
}

/** `[n] EXPLICIT`. */
export function explicit(n: number, ...content: readonly Uint8Array[]): Uint8Array {
  return tlv(0xa0 | n, ...content);
}

/** `[n] IMPLICIT`: the value keeps its content and its being constructed, and loses its own tag. */
export function implicit(n: number, value: Uint8Array): Uint8Array {
  const out = Uint8Array.from(value);
  out[0] = 0x80 | ((value[0] ?? 0) & 0x20) | n;
  return out;
}

/** `AlgorithmIdentifier` with the parameters given, or with none. */
export function algorithmIdentifier(dotted: string, parameters?: Uint8Array): Uint8Array {
  return parameters ? sequence(oid(dotted), parameters) : sequence(oid(dotted));
}

function lengthOctets(length: number): Uint8Array {
  if (length < 0x80) return Uint8Array.of(length);
  const octets: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256);
  return Uint8Array.of(0x80 | octets.length, ...octets);
}

function base128(arc: bigint): number[] {
  const octets = [Number(arc & 0x7fn)];
  for (let rest = arc >> 7n; rest > 0n; rest >>= 7n) octets.unshift(Number(rest & 0x7fn) | 0x80);
  return octets;
}

function compactTime(at: Date): string {
  return at.toISOString().slice(0, 19).replace(/[-T:]/g, '');
}
