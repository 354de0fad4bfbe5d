import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Duplicate } from '../../server/contract/letters.js';
import type { OfficeClient } from '../internal/office-client.js';
import { isAbort, OfficeProblem, type OfficeReport, toReport } from '../internal/office-problem.js';
import { openTicket } from '../internal/open-ticket.js';
import type { Language } from '../internal/words.js';

/** A digest needs the whole file in memory; above this, in bytes, the server compares after the upload. */
const mostHashed = 20 * 1024 * 1024;

export type Compared = Duplicate['match'];

interface Question {
  readonly client: OfficeClient;
  readonly positionId: string;
}

interface Answer {
  readonly found: readonly Duplicate[];
  /** The registrar compared and says that it is another letter. */
  readonly different: boolean;
}

const nothingFound: Answer = { found: [], different: false };

/**
 * Asks whether the register already has this letter: by number and sender, and by the bytes of the file. A question
 * that fails stops nobody, since the server compares again when the letter is recorded and when the file is up.
 */
export class DuplicateWatch implements ReactiveController {
  /** Why the file of what was found could not be shown. */
  problem: OfficeReport | undefined;

  private ground: Question | undefined;
  private answers: Record<Compared, Answer> = { 'number-and-sender': nothingFound, file: nothingFound };
  private readonly turns: Partial<Record<Compared, AbortController>> = {};
  private asked = '';

  constructor(private readonly host: ReactiveControllerHost) {
    host.addController(this);
  }

  hostConnected(): void {
    // A moved element keeps its answers.
  }

  found(compared: Compared): readonly Duplicate[] {
    const { found, different } = this.answers[compared];
    return different ? [] : found;
  }

  /** Something was found and the registrar has not said which it is. */
  get undecided(): boolean {
    return this.found('number-and-sender').length > 0 || this.found('file').length > 0;
  }

  /** The registrar saw one of this number and sender, and records all the same. */
  get evenIfDuplicate(): boolean {
    return this.answers['number-and-sender'].different;
  }

  /** Asks for another number or sender than before, or `again`; then an earlier answer counts no more. */
  async compare(ground: Question, number: string, sender: string, again = false): Promise<void> {
    const pair = `${number.trim()}\n${sender.trim()}`;
    if (pair === this.asked && !again) return;
    this.asked = pair;
    this.ground = ground;
    this.forget('number-and-sender');
    if (number.trim() === '' || sender.trim() === '') return;
    await this.ask('number-and-sender', (signal) =>
      ground.client.duplicates(
        ground.positionId,
        { number: number.trim(), sender: sender.trim() },
        { signal },
      ),
    );
  }

  /** Without `crypto.subtle`, as on a portal without https, the server alone compares. */
  async compareFile(ground: Question, file: File): Promise<void> {
    this.forget('file');
    this.ground = ground;
    const subtle = globalThis.crypto.subtle as SubtleCrypto | undefined;
    if (!subtle || file.size > mostHashed) return;
    await this.ask('file', async (signal) => {
      const digest = new Uint8Array(await subtle.digest('SHA-256', await file.arrayBuffer()));
      const sha256 = [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
      signal.throwIfAborted();
      return ground.client.duplicates(ground.positionId, { sha256 }, { signal });
    });
  }

  /** Opens the file of what was found beside this page. To be called while a click is being handled. */
  async show(letterId: string, language: Language): Promise<void> {
    const { ground } = this;
    if (!ground) return;
    this.problem = undefined;
    try {
      await openTicket(ground.client, ground.positionId, letterId, {
        what: 'document',
        disposition: 'inline',
      });
    } catch (error) {
      this.problem = toReport(error, language);
    }
    this.host.requestUpdate();
  }

  sayDifferent(compared: Compared): void {
    this.set(compared, { ...this.answers[compared], different: true });
  }

  forget(compared: Compared): void {
    this.turns[compared]?.abort();
    this.problem = undefined;
    this.set(compared, nothingFound);
  }

  clear(): void {
    this.asked = '';
    this.forget('number-and-sender');
    this.forget('file');
  }

  private async ask(
    compared: Compared,
    question: (signal: AbortSignal) => Promise<readonly Duplicate[]>,
  ): Promise<void> {
    const turn = new AbortController();
    this.turns[compared] = turn;
    try {
      const found = await question(turn.signal);
      // What was forgotten meanwhile may have been answered all the same.
      if (!turn.signal.aborted) this.set(compared, { found, different: false });
    } catch (error) {
      if (!turn.signal.aborted && compared === 'number-and-sender') this.asked = '';
      if (isAbort(error) || error instanceof OfficeProblem) return;
      // A file that can no longer be read says so when it is sent.
      if (!(error instanceof DOMException)) throw error;
    }
  }

  private set(compared: Compared, answer: Answer): void {
    this.answers = { ...this.answers, [compared]: answer };
    this.host.requestUpdate();
  }
}
