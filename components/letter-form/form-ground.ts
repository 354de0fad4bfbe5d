import type { LetterChoices, LetterView } from '../../server/contract/letters.js';
import type { OfficeClient } from '../internal/office-client.js';
import { OfficeProblem } from '../internal/office-problem.js';
import type { LetterDraft } from './letter-draft.js';

/** What the form is filled from. */
export interface FormGround {
  readonly choices: LetterChoices;
  /** The letter that is answered, where this desk may read it here. */
  readonly replied: LetterView | undefined;
  /** Local date in the tenant's zone, by the server's clock. */
  readonly today: string;
}

export interface GroundQuestion {
  readonly client: OfficeClient;
  readonly positionId: string;
  readonly replyTo: string;
  readonly signal: AbortSignal;
  readonly today: () => string;
}

/** @throws {OfficeProblem} what the server refused; a restricted letter is answered without being shown */
export async function loadGround(question: GroundQuestion): Promise<FormGround> {
  const { client, positionId, replyTo, signal, today } = question;
  const [choices, replied] = await Promise.all([
    client.letterChoices(positionId, { signal }),
    replyTo === '' ? undefined : client.letter(positionId, replyTo, { signal }).catch(unlessRestricted),
  ]);
  return { choices, replied, today: today() };
}

function unlessRestricted(error: unknown): undefined {
  if (error instanceof OfficeProblem && error.report.code === 'restricted-in-portal') return undefined;
  throw error;
}

/** What is likely, before anybody chooses, and never over what was put in. */
export function presetDraft(draft: LetterDraft, { choices, replied, today }: FormGround): LetterDraft {
  const code = replied?.classification?.code ?? '';
  const known = choices.classifications.some((each) => each.code === code);
  return {
    ...draft,
    receivedDate: draft.receivedDate || today,
    routeTo: draft.routeTo || (choices.routes[0]?.id ?? ''),
    addressee: draft.addressee || (replied?.sender ?? ''),
    classification: draft.classification || (known ? code : ''),
  };
}
