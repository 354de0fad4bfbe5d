import type { ReactiveControllerHost } from 'lit';
import type { TicketRequest } from '../../server/contract/letters.js';
import type { OfficeClient } from '../internal/office-client.js';
import { type OfficeReport, toReport } from '../internal/office-problem.js';
import { openTicket } from '../internal/open-ticket.js';
import type { Language } from '../internal/words.js';

/** What a letter's file is fetched with; undefined while nobody is at a desk. */
export interface SaverGround {
  readonly client: OfficeClient;
  readonly positionId: string;
  readonly letterId: string;
  readonly language: Language;
}

/** Saves files of one letter, and keeps why one could not be saved. */
export class FileSaver {
  problem: { readonly of: TicketRequest['what']; readonly report: OfficeReport } | undefined;

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly ground: () => SaverGround | undefined,
  ) {}

  clear(): void {
    this.problem = undefined;
  }

  async save(what: TicketRequest['what'], documentId?: string): Promise<void> {
    const ground = this.ground();
    if (!ground) return;
    const { client, positionId, letterId, language } = ground;
    this.problem = undefined;
    try {
      const request = {
        what,
        ...(documentId === undefined ? {} : { documentId }),
        disposition: 'attachment',
      } as const;
      await openTicket(client, positionId, letterId, request);
    } catch (error) {
      this.problem = { of: what, report: toReport(error, language) };
    }
    this.host.requestUpdate();
  }
}
