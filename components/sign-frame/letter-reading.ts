import type { ReactiveControllerHost } from 'lit';
import type { BatchItem } from '../../server/contract/sign-batches.js';
import type { SignPreflight } from '../../server/contract/signing.js';
import { OfficeProblem } from '../internal/office-problem.js';
import type { BatchClient } from './batch-client.js';
import { PagesSeen, type PagesSeenSettings } from './pages-seen.js';

interface Host extends ReactiveControllerHost {
  readonly renderRoot: HTMLElement | DocumentFragment;
  readonly client?: BatchClient;
}

/** What belongs to the one letter of a batch that is being read. */
export class LetterReading {
  /** Its own checks. */
  own: SignPreflight | 'failed' | undefined;
  readonly pages: PagesSeen;
  /** `letterId/page` of pictures that did not come. */
  readonly failedPages = new Set<string>();
  private letterId: string | undefined;

  constructor(
    private readonly host: Host,
    settings: PagesSeenSettings,
  ) {
    this.pages = new PagesSeen(host, settings);
  }

  /** From now on this letter is read; none where absent. Never rejects. */
  async turnTo(item: BatchItem | undefined): Promise<void> {
    if (item?.letterId === this.letterId) return;
    this.letterId = item?.letterId;
    this.own = undefined;
    this.pages.watch(item?.letterId);
    if (item?.intentId === undefined || !this.host.client) return;
    const own = await checksOf(this.host.client, item.intentId);
    if (this.letterId !== item.letterId) return;
    this.own = own;
    this.host.requestUpdate();
  }

  readonly failPage = (name: string): void => {
    this.failedPages.add(name);
    this.host.requestUpdate();
  };

  readonly retryPage = (name: string): void => {
    this.failedPages.delete(name);
    this.host.requestUpdate();
  };
}

async function checksOf(client: BatchClient, intentId: string): Promise<SignPreflight | 'failed'> {
  try {
    return await client.of(intentId).show();
  } catch (error) {
    if (!(error instanceof OfficeProblem)) throw error;
    return 'failed';
  }
}
