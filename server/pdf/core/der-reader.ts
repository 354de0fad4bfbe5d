import { TAG, tlv } from './der-writer.js';
import { KeyRefusal } from './key-refusal.js';

/** How much of a stranger's ASN.1 we are willing to walk. */
export interface DerLimits {
  /** Largest whole value, in bytes. */
  readonly maxBytes: number;
  readonly maxDepth: number;
  readonly maxNodes: number;
}

const defaultDerLimits: DerLimits = { maxBytes: 32 * 1024 * 1024, maxDepth: 64, maxNodes: 400_000 };

/** What one reading shares over all its nodes. */
interface Walk {
  readonly limits: DerLimits;
  nodes: number;
  /** Something was BER and not DER: an indefinite or a padded length, a string in pieces. */
  ber: boolean;
}

/**
 * One value of ASN.1, read lazily: children are looked at when they are asked for, so that a revocation
 * list of megabytes inside a signature costs nothing until somebody wants it.
 *
 * Every getter throws `KeyRefusal` `asn1-malformed` when the value is not what is asked for.
 */
export class DerNode {
  private parsed: readonly DerNode[] | undefined;

  constructor(
    /** First identifier octet: class, constructed bit and low tag number. */
    readonly identifier: number,
    /** The whole value with its header (and its end-of-contents octets). */
    readonly encoded: Uint8Array,
    readonly content: Uint8Array,
    private readonly depth: number,
    private readonly walk: Walk,
    parsed?: readonly DerNode[],
  ) {
    this.parsed = parsed;
  }

  get constructed(): boolean {
    return (this.identifier & 0x20) !== 0;
  }

  /** Whether anything read so far of the whole value was BER rather than DER. */
  get isBer(): boolean {
    return this.walk.ber;
  }

  get children(): readonly DerNode[] {
    if (!this.constructed) throw malformed('a primitive value has no children');
    this.parsed ??= readAll(this.content, this.depth + 1, this.walk);
    return this.parsed;
  }

  is(identifier: number): boolean {
    return this.identifier === identifier;
  }

  /** This node, if it has that identifier. */
  expect(identifier: number): this {
    if (this.identifier !== identifier) {
      throw malformed(`identifier ${hex(this.identifier)} where ${hex(identifier)} belongs`);
    }
    return this;
  }

  /** The child at `index`, which must exist. */
  at(index: number): DerNode {
    const child = this.children[index];
    if (!child) throw malformed(`value ${index} is missing`);
    return child;
  }

  /** The first child of a context tag, primitive or constructed, by its number. */
  tagged(n: number): DerNode | undefined {
    return this.children.find((child) => (child.identifier & 0xdf) === (0x80 | n));
  }

  oid(): string {
    this.expect(TAG.oid);
    let text = '';
    let arc: number | bigint = 0;
    let open = false;
    if (this.content.length > 64) throw malformed('object identifier of more than 64 octets');
    for (const octet of this.content) {
      // Two ways to write one identifier would let an attribute hide from who looks for it (X.690 §8.19.2).
      if (!open && octet === 0x80) throw malformed('object identifier with padding');
      arc = withSeptet(arc, octet & 0x7f);
      open = (octet & 0x80) !== 0;
      if (open) continue;
      text = text === '' ? headArcs(arc) : `${text}.${arc}`;
      arc = 0;
    }
    if (text === '' || open) throw malformed('object identifier cut off');
    return text;
  }

  integer(): bigint {
    const octets = this.expect(TAG.integer).content;
    if (octets.length === 0 || octets.length > 4096)
      throw malformed('integer without or with too many octets');
    if (isPadded(octets)) throw malformed('integer with more octets than it needs');
    const value = BigInt(`0x${Buffer.from(octets).toString('hex')}`);
    return (octets[0] ?? 0) >= 0x80 ? value - (1n << BigInt(octets.length * 8)) : value;
  }

  /** An INTEGER that fits into 32 bits, such as a version. */
  smallInteger(): number {
    const value = this.integer();
    if (value < -0x80000000n || value > 0x7fffffffn) throw malformed('integer too large here');
    return Number(value);
  }

  /** An OCTET STRING, also one sent in pieces (BER). A context tag in its place is taken as well. */
  octets(): Uint8Array {
    if ((this.identifier & 0xc0) === 0 && (this.identifier & 0x1f) !== TAG.octetString) {
      throw malformed(`identifier ${hex(this.identifier)} where an OCTET STRING belongs`);
    }
    if (!this.constructed) return this.content;
    this.walk.ber = true;
    return Buffer.concat(this.children.map((piece) => piece.octets()));
  }

  /** Content of a BIT STRING without the count of unused bits. */
  bits(): Uint8Array {
    this.expect(TAG.bitString);
    const unused = this.content[0];
    if (unused === undefined || unused > 7) throw malformed('bit string without a count of unused bits');
    return this.content.subarray(1);
  }

  /** Numbers of the bits that are set in a named bit list. */
  bitNumbers(): number[] {
    const set: number[] = [];
    this.bits().forEach((octet, index) => {
      for (let bit = 0; bit < 8; bit++) if (octet & (0x80 >> bit)) set.push(index * 8 + bit);
    });
    return set;
  }

  boolean(): boolean {
    this.expect(TAG.boolean);
    if (this.content.length !== 1) throw malformed('boolean of another length than one');
    return this.content[0] !== 0;
  }

  /** Any of the string types of a distinguished name. */
  text(): string {
    const octets = Buffer.from(this.content);
    switch (this.identifier) {
      case TAG.utf8String:
        return octets.toString('utf8');
      case TAG.bmpString:
        return Buffer.from(octets.subarray(0, octets.length & ~1))
          .swap16()
          .toString('utf16le');
      case TAG.universalString:
        return utf32(octets);
      default:
        return octets.toString('latin1');
    }
  }

  /** UTCTime or GeneralizedTime with seconds; fractions are kept to the millisecond. */
  time(): Date {
    const text = Buffer.from(this.content).toString('latin1');
    if (this.is(TAG.utcTime)) {
      const match = /^(\d\d)(\d{8})(\d\d)?Z$/.exec(text);
      if (!match) throw malformed('UTCTime of another form');
      const [, year = '', rest = '', seconds = '00'] = match;
      return instant(`${Number(year) >= 50 ? '19' : '20'}${year}${rest}${seconds}`, '');
    }
    const match = /^(\d{14})(?:[.,](\d{1,9}))?Z$/.exec(text);
    if (!this.is(TAG.generalizedTime) || !match) throw malformed('time of another form');
    return instant(match[1] ?? '', match[2] ?? '');
  }

  /** The same value in definite, minimal lengths and with whole strings. Sets keep their order. */
  toDefinite(): Uint8Array {
    if (!this.hasPieces() && !this.walk.ber) return this.encoded;
    if (!this.constructed) return tlv(this.identifier, this.content);
    if (this.is(TAG.octetString | 0x20)) return tlv(TAG.octetString, this.octets());
    return tlv(this.identifier, ...this.children.map((child) => child.toDefinite()));
  }

  /** Whether a string in pieces is in it. Reads all of it, so that afterwards its BER is known too. */
  private hasPieces(): boolean {
    if (!this.constructed) return false;
    return this.is(TAG.octetString | 0x20) || this.children.filter((child) => child.hasPieces()).length > 0;
  }
}

export interface DerReading {
  readonly node: DerNode;
  /** What stands behind the value: in a PDF the zeros that pad `/Contents`. */
  readonly rest: Uint8Array;
}

/**
 * Reads the one value that `bytes` begin with (X.690, DER; BER lengths are taken and told by `node.isBer`).
 *
 * @throws {KeyRefusal} `asn1-malformed`, `asn1-over-limits`
 */
export function readDer(bytes: Uint8Array, limits: DerLimits = defaultDerLimits): DerReading {
  if (bytes.length > limits.maxBytes) throw new KeyRefusal('asn1-over-limits', `${bytes.length} bytes`);
  const node = readOne(bytes, 0, { limits, nodes: 0, ber: false }, 0);
  return { node, rest: bytes.subarray(node.encoded.length) };
}

/** Reads `bytes` that must be one value and nothing else. @throws {KeyRefusal} as {@link readDer} */
export function readWholeDer(bytes: Uint8Array, limits?: DerLimits): DerNode {
  const { node, rest } = readDer(bytes, limits);
  if (rest.length > 0) throw malformed('bytes behind the value');
  return node;
}

function readAll(bytes: Uint8Array, depth: number, walk: Walk): DerNode[] {
  const nodes: DerNode[] = [];
  for (let at = 0; at < bytes.length;) {
    const node = readOne(bytes, at, walk, depth);
    nodes.push(node);
    at += node.encoded.length;
  }
  return nodes;
}

function readOne(bytes: Uint8Array, start: number, walk: Walk, depth: number): DerNode {
  if (depth > walk.limits.maxDepth) throw new KeyRefusal('asn1-over-limits', 'nested too deep');
  if (++walk.nodes > walk.limits.maxNodes) throw new KeyRefusal('asn1-over-limits', 'too many values');
  const identifier = octetAt(bytes, start);
  // No structure of X.509, CMS or RFC 3161 has a tag above 30.
  if ((identifier & 0x1f) === 0x1f) throw malformed('tag in several octets');
  const { length, headerEnd } = readLength(bytes, start + 1, walk);
  if (length === undefined) return readIndefinite(bytes, start, headerEnd, walk, depth);
  const end = headerEnd + length;
  if (end > bytes.length) throw malformed('value cut off');
  return new DerNode(identifier, bytes.subarray(start, end), bytes.subarray(headerEnd, end), depth, walk);
}

function readLength(bytes: Uint8Array, at: number, walk: Walk): { length?: number; headerEnd: number } {
  const first = octetAt(bytes, at);
  if (first < 0x80) return { length: first, headerEnd: at + 1 };
  if (first === 0x80) return { headerEnd: at + 1 };
  const count = first & 0x7f;
  if (count > 8) throw malformed('length in more than eight octets');
  let length = 0;
  for (let i = 1; i <= count; i++) length = length * 256 + octetAt(bytes, at + i);
  if (length > walk.limits.maxBytes) throw malformed('value longer than its holder');
  if (length < 0x80 || octetAt(bytes, at + 1) === 0) walk.ber = true;
  return { length, headerEnd: at + 1 + count };
}

function readIndefinite(bytes: Uint8Array, start: number, from: number, walk: Walk, depth: number): DerNode {
  const identifier = octetAt(bytes, start);
  if (!(identifier & 0x20)) throw malformed('a primitive value of indefinite length');
  walk.ber = true;
  const children: DerNode[] = [];
  let at = from;
  while (octetAt(bytes, at) !== 0 || octetAt(bytes, at + 1) !== 0) {
    const child = readOne(bytes, at, walk, depth + 1);
    children.push(child);
    at += child.encoded.length;
  }
  return new DerNode(
    identifier,
    bytes.subarray(start, at + 2),
    bytes.subarray(from, at),
    depth,
    walk,
    children,
  );
}

/** X.690 §8.3.2: the first nine bits of an INTEGER are not all alike. */
function isPadded([first = 0, second]: Uint8Array): boolean {
  if (second === undefined) return false;
  return (first === 0 && second < 0x80) || (first === 0xff && second >= 0x80);
}

/** Most arcs are small, and numbers are exact as long as no bit is lost; the few others are counted in big ones. */
function withSeptet(arc: number | bigint, septet: number): number | bigint {
  if (typeof arc === 'number' && arc < 2 ** 45) return arc * 0x80 + septet;
  return (BigInt(arc) << 7n) | BigInt(septet);
}

/** The first two arcs, which are written as one (X.690 §8.19.4). */
function headArcs(head: number | bigint): string {
  if (head < 40) return `0.${head}`;
  return head < 80 ? `1.${Number(head) - 40}` : `2.${BigInt(head) - 80n}`;
}

function octetAt(bytes: Uint8Array, at: number): number {
  const octet = bytes[at];
  if (octet === undefined) throw malformed('value cut off');
  return octet;
}

function instant(digits: string, fraction: string): Date {
  const [, y = '', mo = '', d = '', h = '', mi = '', s = ''] =
    /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(digits) ?? [];
  const at = new Date(`${y}-${mo}-${d}T${h}:${mi}:${s}.${`${fraction}000`.slice(0, 3)}Z`);
  if (Number.isNaN(at.getTime())) throw malformed('a day that no calendar has');
  return at;
}

function utf32(octets: Buffer): string {
  let text = '';
  for (let at = 0; at + 4 <= octets.length; at += 4) {
    const point = octets.readUInt32BE(at);
    text += point <= 0x10ffff ? String.fromCodePoint(point) : '\ufffd';
  }
  return text;
}

function hex(identifier: number): string {
  return `0x${identifier.toString(16).padStart(2, '0')}`;
}

function malformed(detail: string): KeyRefusal {
  return new KeyRefusal('asn1-malformed', detail);
}
