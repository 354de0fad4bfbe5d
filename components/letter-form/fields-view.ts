import type { LetterChoices } from '../../server/contract/letters.js';
import type { Format } from '../internal/format.js';
import type { DraftField, LetterDraft } from './letter-draft.js';

/** What every part of the form draws from. */
export interface FieldsView {
  readonly draft: LetterDraft;
  readonly choices: LetterChoices;
  readonly format: Format;
  /** What is wrong with a field, in words. */
  readonly wrong: (name: DraftField) => string | undefined;
  readonly change: (part: Partial<LetterDraft>) => void;
}
