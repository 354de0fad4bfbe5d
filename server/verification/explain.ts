import { isOnlyProofAfter } from '../contract/only-proof-after.js';
import type { Language } from '../contract/problems.js';
import { reportSentence } from '../contract/report-sentences.js';
import { isTold } from '../contract/revision-sentences.js';
import { verdictWords } from '../contract/verdict-words.js';
import type { Verification } from '../contract/verification.js';
import type { Judged } from './judge-file.js';
import { withdrawnWords } from './withdrawn-letter.js';

/** Puts beside a report the sentence of every code in it, so that whoever shows it needs no table of its own. */
export function explain(judged: Judged, language: Language): Verification {
  const { withdrawn, ...rest } = judged;
  const { report } = rest;
  const told = [...new Set(rulesIn(report))].filter(isTold);
  return {
    ...rest,
    ...(withdrawn && { withdrawn: withdrawnWords(withdrawn, language) }),
    summary: verdictWords(judged, language),
    sentences: sentencesOf(report, language),
    told,
    proofOnly: report.signatures
      .filter((one) => isOnlyProofAfter(one, report.history))
      .map(({ field }) => field),
  };
}

/** By code; codes without a sentence are left out. */
export function sentencesOf(report: Judged['report'], language: Language): Record<string, string> {
  const pairs = [...new Set(codesIn(report))].map((code) => [code, reportSentence(code, language)] as const);
  return Object.fromEntries(pairs.filter((pair): pair is readonly [string, string] => pair[1] !== undefined));
}

function codesIn(report: Judged['report']): string[] {
  const { reason, signatures, history } = report;
  const suspicions = history.flatMap(({ suspicion }) => suspicion ?? []);
  return [reason, ...signatures.flatMap(({ problems }) => problems), ...rulesIn(report), ...suspicions];
}

function rulesIn({ history }: Judged['report']): string[] {
  return history.flatMap(({ changes }) => changes.map(({ rule }) => rule));
}
