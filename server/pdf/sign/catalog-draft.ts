import { PdfDict, type PdfObject, PdfRef } from '../core/objects.js';
import type { PdfDocument } from '../core/pdf-document.js';
import type { RevisionWriter } from '../core/revision-writer.js';

/**
 * Collects what one revision changes in the catalog, since several parts of it may have to (form, permissions,
 * validation material) and an object can be written only once.
 */
export class CatalogDraft {
  #changed: PdfDict | undefined;

  private constructor(
    private readonly document: PdfDocument,
    private readonly writer: RevisionWriter,
    private readonly catalog: PdfDict,
  ) {}

  static async open(document: PdfDocument, writer: RevisionWriter): Promise<CatalogDraft> {
    return new CatalogDraft(document, writer, await document.catalog());
  }

  get(key: string): PdfObject | undefined {
    return (this.#changed ?? this.catalog).get(key);
  }

  /** Replaces an entry: in the object that holds it where it is one of its own, else in the catalog. */
  async replace(key: string, value: PdfDict): Promise<void> {
    const held = this.get(key);
    if (held instanceof PdfRef && (await this.document.dict(held))) {
      this.writer.put(await lastRef(this.document, held), value);
    } else {
      this.set(key, value);
    }
  }

  set(key: string, value: PdfObject): void {
    this.#changed ??= new PdfDict(this.catalog.entries());
    this.#changed.set(key, value);
    this.writer.put(this.document.catalogRef, this.#changed);
  }
}

/** Where a chain of references ends: the object that holds the value itself. */
export async function lastRef(document: PdfDocument, ref: PdfRef): Promise<PdfRef> {
  let last = ref;
  for (let next = await document.get(ref); next instanceof PdfRef; next = await document.get(next))
    last = next;
  return last;
}
