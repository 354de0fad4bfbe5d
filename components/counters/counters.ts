import { html, nothing, type PropertyValues } from 'lit';
import type { Counters, InboxPage } from '../../server/contract/letters.js';
import { buttonStyles } from '../internal/button.styles.js';
import { alertIcon, icon, offlineIcon, refreshIcon } from '../internal/icons.js';
import { Loading } from '../internal/loading.js';
import { OfficeElement } from '../internal/office-element.js';
import { commonWords } from '../internal/words.js';
import { styles } from './counters.styles.js';
import { words } from './counters.words.js';

const shown = ['unread', 'sign', 'dueToday', 'late'] as const satisfies readonly (keyof Counters)[];

/**
 * How much waits on the desk, for a menu or a home page: unread, to sign, due today, late.
 *
 * @summary The counters of the official's desk alone.
 * @tagname noken-counters
 *
 * @csspart root - The reset root in which everything is drawn.
 * @csspart counter - One number with its word.
 *
 * @cssproperty [--noken-text=#1a1d1f] - Numbers.
 * @cssproperty [--noken-danger=#b3261b] - The number of late letters, where it is not zero.
 */
export class CountersElement extends OfficeElement {
  static override readonly tag = 'noken-counters';
  static override readonly contained = false;
  static override styles = [buttonStyles, styles];

  private readonly page = new Loading<InboxPage>(this, () => this.language);
  private asked = '';

  /** Counts again. */
  async refresh(): Promise<void> {
    const { client, office } = this;
    const positionId = office?.desk?.positionId;
    if (!client || positionId === undefined) return;
    await this.page.load((signal) => client.inbox(positionId, {}, { signal }));
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const positionId = this.office?.desk?.positionId ?? '';
    if (!this.client || positionId === '' || positionId === this.asked) return;
    this.asked = positionId;
    void this.refresh();
  }

  protected override renderInside() {
    const { value, problem } = this.page;
    if (value) return this.renderCounters(value.counters);
    if (problem ?? this.office?.problem) return this.renderFailure();
    if (this.page.seconds === undefined) return nothing;
    return html`<p class="said" role="status"><i aria-hidden="true"></i>${words[this.language].loading}</p>`;
  }

  private renderCounters(counters: Counters) {
    const said = words[this.language];
    return html`<ul class="counters" aria-label=${said.label}>
      ${shown.map(
        (name) =>
          html`<li class="counter ${name} ${counters[name] === 0 ? 'none' : ''}" part="counter">
            <b>${this.format.number(counters[name])}</b> ${said[name]}
          </li>`,
      )}
    </ul>`;
  }

  private renderFailure() {
    const common = commonWords[this.language];
    const offline = this.page.problem?.code === 'offline';
    return html`<p class="said" role="status">
      ${icon(offline ? offlineIcon : alertIcon, 'small')}${offline ? common.offline : words[this.language].failed}
      <button type="button" class="button plain" @click=${this.refresh}>
        ${icon(refreshIcon, 'small')}${common.retry}
      </button>
    </p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'noken-counters': CountersElement;
  }
}
