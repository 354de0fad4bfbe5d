const MOST = 256;
/** Longer ones are rare, and not worth their memory: bytes. */
const LONGEST = 8 * 1024;

/** What was read last from DER, found again by all of its bytes. At most 256 values of at most 8 KiB. */
export class DerMemory<T extends { readonly der: Uint8Array }> {
  readonly #known = new Map<string, T>();

  get(der: Uint8Array): T | undefined {
    if (der.length > LONGEST) return undefined;
    const key = keyOf(der);
    const found = this.#known.get(key);
    if (!found) return undefined;
    // The last to be asked for is the last to go.
    this.#known.delete(key);
    this.#known.set(key, found);
    return found;
  }

  keep(value: T): T {
    if (value.der.length > LONGEST) return value;
    this.#known.set(keyOf(value.der), value);
    const [oldest] = this.#known.keys();
    if (this.#known.size > MOST && oldest !== undefined) this.#known.delete(oldest);
    return value;
  }
}

function keyOf(der: Uint8Array): string {
  return Buffer.from(der.buffer, der.byteOffset, der.length).toString('latin1');
}
