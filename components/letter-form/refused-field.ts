import type { OfficeReport } from '../internal/office-problem.js';
import type { Language } from '../internal/words.js';
import { type DraftField, emptyDraft, type LetterDirection } from './letter-draft.js';
import { words } from './letter-form.words.js';

/** What a refusal says of one field. */
export interface RefusedField {
  readonly name: DraftField;
  readonly text: string;
}

/** The field of which a refusal speaks, where it speaks of one. */
export function refusedField(
  problem: OfficeReport,
  direction: LetterDirection,
  language: Language,
): RefusedField | undefined {
  const said = words[language];
  const name = fieldOf(problem, direction);
  if (name === undefined) return undefined;
  // The server names the field as the contract does, which no reader knows.
  if (problem.code === 'request-invalid' && name === 'receivedDate') return { name, text: said.future };
  if (problem.code === 'request-invalid' && name === 'letterDate')
    return { name, text: said['before-letter'] };
  if (problem.code === 'request-invalid') return { name, text: said.notRight };
  return { name, text: problem.title };
}

function fieldOf({ code, params }: OfficeReport, direction: LetterDirection): DraftField | undefined {
  switch (code) {
    case 'kind-unknown':
      return 'kindId';
    case 'classification-unknown':
      return 'classification';
    case 'position-unknown':
      return direction === 'incoming' ? 'routeTo' : 'signers';
    case 'signer-missing':
      return 'signers';
    case 'restricted-in-portal':
      return 'sifat';
    case 'request-invalid':
      return String(params['where'] ?? '')
        .split(/[^A-Za-z]+/)
        .find((name): name is DraftField => Object.keys(emptyDraft).includes(name));
    default:
      return undefined;
  }
}
