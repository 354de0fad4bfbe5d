import type { Language } from '../contract/problems.js';
import { reportSentence } from '../contract/report-sentences.js';
import type { Verification } from '../contract/verification.js';
import type { Judged } from './judge-file.js';

/** Puts beside a report the sentence of every code in it, so that whoever shows it needs no table of its own. */
export function explain(judged: Judged, language: Language): Verification {
  return { ...judged, sentences: sentencesOf(judged.report, language) };
}

/** By code; codes without a sentence are left out. */
export function sentencesOf(report: Judged['report'], language: Language): Record<string, string> {
  const pairs = [...new Set(codesIn(report))].map((code) => [code, reportSentence(code, language)] as const);
  return Object.fromEntries(pairs.filter((pair): pair is readonly [string, string] => pair[1] !== undefined));
}

function codesIn({ reason, signatures, history = [] }: Judged['report']): string[] {
  const ofHistory = history.flatMap(({ changes, suspicion }) => [
    ...changes.map(({ rule }) => rule),
    ...(suspicion === undefined ? [] : [suspicion]),
  ]);
  return [reason, ...signatures.flatMap(({ problems }) => problems), ...ofHistory];
}
