import { prefixSource, type ByteSource } from './byte-source.js';
import { cachedSource } from './cached-source.js';
import { FileMemory } from './file-memory.js';
import { type FormField, formFields } from './form-fields.js';
import { defaultLimits, type PdfLimits } from './limits.js';
import { ObjectStore } from './object-store.js';
import { type PdfObject, PdfDict, PdfRef, PdfStream } from './objects.js';
import { PageTree, type PdfPage } from './page-tree.js';
import { damaged, overLimits } from './pdf-refusal.js';
import { findEntry, findHeader, readXrefChain, shiftedSource, type XrefChain } from './xref-chain.js';
import type { XrefEntry } from './xref-entry.js';
import type { XrefSection } from './xref-section.js';

/**
 * Opens a PDF from its end. Only the cross-reference sections are read; objects are, when asked for.
 * Nothing is repaired: a reader that guesses may see another document than the next one.
 *
 * @throws {PdfRefusal} `pdf-empty`, `not-a-pdf`, `pdf-truncated`, `pdf-damaged`, `pdf-over-limits`.
 *   An encrypted file opens and says so in `encrypted`; its pages cannot be read.
 */
export async function openPdf(source: ByteSource, limits: PdfLimits = defaultLimits): Promise<PdfDocument> {
  if (source.size > limits.maxFileBytes) throw overLimits('the file is too large');
  return openKnown(cachedSource(source), limits, new FileMemory());
}

async function openKnown(source: ByteSource, limits: PdfLimits, memory: FileMemory): Promise<PdfDocument> {
  const header = await findHeader(source);
  const chain = await readXrefChain(source, header, limits, memory);
  return new PdfDocument(source, chain, limits, memory);
}

export class PdfDocument {
  readonly #store: ObjectStore;
  readonly #whole: ByteSource;
  readonly #source: ByteSource;
  #pages: PageTree | undefined;
  #highest: number | undefined;

  constructor(
    source: ByteSource,
    private readonly chain: XrefChain,
    readonly limits: PdfLimits,
    private readonly memory: FileMemory,
  ) {
    this.#whole = source;
    this.#source = chain.shift === 0 ? source : shiftedSource(source, chain.shift);
    this.#store = new ObjectStore(
      this.#source,
      limits,
      (number) => this.entry(number),
      this.encrypted,
      memory.countedFrom(chain.shift).objects,
    );
  }

  /**
   * The document as it was when the section `index` was the newest: an earlier revision.
   *
   * @param end Where the file ended then, if that is known: what was written later is out of its reach.
   */
  asOf(index: number, end = this.size): PdfDocument {
    const sections = this.sections.slice(index);
    return new PdfDocument(
      end < this.size ? prefixSource(this.#whole, this.shift + end) : this.#whole,
      { ...this.chain, startXref: sections[0]?.offset ?? 0, sections },
      this.limits,
      this.memory,
    );
  }

  /**
   * The file as it was when it had `size` bytes, opened from its end as any other, so that nothing later is believed.
   *
   * @param size Bytes before the header count. @throws {PdfRefusal} as `openPdf`
   */
  openPrefix(size: number): Promise<PdfDocument> {
    return openKnown(prefixSource(this.#whole, size), this.limits, this.memory);
  }

  /** Bytes of the file, from its header on. */
  get size(): number {
    return this.#source.size;
  }

  /** Bytes that stand before `%PDF-` and are not counted in the file's offsets; nearly always 0. */
  get shift(): number {
    return this.chain.shift;
  }

  /** Offset of the newest section: the `/Prev` of the next. */
  get startXref(): number {
    return this.chain.startXref;
  }

  /** Newest first. */
  get sections(): readonly XrefSection[] {
    return this.chain.sections;
  }

  /** What the next section has to be, too. */
  get lastSectionKind(): 'table' | 'stream' {
    return this.lastSection.kind;
  }

  /** Dictionary of the newest section. */
  get trailer(): PdfDict {
    return this.lastSection.trailer;
  }

  get encrypted(): boolean {
    return this.sections.some(({ trailer }) => trailer.has('Encrypt'));
  }

  /** Highest number in use or given by any `/Size`: a new object takes the next. */
  get maxObjectNumber(): number {
    this.#highest ??= highest(this.sections);
    return this.#highest;
  }

  /** Where an object is, by the newest section that names it. */
  entry(number: number): XrefEntry | undefined {
    return findEntry(this.sections, number);
  }

  /** Offset of an object in the file, or the number of the object stream that holds it; undefined for none. */
  offsetOf(ref: PdfRef): { offset: number } | { container: number } | undefined {
    const entry = this.entry(ref.number);
    if (entry?.is === 'at') return { offset: entry.offset };
    return entry?.is === 'inside' ? { container: entry.container } : undefined;
  }

  /** The object, or null where there is none. */
  get(ref: PdfRef): Promise<PdfObject> {
    return this.#store.get(ref);
  }

  /** Follows a reference; anything else is given back. */
  resolve(value: PdfObject | undefined): Promise<PdfObject> {
    return this.#store.resolve(value);
  }

  /** As `resolve`, where only a dictionary will do. */
  async dict(value: PdfObject | undefined): Promise<PdfDict | undefined> {
    const found = await this.resolve(value);
    return found instanceof PdfDict ? found : undefined;
  }

  async array(value: PdfObject | undefined): Promise<PdfObject[] | undefined> {
    const found = await this.resolve(value);
    return Array.isArray(found) ? found : undefined;
  }

  /** Where a stream's bytes lie in the file. */
  extent(stream: PdfStream): Promise<{ start: number; length: number }> {
    return this.#store.extent(stream);
  }

  /** A stream's bytes as they stand in the file. */
  async encodedBytes(stream: PdfStream): Promise<Uint8Array> {
    const { start, length } = await this.#store.extent(stream);
    return this.#source.read(start, length);
  }

  /** A stream's bytes decoded, where its filters are among Flate, ASCIIHex and ASCII85. */
  decodedBytes(stream: PdfStream): Promise<Uint8Array> {
    return this.#store.decode(stream);
  }

  /** Bytes of the file, by the offsets that the file itself uses. */
  read(offset: number, length: number): Promise<Uint8Array> {
    return this.#source.read(offset, length);
  }

  /** @throws {PdfRefusal} `pdf-damaged` without one */
  async catalog(): Promise<PdfDict> {
    const catalog = await this.dict(this.trailer.get('Root'));
    if (!catalog) throw damaged('no catalog');
    return catalog;
  }

  get catalogRef(): PdfRef {
    const root = this.trailer.get('Root');
    if (!(root instanceof PdfRef)) throw damaged('no catalog');
    return root;
  }

  /** @param index from 0 @returns undefined beyond the last page */
  async page(index: number): Promise<PdfPage | undefined> {
    return (await this.pages()).page(index);
  }

  async pageCount(): Promise<number> {
    return (await this.pages()).count();
  }

  async acroForm(): Promise<PdfDict | undefined> {
    return this.dict((await this.catalog()).get('AcroForm'));
  }

  async formFields(): Promise<FormField[]> {
    const form = await this.acroForm();
    return form ? formFields(form, (value) => this.resolve(value), this.limits) : [];
  }

  /** Fields for signatures, signed or empty. */
  async signatureFields(): Promise<FormField[]> {
    return (await this.formFields()).filter(({ type }) => type === 'Sig');
  }

  private async pages(): Promise<PageTree> {
    this.#pages ??= new PageTree(
      (await this.catalog()).get('Pages'),
      (value) => this.resolve(value),
      this.limits,
    );
    return this.#pages;
  }

  private get lastSection(): XrefSection {
    const [section] = this.sections;
    if (!section) throw damaged('no section');
    return section;
  }
}

function highest(sections: readonly XrefSection[]): number {
  let number = 0;
  for (const { trailer, entries, hybrid } of sections) {
    number = Math.max(
      number,
      (trailer.integer('Size') ?? 1) - 1,
      entries.highest,
      hybrid?.entries.highest ?? 0,
    );
  }
  return number;
}
