import type { PdfLimits } from './limits.js';
import { type PdfObject, PdfDict, PdfRef } from './objects.js';
import { damaged, overLimits } from './pdf-refusal.js';

/** Attributes that a page inherits from the nodes above it (ISO 32000-1, table 30). */
const INHERITED = ['MediaBox', 'CropBox', 'Rotate', 'Resources'] as const;
type Inherited = (typeof INHERITED)[number];

export interface PdfPage {
  /** Undefined where the tree holds the page itself instead of a reference: such a page cannot be changed. */
  readonly ref: PdfRef | undefined;
  readonly dict: PdfDict;
  /** The page's own or inherited attribute, not resolved. */
  attribute(name: Inherited): PdfObject | undefined;
}

type Resolve = (value: PdfObject | undefined) => Promise<PdfObject>;
type Attributes = ReadonlyMap<Inherited, PdfObject>;
interface Node {
  readonly value: PdfObject;
  readonly attributes: Attributes;
  readonly depth: number;
}

/**
 * The pages in reading order, read no further than asked for. `/Count` is not believed.
 *
 * @throws {PdfRefusal} `pdf-damaged` when the tree has no root or a node twice
 */
export class PageTree {
  readonly #pages: PdfPage[] = [];
  readonly #visited = new Set<string>();
  #open: Node[] | undefined;

  constructor(
    private readonly root: PdfObject | undefined,
    private readonly resolve: Resolve,
    private readonly limits: PdfLimits,
  ) {}

  /** @returns undefined beyond the last page */
  async page(index: number): Promise<PdfPage | undefined> {
    while (this.#pages.length <= index && (await this.step())) continue;
    return this.#pages[index];
  }

  async count(): Promise<number> {
    while (await this.step()) continue;
    return this.#pages.length;
  }

  /** Looks at one more node. False when there is none left. */
  private async step(): Promise<boolean> {
    this.#open ??= [{ value: this.root ?? null, attributes: new Map(), depth: 0 }];
    const node = this.#open.pop();
    if (!node) return false;
    const ref = node.value instanceof PdfRef ? node.value : undefined;
    if (ref) {
      if (this.#visited.has(ref.key)) throw damaged(`page node ${ref.key} stands twice in the tree`);
      this.#visited.add(ref.key);
    }
    const dict = await this.resolve(node.value);
    if (!(dict instanceof PdfDict)) {
      if (node.depth === 0) throw damaged('no page tree');
      return true;
    }
    const attributes = inherit(node.attributes, dict);
    const kids = await this.resolve(dict.get('Kids'));
    if (Array.isArray(kids) && dict.name('Type') !== 'Page') {
      if (node.depth >= this.limits.maxNesting) throw overLimits('page tree too deep');
      if (kids.length > this.limits.maxPages) throw overLimits('too many pages');
      for (const value of kids.toReversed()) this.#open.push({ value, attributes, depth: node.depth + 1 });
    } else if (node.depth > 0) {
      if (this.#pages.length >= this.limits.maxPages) throw overLimits('too many pages');
      this.#pages.push({ ref, dict, attribute: (name) => attributes.get(name) });
    }
    return true;
  }
}

function inherit(above: Attributes, dict: PdfDict): Attributes {
  const attributes = new Map(above);
  for (const name of INHERITED) {
    const own = dict.get(name);
    if (own !== undefined) attributes.set(name, own);
  }
  return attributes;
}
