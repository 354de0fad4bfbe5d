import type { DispositionChoices } from '../../server/contract/dispositions.js';
import type { Format } from '../internal/format.js';
import type { Language } from '../internal/words.js';
import type { DispositionDraft } from './disposition-draft.js';

/** What every part of the form is drawn from, and how it tells of a change. */
export interface DraftView {
  readonly draft: DispositionDraft;
  readonly choices: DispositionChoices;
  readonly language: Language;
  readonly format: Format;
  /** Names of the parts that are open. */
  readonly unfolded: ReadonlySet<string>;
  readonly change: (part: Partial<DispositionDraft>) => void;
  readonly fold: (name: string) => void;
}
