import type { PositionName } from '../../server/contract/letters.js';
import type { DisposeInput } from '../internal/office-client.js';

/** One receiver as chosen so far. `own` is set where its instructions differ from those of all. */
export interface Receiver {
  readonly position: PositionName;
  readonly copy: boolean;
  readonly own?: readonly string[] | undefined;
}

/** What the reader has put in; nothing of it is lost when the server refuses. */
export interface DispositionDraft {
  readonly receivers: readonly Receiver[];
  readonly instructions: readonly string[];
  readonly due?: string | undefined;
  readonly note: string;
}

export const emptyDraft: DispositionDraft = { receivers: [], instructions: [], note: '' };

export type Missing =
  | { readonly is: 'receiver' }
  | { readonly is: 'instruction' }
  | { readonly is: 'own-instruction'; readonly position: PositionName };

/** A copy brings no duty, so it needs no instruction. */
export function instructionsFor(receiver: Receiver, draft: DispositionDraft): readonly string[] {
  return receiver.copy ? [] : (receiver.own ?? draft.instructions);
}

/** The first thing without which the server would refuse. */
export function missingIn(draft: DispositionDraft): Missing | undefined {
  if (draft.receivers.length === 0) return { is: 'receiver' };
  for (const receiver of draft.receivers) {
    if (receiver.copy || instructionsFor(receiver, draft).length > 0) continue;
    return receiver.own === undefined
      ? { is: 'instruction' }
      : { is: 'own-instruction', position: receiver.position };
  }
  return undefined;
}

export function toDispose(
  draft: DispositionDraft,
  version: number,
  parentNodeId: string | undefined,
): DisposeInput {
  const note = draft.note.trim();
  return {
    version,
    ...(parentNodeId === undefined ? {} : { parentNodeId }),
    recipients: draft.receivers.map((receiver) => ({
      positionId: receiver.position.id,
      instructions: [...instructionsFor(receiver, draft)],
      copy: receiver.copy,
    })),
    ...(note === '' ? {} : { note }),
    ...(draft.due === undefined ? {} : { due: draft.due }),
  };
}

/** Adds it, or takes it out where it is in already. */
export function toggled(list: readonly string[], value: string): readonly string[] {
  return list.includes(value) ? list.filter((each) => each !== value) : [...list, value];
}
