import { html, nothing, type ReactiveController, type ReactiveControllerHost } from 'lit';
import type { Notice } from '../../server/contract/notices.js';
import { note, type NoteKind } from '../internal/note.js';
import type { OfficeClient } from '../internal/office-client.js';
import { toReport } from '../internal/office-problem.js';
import type { Language } from '../internal/words.js';
import { words } from './inbox.words.js';

/** A certificate does not end by the minute. Milliseconds. */
const freshFor = 3_600_000;

interface Ground {
  readonly client: OfficeClient;
  readonly positionId: string;
  readonly language: Language;
}

const kinds: Readonly<Record<Notice['urgency'], NoteKind>> = { note: 'plain', soon: 'warn', now: 'danger' };

/**
 * What the reader should do so that they can go on signing: a strip over the list, fetched once the list is there. A
 * failure disturbs nobody; the next look asks again.
 */
export class NoticeStrip implements ReactiveController {
  private notices: readonly Notice[] = [];
  private asked: { readonly of: string; readonly at: number } | undefined;

  /** @param ground undefined before the list is on the screen */
  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly ground: () => Ground | undefined,
  ) {
    host.addController(this);
  }

  /** Asks where it was not asked for an hour, or for another desk or language. */
  hostUpdated(): void {
    const ground = this.ground();
    if (!ground) return;
    const of = this.subject(ground);
    if (this.asked?.of !== of || Date.now() - this.asked.at > freshFor) void this.ask(ground, of);
  }

  render() {
    const ground = this.ground();
    if (!ground || this.asked?.of !== this.subject(ground)) return nothing;
    return this.notices.map((notice) =>
      note(kinds[notice.urgency], {
        title: notice.title,
        // How many days are left the title says; how BSrE stands is a word of its own.
        text:
          notice.kind === 'gateway-state'
            ? html`<span class="tag sifat">${notice.badge}</span> ${notice.text}`
            : notice.text,
        ...(notice.noticeId === undefined ? {} : { acts: this.closeButton(ground, notice.noticeId) }),
      }),
    );
  }

  private subject({ positionId, language }: Ground): string {
    return `${positionId}/${language}`;
  }

  private async ask({ client, positionId, language }: Ground, of: string): Promise<void> {
    const asked = { of, at: Date.now() };
    if (this.asked?.of !== of) this.notices = [];
    this.asked = asked;
    try {
      const { notices } = await client.notices(positionId);
      if (this.asked !== asked) return;
      this.notices = notices;
      this.host.requestUpdate();
    } catch (error) {
      toReport(error, language);
    }
  }

  private closeButton(ground: Ground, noticeId: string) {
    const close = () => void this.close(ground, noticeId);
    return html`<button type="button" class="button" @click=${close}>
      ${words[ground.language].understood}
    </button>`;
  }

  /** Gone at once; where the server did not hear of it, the next look shows it again. */
  private async close({ client, positionId, language }: Ground, noticeId: string): Promise<void> {
    this.notices = this.notices.filter((one) => one.noticeId !== noticeId);
    this.host.requestUpdate();
    try {
      await client.closeNotice(positionId, noticeId);
    } catch (error) {
      toReport(error, language);
      if (this.asked) this.asked = { ...this.asked, at: 0 };
    }
  }
}
