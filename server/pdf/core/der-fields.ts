import type { DerNode } from './der-reader.js';
import { KeyRefusal } from './key-refusal.js';

/**
 * The fields of a SEQUENCE, taken one after another as its definition lists them. What is missing, out of order or
 * left over is refused, so that no two readers find different values in one structure.
 */
export class DerFields {
  readonly #fields: readonly DerNode[];
  #at = 0;

  /** @throws {KeyRefusal} `asn1-malformed` unless the node is a SEQUENCE */
  constructor(sequence: DerNode) {
    this.#fields = sequence.expect(0x30).children;
  }

  /** The next field, of whatever kind. @throws {KeyRefusal} `asn1-malformed` where there is none */
  any(): DerNode {
    const field = this.#fields[this.#at];
    if (!field) throw new KeyRefusal('asn1-malformed', `field ${this.#at} is missing`);
    this.#at += 1;
    return field;
  }

  /** The next field, which must have that identifier. @throws {KeyRefusal} `asn1-malformed` */
  next(identifier: number): DerNode {
    return this.any().expect(identifier);
  }

  /** The next field if it has that identifier. */
  optional(identifier: number): DerNode | undefined {
    return this.#fields[this.#at]?.is(identifier) ? this.any() : undefined;
  }

  /** @throws {KeyRefusal} `asn1-malformed` if a field is left */
  end(): void {
    if (this.#at < this.#fields.length) throw new KeyRefusal('asn1-malformed', 'a field too many');
  }
}
