import type { PositionName, Recorded } from '../../server/contract/letters.js';
import type { Input, Made } from './make-letter.js';
import type { Done } from './sent-once.js';

/** A letter that is there now. */
export interface Taken {
  readonly letterId: string;
  /** The desk at which it was made, which alone may give it its file. */
  readonly positionId: string;
  /** Absent for an outgoing letter, which has no agenda number. */
  readonly agenda: Recorded['agenda'] | undefined;
  /** By which it is known again: number, sender, subject. */
  readonly facts: readonly string[];
  /** Where it went; absent: nowhere yet. */
  readonly routedTo: PositionName | undefined;
}

export function takenOf({ answer: { answer, positionId, routes }, input }: Done<Input, Made>): Taken {
  return {
    letterId: answer.letterId,
    positionId,
    agenda: 'agenda' in answer ? answer.agenda : undefined,
    facts:
      'signers' in input ? [input.subject, input.addressee] : [input.number, input.sender, input.subject],
    routedTo: 'signers' in input ? undefined : routes.find(({ id }) => id === input.routeTo),
  };
}
