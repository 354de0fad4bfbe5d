import { createHash } from 'node:crypto';
import { objectText, dateString, textString } from '../core/object-writer.js';
import type { ObjectSink } from '../core/object-sink.js';
import { PdfDict, PdfName, PdfRef, PdfString, type PdfObject } from '../core/objects.js';
import { putDrawnForm } from '../sign/drawn-form.js';
import type { Drawing } from './drawing.js';

/** A4 in points. */
export const a4 = { width: 595.28, height: 841.89 } as const;

export interface DrawnDocument {
  readonly title: string;
  /** BCP 47. */
  readonly language: string;
  readonly at: Date;
}

/**
 * A new PDF 1.7 whose pages are drawings, in A4: fonts inside, text as text, nothing that is fetched or runs.
 *
 * The same drawings at the same instant are the same bytes.
 */
export function drawnDocument(pages: readonly Drawing[], { title, language, at }: DrawnDocument): Uint8Array {
  const file = new NewFile();
  const [catalog, tree, facts] = [file.newRef(), file.newRef(), file.newRef()];
  const leaves = pages.map((drawing) => putPage(file, tree, drawing));
  file.put(
    catalog,
    new PdfDict([
      ['Type', new PdfName('Catalog')],
      ['Pages', tree],
      ['Lang', textString(language)],
      ['ViewerPreferences', new PdfDict([['DisplayDocTitle', true]])],
    ]),
  );
  file.put(
    tree,
    new PdfDict([
      ['Type', new PdfName('Pages')],
      ['Kids', leaves],
      ['Count', leaves.length],
    ]),
  );
  file.put(
    facts,
    new PdfDict([
      ['Title', textString(title)],
      ['Producer', textString('Noken')],
      ['CreationDate', dateString(at)],
    ]),
  );
  return file.finish(catalog, facts);
}

function putPage(file: NewFile, tree: PdfRef, drawing: Drawing): PdfRef {
  const form = putDrawnForm(file, drawing, a4);
  const [page, content] = [file.newRef(), file.newRef()];
  file.putStream(content, new PdfDict(), Buffer.from('/Page Do', 'latin1'));
  file.put(
    page,
    new PdfDict([
      ['Type', new PdfName('Page')],
      ['Parent', tree],
      ['MediaBox', [0, 0, a4.width, a4.height]],
      ['Resources', new PdfDict([['XObject', new PdfDict([['Page', form]])]])],
      ['Contents', content],
    ]),
  );
  return page;
}

/** Objects one after another with a table of where they stand (ISO 32000-1 §7.5). */
class NewFile implements ObjectSink {
  // The second line tells programs that carry files that this one is not text.
  private readonly parts: Uint8Array[] = [Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1')];
  private readonly places: number[] = [];
  private size = this.parts[0]?.length ?? 0;
  private last = 0;

  newRef(): PdfRef {
    return new PdfRef(++this.last);
  }

  put(ref: PdfRef, value: PdfObject): void {
    this.write(ref, Buffer.from(objectText(value), 'latin1'));
  }

  putStream(ref: PdfRef, dict: PdfDict, bytes: Uint8Array): void {
    const whole = new PdfDict(dict.entries()).set('Length', bytes.length);
    const [before, after] = [`${objectText(whole)}\nstream\n`, '\nendstream'];
    this.write(ref, Buffer.concat([Buffer.from(before, 'latin1'), bytes, Buffer.from(after, 'latin1')]));
  }

  finish(root: PdfRef, info: PdfRef): Uint8Array {
    const rows = this.places.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`);
    const hash = createHash('sha256');
    for (const part of this.parts) hash.update(part);
    const id = new PdfString(hash.digest().subarray(0, 16), true);
    const trailer = new PdfDict([
      ['Size', this.last + 1],
      ['Root', root],
      ['Info', info],
      ['ID', [id, id]],
    ]);
    // Rows of twenty bytes, their blank before the line end among them.
    const table = `xref\n0 ${this.last + 1}\n0000000000 65535 f \n${rows.join('')}`;
    const end = `trailer\n${objectText(trailer)}\nstartxref\n${this.size}\n%%EOF\n`;
    return Buffer.concat([...this.parts, Buffer.from(table + end, 'latin1')]);
  }

  private write({ number }: PdfRef, value: Uint8Array): void {
    this.places[number - 1] = this.size;
    for (const part of [Buffer.from(`${number} 0 obj\n`), value, Buffer.from('\nendobj\n')]) {
      this.parts.push(part);
      this.size += part.length;
    }
  }
}
