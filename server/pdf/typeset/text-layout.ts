import type { Face } from './face-fonts.js';
import { printedText } from './printed-text.js';

/** A stretch of text in one face. */
export interface TextRun {
  text: string;
  face: Face;
}

/** Height of capitals and depth of descenders in ems, for placing lines between edges. */
export const capHeight = 0.72;
export const descent = 0.21;

/**
 * Width of the text in points at that size.
 *
 * @throws {PdfRefusal} `character-not-in-font`
 */
export function textWidth(text: string, face: Face, size: number): number {
  const thousandths = printedText(text, face).reduce((sum, { width }) => sum + width, 0);
  return (thousandths * size) / 1000;
}

/** Width of runs that follow one another on a line, in points. */
export function runsWidth(runs: readonly TextRun[], size: number): number {
  return runs.reduce((sum, run) => sum + textWidth(run.text, run.face, size), 0);
}

/**
 * Breaks runs into lines no wider than `width` points: at blanks, in a long number after a slash, and only in a word
 * that fits no line at all between letters.
 */
export function wrapRuns(runs: readonly TextRun[], size: number, width: number): TextRun[][] {
  const lines: TextRun[][] = [];
  let line: TextRun[] = [];
  let used = 0;
  const breakLine = () => {
    lines.push(joinRuns(trimEnd(line)));
    line = [];
    used = 0;
  };
  for (const piece of runs.flatMap((run) => pieces(run, size, width))) {
    const wide = textWidth(piece.text.trimEnd(), piece.face, size);
    if (line.length > 0 && used + wide > width + 0.01) breakLine();
    const shown = line.length === 0 ? { ...piece, text: piece.text.trimStart() } : piece;
    if (shown.text === '') continue;
    line.push(shown);
    used += textWidth(shown.text, shown.face, size);
  }
  if (line.length > 0) breakLine();
  return lines;
}

/** Breaks plain text of one face into lines no wider than `width` points. */
export function wrapText(text: string, face: Face, size: number, width: number): string[] {
  return wrapRuns([{ text, face }], size, width).map((line) => line.map((run) => run.text).join(''));
}

/** Cuts a run where a line may end. Blanks stay at the end of the piece before them. */
function pieces(run: TextRun, size: number, width: number): TextRun[] {
  const words = run.text.replace(/\s+/gu, ' ').match(/ ?[^ ]+ ?| /gu) ?? [];
  return words.flatMap((word) => {
    if (textWidth(word.trim(), run.face, size) <= width) return [{ text: word, face: run.face }];
    return (word.match(/[^/]*\/|[^/]+$/gu) ?? [word]).flatMap((part) =>
      letterPieces(part, run.face, size, width),
    );
  });
}

function letterPieces(text: string, face: Face, size: number, width: number): TextRun[] {
  if (textWidth(text.trim(), face, size) <= width) return [{ text, face }];
  const out: TextRun[] = [];
  let part = '';
  for (const letter of text) {
    if (part !== '' && textWidth(part + letter, face, size) > width) {
      out.push({ text: part, face });
      part = '';
    }
    part += letter;
  }
  out.push({ text: part, face });
  return out;
}

function trimEnd(line: readonly TextRun[]): TextRun[] {
  return line.map((run, index) => (index === line.length - 1 ? { ...run, text: run.text.trimEnd() } : run));
}

/** Neighbours of one face are shown by one operator. */
function joinRuns(line: readonly TextRun[]): TextRun[] {
  const out: TextRun[] = [];
  for (const run of line) {
    const last = out.at(-1);
    if (last?.face === run.face) last.text += run.text;
    else out.push({ ...run });
  }
  return out;
}
