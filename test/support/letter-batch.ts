import type { BatchBegun, BatchProgress, SignBatch } from '../../server/contract/sign-batches.js';
import type { MadeOffice, Person } from './made-office.js';
import { answer, numbered, outgoingLetter, ownHeaders } from './outgoing-letter.js';

/** Letters that await a signature, numbered, in their order. */
export async function waitingLetters(
  made: MadeOffice,
  count: number,
  signers: readonly Person[] = ['head'],
  pdf?: Uint8Array,
): Promise<string[]> {
  const ids: string[] = [];
  for (let i = 0; i < count; i++) {
    const letter = await outgoingLetter(made, signers, pdf);
    await numbered(made, letter);
    ids.push(letter.letterId);
  }
  return ids;
}

/** What the frame of a batch asks of its server, as its page does. */
export class BatchDesk {
  constructor(
    private readonly made: MadeOffice,
    readonly batchId: string,
  ) {}

  static async begin(
    made: MadeOffice,
    letterIds: readonly string[],
    person: Person = 'head',
  ): Promise<BatchDesk> {
    const seat = await made.as(person);
    const begun = await answer<BatchBegun>(
      await seat.request('POST', '/v1/desks/:desk/sign-batches', { letterIds }),
    );
    return new BatchDesk(made, begun.batchId);
  }

  ask(method: 'GET' | 'POST', path: string, body?: unknown): Promise<Response> {
    return Promise.resolve(
      this.made.app.request(`/v1/sign-batches/${this.batchId}${path}`, {
        method,
        headers: ownHeaders(this.made),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    );
  }

  async show(): Promise<SignBatch> {
    return answer<SignBatch>(await this.ask('GET', ''));
  }

  async progress(): Promise<BatchProgress> {
    return answer<BatchProgress>(await this.ask('GET', '/progress'));
  }

  see(letterId: string, pages: readonly number[] = [1]): Promise<Response> {
    return this.ask('POST', `/items/${letterId}/seen`, { pages });
  }

  leave(letterId: string, left = true): Promise<Response> {
    return this.ask('POST', `/items/${letterId}/left`, { left });
  }

  async seeAll(): Promise<void> {
    for (const { letterId, state } of (await this.show()).items)
      if (state !== 'refused') {
        const seen = await this.see(letterId);
        if (!seen.ok) throw new Error(await seen.text());
      }
  }

  /** Presses the button over everything that is left to sign. */
  async sign(passphrase: string, more: Record<string, unknown> = {}): Promise<Response> {
    const { items } = await this.show();
    const documents = items
      .filter(({ state }) => state === 'ready' || state === 'failed')
      .map(({ sha256 }) => sha256);
    return this.ask('POST', '/sign', { affirmed: true, passphrase, documents, ...more });
  }

  resume(): Promise<Response> {
    return this.ask('POST', '/resume');
  }

  cancel(): Promise<Response> {
    return this.ask('POST', '/cancel');
  }

  /** Waits until nobody signs any more. */
  async standing(pause = 10): Promise<BatchProgress> {
    for (;;) {
      const progress = await this.progress();
      if (progress.state !== 'running') return progress;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
}
