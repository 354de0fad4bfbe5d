import { chained, identity, type Matrix } from '../anchors/placed-glyph.js';
import { type PdfObject, PdfDict, PdfName, PdfStream } from '../core/objects.js';
import type { PdfDocument } from '../core/pdf-document.js';
import type { PdfPage } from '../core/page-tree.js';
import { PdfRefusal } from '../core/pdf-refusal.js';
import type { BraceSigns } from './brace-signs.js';
import {
  DrawingPen,
  nameIn,
  numberAt,
  usualGraphics,
  type Cover,
  type Drawn,
  type Graphics,
  type SeenText,
} from './drawing-pen.js';
import { type Operand, readOperators } from './read-operators.js';

export interface SeenOnPage {
  readonly texts: readonly SeenText[];
  readonly covers: readonly Cover[];
  /** False where there was more than is looked at. */
  readonly whole: boolean;
}

/** What a look at all pages of one file may cost. */
export interface LookBudget {
  /** Operators that are followed. */
  operators: number;
  /** Bytes of content streams, unpacked. */
  bytes: number;
  /** Sees all content and all fonts that are used. */
  readonly braces: BraceSigns;
}

const MOST_DEPTH = 8;
interface Look extends Drawn {
  readonly pdf: PdfDocument;
  readonly budget: LookBudget;
  /** Forms that are being drawn, so that none draws itself. */
  readonly within: Set<string>;
  forms: number;
  whole: boolean;
}

/** What a page's own content draws, as far as it matters which lies above which. Annotations are left out. */
export async function seenOnPage(pdf: PdfDocument, page: PdfPage, budget: LookBudget): Promise<SeenOnPage> {
  const look: Look = {
    ...{ pdf, budget, texts: [], covers: [], within: new Set<string>() },
    ...{ forms: 0, turn: 0, whole: true },
  };
  try {
    const parts = await pdf.resolve(page.dict.get('Contents'));
    const pieces: Uint8Array[] = [];
    for (const part of Array.isArray(parts) ? parts : [parts]) {
      const stream = await pdf.resolve(part);
      if (stream instanceof PdfStream) pieces.push(await unpacked(look, stream), Buffer.from('\n'));
    }
    const resources = await pdf.dict(page.attribute('Resources'));
    await draw(look, Buffer.concat(pieces), resources, usualGraphics(identity), 0);
  } catch (error) {
    if (!(error instanceof PdfRefusal)) throw error;
    look.whole = false;
  }
  const { texts, covers, whole } = look;
  return { texts, covers, whole };
}

async function unpacked({ pdf, budget }: Look, stream: PdfStream): Promise<Uint8Array> {
  const bytes = await pdf.decodedBytes(stream);
  budget.bytes -= bytes.length;
  if (budget.bytes < 0) throw new PdfRefusal('pdf-over-limits', 'more content than is looked at');
  budget.braces.seeContent(bytes);
  return bytes;
}

type Step =
  | { readonly is: 'font' | 'state' | 'object'; readonly name: string; readonly size: number }
  | { readonly is: 'plain'; readonly operator: string; readonly operands: readonly Operand[] };

/** Operators are gathered first: what they name is fetched, which takes time of its own. */
function stepsOf(look: Look, bytes: Uint8Array): Step[] {
  const steps: Step[] = [];
  readOperators(bytes, (operator, operands) => {
    look.budget.operators -= 1;
    if (look.budget.operators < 0) {
      look.whole = false;
      return false;
    }
    const named = { Tf: 'font', gs: 'state', Do: 'object' } as const;
    const is = named[operator as keyof typeof named];
    if (is) steps.push({ is, name: nameIn(operands), size: numberAt(operands, 1) });
    else if (followed.has(operator)) steps.push({ is: 'plain', operator, operands });
    return true;
  });
  return steps;
}

const followed = new Set([
  ...['q', 'Q', 'cm', 'BT', 'Tm', 'Td', 'TD', 'TL', 'T*', 'Tr', 'Tj', 'TJ', "'", '"'],
  ...['re', 'm', 'l', 'c', 'v', 'y', 'f', 'F', 'f*', 'B', 'B*', 'b', 'b*', 'S', 's', 'n'],
]);

async function draw(
  look: Look,
  bytes: Uint8Array,
  resources: PdfDict | undefined,
  start: Graphics,
  form: number,
): Promise<void> {
  const pen = new DrawingPen(look, start, form);
  for (const step of stepsOf(look, bytes)) {
    if (step.is === 'plain') pen.follow(step.operator, step.operands);
    else {
      const found = await named(look.pdf, resources, step);
      if (step.is === 'font') {
        pen.setFont(step.size, found);
        await look.budget.braces.seeFont(look.pdf, found);
      } else if (step.is === 'state') await setState(look.pdf, pen.now, found);
      else if (found instanceof PdfStream) await drawObject(look, found, resources, pen, step.name);
    }
  }
}

const categories = { font: 'Font', state: 'ExtGState', object: 'XObject' } as const;

async function named(
  pdf: PdfDocument,
  resources: PdfDict | undefined,
  { is, name }: Exclude<Step, { is: 'plain' }>,
): Promise<PdfObject> {
  const category = await pdf.dict(resources?.get(categories[is]));
  return pdf.resolve(category?.get(name));
}

async function drawObject(
  look: Look,
  stream: PdfStream,
  resources: PdfDict | undefined,
  pen: DrawingPen,
  name: string,
): Promise<void> {
  const { pdf } = look;
  const subtype = stream.dict.name('Subtype');
  if (subtype === 'Image') {
    const seeThrough = ['SMask', 'Mask', 'SMaskInData'].some((key) => stream.dict.has(key));
    if (!seeThrough && stream.dict.get('ImageMask') !== true) pen.cover(0, 0, 1, 1);
    return;
  }
  const key = `${String(stream.start)} ${name}`;
  if (subtype !== 'Form' || look.within.has(key)) return;
  if (look.within.size >= MOST_DEPTH) {
    look.whole = false;
    return;
  }
  look.within.add(key);
  look.forms += 1;
  const matrix = chained(await matrixOf(pdf, stream.dict.get('Matrix')), pen.now.matrix);
  const own = (await pdf.dict(stream.dict.get('Resources'))) ?? resources;
  await draw(look, await unpacked(look, stream), own, { ...pen.now, matrix }, look.forms);
  look.within.delete(key);
}

/** Transparency of whatever kind is taken for seen through. */
async function setState(pdf: PdfDocument, now: Graphics, found: PdfObject): Promise<void> {
  if (!(found instanceof PdfDict)) return;
  const alpha = await pdf.resolve(found.get('ca'));
  const mode = await pdf.resolve(found.get('BM'));
  const mask = await pdf.resolve(found.get('SMask'));
  if (typeof alpha === 'number') now.isOpaque = alpha >= 1;
  if (mode instanceof PdfName && !['Normal', 'Compatible'].includes(mode.text)) now.isOpaque = false;
  if (mask instanceof PdfDict) now.isOpaque = false;
}

async function matrixOf(pdf: PdfDocument, value: PdfObject | undefined): Promise<Matrix> {
  const items = (await pdf.array(value)) ?? [];
  const numbers = items.filter((item) => typeof item === 'number');
  return numbers.length === 6 ? (numbers as unknown as Matrix) : identity;
}
