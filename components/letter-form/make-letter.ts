import type {
  CreateOutgoing,
  OutgoingCreated,
  PositionName,
  Recorded,
} from '../../server/contract/letters.js';
import type { OfficeClient, RecordInput } from '../internal/office-client.js';

export type Input = RecordInput | CreateOutgoing;

/** What the server made, and where: the reader may sit at another desk by the time of the answer. */
export interface Made {
  readonly answer: Recorded | OutgoingCreated;
  readonly positionId: string;
  /** To whom that desk routes. */
  readonly routes: readonly PositionName[];
}

/** Records a letter, or creates one that goes out, at the desk that is named. */
export async function makeLetter(
  client: OfficeClient,
  { positionId, routes }: Omit<Made, 'answer'>,
  input: Input,
  key: string,
): Promise<Made> {
  const answer =
    'signers' in input
      ? await client.createOutgoing(positionId, input, { key })
      : await client.record(positionId, input, { key });
  return { answer, positionId, routes };
}
