import { type PdfObject, PdfDict, PdfName, PdfStream } from '../core/objects.js';
import type { PdfDocument } from '../core/pdf-document.js';
import { byteText } from '../core/pdf-text.js';

const BRACE = 0x7b;
/** The same in a string of hexadecimal digits, or by its octal number. */
const WRITTEN = /7b|\\173/iu;
const LARGEST_MAP = 1024 * 1024;

/**
 * Whether a page may say `{`, without which no template's mark can stand on it. To know it costs what is looked at anyway;
 * to read the text itself costs a hundred times as much, and hardly any letter needs it.
 */
export class BraceSigns {
  #inContent = false;
  #byBytes = false;
  #byFont = false;
  readonly #fonts = new Set<PdfDict>();

  get may(): boolean {
    return this.#byFont || (this.#inContent && this.#byBytes);
  }

  seeContent(bytes: Uint8Array): void {
    this.#inContent ||= bytes.includes(BRACE) || WRITTEN.test(byteText(bytes));
  }

  async seeFont(pdf: PdfDocument, font: PdfObject): Promise<void> {
    if (!(font instanceof PdfDict) || this.#fonts.has(font)) return;
    this.#fonts.add(font);
    const map = await pdf.resolve(font.get('ToUnicode'));
    if (map instanceof PdfStream) this.#byFont ||= mapsToBrace(byteText(await pdf.decodedBytes(map)));
    // What such a font shows for a byte is that byte, or stands in its list of differences.
    if (font.name('Subtype') !== 'Type0' || !(map instanceof PdfStream)) this.#byBytes = true;
    const encoding = await pdf.dict(font.get('Encoding'));
    const differences = (await pdf.array(encoding?.get('Differences'))) ?? [];
    this.#byFont ||= differences.some((each) => each instanceof PdfName && each.text === 'braceleft');
  }
}

/** By the lines of a character map (ISO 32000-1, 9.10.3): single codes, runs of codes, and lists. */
function mapsToBrace(map: string): boolean {
  if (map.length > LARGEST_MAP) return true;
  const runs = [...map.matchAll(/<([0-9a-f]+)>\s*<([0-9a-f]+)>\s*<([0-9a-f]+)>/giu)];
  const isInRun = runs.some(([, from = '', to = '', target = '']) => {
    const first = parseInt(target, 16);
    return first <= BRACE && BRACE <= first + parseInt(to, 16) - parseInt(from, 16);
  });
  return isInRun || /<(?:00)*7b>/iu.test(map);
}
