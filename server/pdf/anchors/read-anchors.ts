import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import { getDocument, OPS, type PDFDocumentProxy, type PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { type ByteSource, readAll } from '../core/byte-source.js';
import { openPdf } from '../core/pdf-document.js';
import { damaged, overLimits, PdfRefusal } from '../core/pdf-refusal.js';
import { pageGeometry, type PageGeometry } from '../sign/page-geometry.js';
import { findTags, unfilled, type TagHit } from './find-tags.js';
import { identity, inverse, moved, type Matrix } from './placed-glyph.js';
import { TextState, type GlyphFont, type ShownGlyph } from './text-state.js';
import type { Anchor } from './anchor.js';

export interface AnchorJob {
  readonly names: readonly string[] | undefined;
  /** What a template left unfilled, in the place of marks for signatures. */
  readonly unfilled?: boolean;
  readonly maxPages: number;
  readonly maxGlyphs: number;
  readonly maxAnchors: number;
}

/** Of an em, below and above the baseline: what the letters of a tag reach. */
const below = 0.23;
const above = 0.78;

/**
 * Reads a document's text by pdf.js and finds the anchors in it. Runs only in a process that can be ended.
 *
 * @throws {PdfRefusal} what `openPdf` throws, `pdf-encrypted`, `pdf-over-limits`
 */
export async function readAnchors(job: AnchorJob, source: ByteSource): Promise<Anchor[]> {
  const document = await openPdf(source);
  if (document.encrypted) throw new PdfRefusal('pdf-encrypted');
  const folder = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
  const task = getDocument({
    // A copy: pdf.js takes no Buffer, and a source may give one, or a part of something shared.
    data: new Uint8Array(await readAll(source)),
    isEvalSupported: false,
    disableFontFace: true,
    useSystemFonts: false,
    useWasm: false,
    useWorkerFetch: false,
    // Pictures are left out altogether: nothing is looked at but text.
    maxImageSize: 1,
    cMapUrl: join(folder, 'cmaps') + sep,
    verbosity: 0,
  });
  const proxy = await task.promise.catch((cause: unknown) => {
    throw damaged('pdf.js cannot open it', cause);
  });
  try {
    if (proxy.numPages > job.maxPages) throw overLimits('more pages than are searched');
    if (proxy.numPages !== (await document.pageCount())) throw damaged('readers differ over its pages');
    const anchors: Anchor[] = [];
    for (let number = 1; number <= proxy.numPages; number++) {
      const page = await document.page(number - 1);
      if (!page) throw damaged('a page is missing');
      const geometry = await pageGeometry(document, page);
      const hits = findTags(
        await glyphsOf(proxy, number, job.maxGlyphs),
        job.names,
        job.unfilled ? unfilled : undefined,
      );
      anchors.push(...hits.flatMap((hit) => anchorAt(hit, number, geometry)).sort(readingOrder));
      if (anchors.length > job.maxAnchors) throw overLimits('more anchors than anyone can mean');
    }
    return anchors;
  } finally {
    await task.destroy();
  }
}

async function glyphsOf(proxy: PDFDocumentProxy, number: number, most: number) {
  const page = await proxy.getPage(number);
  const list = await page.getOperatorList({ annotationMode: 0 });
  const state = new TextState();
  list.fnArray.forEach((operator, index) => {
    follow(state, page, operator, (list.argsArray[index] ?? []) as unknown[]);
    if (state.glyphs.length > most) throw overLimits('a page of too much text');
  });
  page.cleanup();
  return state.glyphs;
}

function follow(state: TextState, page: PDFPageProxy, operator: number, args: unknown[]): void {
  const value = Number(args[0]);
  switch (operator) {
    case OPS.save:
      state.save();
      break;
    case OPS.restore:
    case OPS.paintFormXObjectEnd:
      state.restore();
      break;
    case OPS.transform:
      state.transform(matrixOf(args));
      break;
    case OPS.paintFormXObjectBegin:
      state.save();
      state.transform(matrixOf(args[0]));
      break;
    case OPS.beginText:
      state.setLine(identity);
      break;
    case OPS.setTextMatrix:
      state.setLine(matrixOf(args.length === 6 ? args : args[0]));
      break;
    case OPS.setLeadingMoveText:
      state.set({ leading: -Number(args[1]) });
      state.moveLine(value, Number(args[1]));
      break;
    case OPS.moveText:
      state.moveLine(value, Number(args[1]));
      break;
    case OPS.nextLine:
      state.nextLine();
      break;
    case OPS.setFont:
      state.set({ font: fontOf(page, args[0]), size: Number(args[1]) });
      break;
    case OPS.setCharSpacing:
      state.set({ characterSpacing: value });
      break;
    case OPS.setWordSpacing:
      state.set({ wordSpacing: value });
      break;
    case OPS.setHScale:
      state.set({ stretch: value / 100 });
      break;
    case OPS.setLeading:
      state.set({ leading: value });
      break;
    case OPS.setTextRise:
      state.set({ rise: value });
      break;
    case OPS.showText:
      state.show(args[0] as readonly (ShownGlyph | number)[]);
      break;
    default:
  }
}

function matrixOf(value: unknown): Matrix {
  const numbers = Array.from((value ?? []) as ArrayLike<number>, Number);
  if (numbers.length !== 6 || !numbers.every(Number.isFinite)) return identity;
  return numbers as unknown as Matrix;
}

function fontOf(page: PDFPageProxy, name: unknown): GlyphFont {
  const objects = page.commonObjs as unknown as { has(id: string): boolean; get(id: string): unknown };
  const font = (typeof name === 'string' && objects.has(name) ? objects.get(name) : {}) as {
    fontMatrix?: readonly number[];
    vertical?: boolean;
    defaultVMetrics?: readonly number[];
  };
  return {
    unit: font.fontMatrix?.[0] ?? 0.001,
    vertical: font.vertical === true,
    verticalAdvance: font.defaultVMetrics?.[0] ?? -1000,
  };
}

/** The rectangle around the tag as the page is shown; none where it would have no place. */
function anchorAt({ tag, glyphs }: TagHit, page: number, geometry: PageGeometry): Anchor[] {
  const back = inverse(geometry.matrix);
  if (!back) return [];
  const corners = glyphs.flatMap(({ from, to, up }) =>
    [from, to].flatMap(([x, y]) =>
      [-below, above].map((share) => moved(back, x + share * up[0], y + share * up[1])),
    ),
  );
  const [xs, ys] = [corners.map(([x]) => x), corners.map(([, y]) => y)];
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  const rect = { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
  if (!Object.values(rect).every(Number.isFinite)) return [];
  return [{ tag, page, rect, pageWidth: geometry.width, pageHeight: geometry.height }];
}

function readingOrder(a: Anchor, b: Anchor): number {
  return b.rect.y - a.rect.y || a.rect.x - b.rect.x;
}
