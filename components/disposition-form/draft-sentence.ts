import type { Format } from '../internal/format.js';
import type { Language } from '../internal/words.js';
import { type DispositionDraft, instructionsFor, missingIn } from './disposition-draft.js';
import { words } from './disposition-form.words.js';

/** "Kabid Infrastruktur TIK: tindak lanjuti, batas Kam 26 Nov. Tembusan: Kasubbag Umum." */
export function draftSentence(draft: DispositionDraft, language: Language, format: Format): string {
  const said = words[language];
  if (missingIn(draft)) return wantingSentence(draft, language);
  const until = draft.due === undefined ? '' : said.until(format.day(draft.due));
  const groups = new Map<string, string[]>();
  const copies: string[] = [];
  for (const receiver of draft.receivers) {
    const name = receiver.position.shortTitle;
    if (receiver.copy) copies.push(name);
    else {
      const given = instructionsFor(receiver, draft).join(', ').toLowerCase();
      groups.set(given, [...(groups.get(given) ?? []), name]);
    }
  }
  return [
    ...[...groups].map(([given, names]) => `${names.join(', ')}: ${given}${until}.`),
    ...(copies.length === 0 ? [] : [said.copies(copies.join(', '))]),
  ].join(' ');
}

/** What is still to be chosen before it can be sent. */
export function wantingSentence(draft: DispositionDraft, language: Language): string {
  const said = words[language];
  const missing = missingIn(draft);
  if (!missing) return '';
  return missing.is === 'own-instruction'
    ? said.instructionFor(missing.position.shortTitle)
    : said[missing.is];
}
