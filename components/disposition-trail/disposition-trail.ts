import { html, nothing, type PropertyValues } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { FollowUp, Trail, TrailDisposition, TrailNode } from '../../server/contract/dispositions.js';
import { RecalledEvent } from '../events.js';
import { buttonStyles } from '../internal/button.styles.js';
import {
  checkIcon,
  circleIcon,
  crossIcon,
  eyeIcon,
  halfIcon,
  icon,
  paperclipIcon,
  printIcon,
  returnIcon,
} from '../internal/icons.js';
import { Loading, loadingScreen, loadingStyles } from '../internal/loading.js';
import { note, noteStyles } from '../internal/note.js';
import { newKey } from '../internal/office-client.js';
import { OfficeElement } from '../internal/office-element.js';
import { type OfficeReport, toReport } from '../internal/office-problem.js';
import { failureState, stateStyles } from '../internal/states.js';
import { tagStyles } from '../internal/tags.js';
import { styles } from './disposition-trail.styles.js';
import { words } from './disposition-trail.words.js';

/** What the reader last did here; it stays until the next act. */
type Outcome =
  | { readonly is: 'none' }
  | { readonly is: 'busy'; readonly with: string }
  | { readonly is: 'recalled'; readonly who: string }
  | { readonly is: 'refused'; readonly what: 'notRecalled' | 'notOpened'; readonly problem: OfficeReport };

const iconOf: Readonly<Record<TrailNode['state'], string>> = {
  sent: circleIcon,
  read: eyeIcon,
  'in-progress': halfIcon,
  done: checkIcon,
  recalled: crossIcon,
  returned: returnIcon,
};

/**
 * Where a letter has been: the steps of the office, and the tree of dispositions with who read when and what was done.
 *
 * An unread disposition of one's own desk can be taken back here.
 *
 * @summary The trail of one letter, its dispositions as a tree.
 * @tagname noken-disposition-trail
 *
 * @event {RecalledEvent} noken-recalled - A disposition was taken back before it was read.
 *
 * @csspart root - The reset root in which everything is drawn.
 * @csspart step - One step of the office.
 * @csspart node - One receiver of a disposition.
 *
 * @cssproperty [--noken-bg-selected=#e7f0f8] - Behind the entry of the own desk.
 */
export class DispositionTrailElement extends OfficeElement {
  static override readonly tag = 'noken-disposition-trail';
  static override styles = [buttonStyles, loadingStyles, noteStyles, stateStyles, tagStyles, styles];

  /** The letter whose trail is shown. */
  @property({ attribute: 'letter-id' }) letterId = '';

  /** @internal */
  @state() private outcome: Outcome = { is: 'none' };

  private readonly trail = new Loading<Trail>(this, () => this.language);
  private asked = '';

  /** Reads the trail again, as after an act on the letter. What is shown stays until the new one is there. */
  async refresh(): Promise<void> {
    const { client, office, letterId } = this;
    const positionId = office?.desk?.positionId;
    if (!client || positionId === undefined || letterId === '') return;
    await this.trail.load((signal) => client.trail(positionId, letterId, { signal }));
  }

  /** Opens the half-folio sheet for print in a new tab. */
  async print(): Promise<void> {
    await this.openTicket('sheet', 'print');
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const positionId = this.office?.desk?.positionId;
    if (!this.client || positionId === undefined || this.letterId === '') return;
    const wanted = `${positionId}/${this.letterId}`;
    if (wanted === this.asked) return;
    this.asked = wanted;
    this.trail.clear();
    this.outcome = { is: 'none' };
    void this.refresh();
  }

  protected override renderInside() {
    const { value, problem } = this.trail;
    const said = words[this.language];
    if (value) return this.renderTrail(value);
    if (problem ?? this.office?.problem) {
      return failureState({
        report: (problem ?? this.office?.problem)!,
        what: said.failed,
        language: this.language,
        format: this.format,
        retry: () => void this.refresh(),
        renew: () => void this.client?.renew(),
      });
    }
    return loadingScreen(this.trail, said.loading, this.language, 3);
  }

  private renderTrail(trail: Trail) {
    const said = words[this.language];
    const printing = this.outcome.is === 'busy' && this.outcome.with === 'print';
    // A letter of one's own is signed and not disposed; there is no sheet of it.
    const own = trail.steps.some(({ what }) => what === 'created');
    return html`
      <div class="head">
        <h3 class="card-title">${said.title}</h3>
        ${
          own
            ? nothing
            : html`<button type="button" class="button" aria-busy=${printing} @click=${this.print}>
                ${icon(printIcon)}${printing ? said.printing : said.print}
              </button>`
        }
      </div>
      ${this.renderOutcome()}
      <ul class="steps">
        ${trail.steps.map(
          (step) =>
            html`<li class="step" part="step">
              ${icon(checkIcon)}
              <div class="what">
                <p>
                  <span class="who">${said[`step-${step.what}`]}</span
                  >${step.to === undefined ? nothing : html` ${said.to(step.to)}`}
                </p>
                <p class="when">
                  ${this.moment(step.at)}${step.by === '' ? nothing : html` · ${said.by(step.by)}`}
                </p>
              </div>
            </li>`,
        )}
      </ul>
      ${own ? nothing : html`<div class="tree">${this.renderTree(trail)}</div>`}
    `;
  }

  private renderTree({ dispositions }: Trail) {
    if (dispositions.length === 0) return html`<p class="when">${words[this.language].noDispositions}</p>`;
    return dispositions.map((disposition) => this.renderDisposition(disposition, true));
  }

  private renderOutcome() {
    const said = words[this.language];
    if (this.outcome.is === 'recalled')
      return note('ok', { title: said.recalled(this.outcome.who), role: 'status' });
    if (this.outcome.is !== 'refused') return nothing;
    return note('warn', { title: said[this.outcome.what], text: this.outcome.problem.title, role: 'alert' });
  }

  private renderDisposition(disposition: TrailDisposition, root: boolean): unknown {
    const said = words[this.language];
    const counted = disposition.nodes.filter((node) => !node.copy && node.state !== 'recalled');
    const done = counted.filter((node) => node.state === 'done').length;
    const returned = counted.filter((node) => node.state === 'returned').length;
    return html`
      ${
        root
          ? html`<div class="entry is-in-progress">
              ${icon(done === counted.length && done > 0 ? checkIcon : halfIcon)}
              <div class="what">
                <p class="who">${disposition.from.title}</p>
                <p>${said.gave(disposition.nodes.length)}</p>
                <p class="when">
                  <span class="state"
                    >${said.progress(done, counted.length)}${returned > 0 ? `, ${said.returnedCount(returned)}` : ''}</span
                  >
                  · ${this.moment(disposition.at)} ${said.by(disposition.by)}
                </p>
                ${this.renderNote(disposition)}
              </div>
            </div>`
          : html`<p class="when">
                ${this.renderBar(done, counted.length)}${said.progress(done, counted.length)}${returned > 0 ? `, ${said.returnedCount(returned)}` : ''}
              </p>
              ${this.renderNote(disposition)}`
      }
      <ul class="nodes">
        ${disposition.nodes.map((node) => this.renderNode(node))}
      </ul>
    `;
  }

  private renderNote(disposition: TrailDisposition) {
    if (disposition.note === undefined) return nothing;
    return html`<p>
      <b class="who">${words[this.language].note}:</b> <span class="note-line">${disposition.note}</span>
    </p>`;
  }

  /** The words beside it say the same; the bar is for the eye alone. */
  private renderBar(done: number, of: number) {
    if (of === 0 || of > 12) return nothing;
    return html`<span class="bar" aria-hidden="true"
      >${[...new Array(of).keys()].map((i) => html`<i class=${i < done ? 'full' : ''}></i>`)}</span
    >`;
  }

  private renderNode(node: TrailNode): unknown {
    const said = words[this.language];
    return html`<li part="node">
      <div class="entry is-${node.state} ${node.mine ? 'mine' : ''}">
        ${icon(iconOf[node.state])}
        <div class="what">
          <p>
            <span class="who">${node.position.title}</span
            >${node.mine ? html`<span class="badge">${said.mine}</span>` : nothing}${
              node.copy ? html`<span class="badge">${said.copy}</span>` : nothing
            }${node.position.holder === undefined ? html`<span class="badge">${said.vacant}</span>` : nothing}
          </p>
          ${node.instructions.length === 0 ? nothing : html`<p>${node.instructions.join(', ')}</p>`}
          <p class="when"><span class="state">${this.stateOf(node)}</span>${this.factsOf(node)}</p>
          ${node.lateDays > 0 ? html`<span class="tag late">${said.late(node.lateDays)}</span>` : nothing}
          ${node.followUps.map((followUp) => this.renderFollowUp(followUp))}
        </div>
        ${this.renderRecall(node)}
      </div>
      ${node.children.map((child) => html`<div class="nodes">${this.renderDisposition(child, false)}</div>`)}
    </li>`;
  }

  private renderRecall(node: TrailNode) {
    if (!node.recallable) return nothing;
    const said = words[this.language];
    const busy = this.outcome.is === 'busy' && this.outcome.with === node.nodeId;
    return html`<div class="acts">
      <button
        type="button"
        class="button"
        aria-label=${said.recallOf(node.position.title)}
        aria-busy=${busy}
        @click=${() => this.recall(node)}
      >
        ${icon(returnIcon)}${busy ? said.recalling : said.recall}
      </button>
    </div>`;
  }

  private renderFollowUp(followUp: FollowUp) {
    const { file } = followUp;
    return html`<div class="follow-up">
      <p class="note-line">${followUp.text}</p>
      <p class="when">${this.moment(followUp.at)} · ${followUp.by}</p>
      ${
        file === undefined
          ? nothing
          : html`<button
              type="button"
              class="file"
              @click=${() => this.openTicket('document', file.documentId, file.documentId)}
            >
              ${icon(paperclipIcon, 'small')}${file.name} · ${this.format.size(file.size)}
            </button>`
      }
    </div>`;
  }

  private stateOf(node: TrailNode): string {
    const said = words[this.language];
    return node.state === 'recalled' ? said.recalledState : said[node.state];
  }

  private factsOf(node: TrailNode) {
    const said = words[this.language];
    const facts: string[] = [];
    if (node.returned) facts.push(this.moment(node.returned.at), said.reason(node.returned.reason));
    else if (node.recalledAt !== undefined) facts.push(this.moment(node.recalledAt));
    else if (node.doneAt !== undefined) facts.push(this.moment(node.doneAt));
    else if (node.read === undefined) facts.push(said.sentAt(this.moment(node.sentAt)));
    if (node.read !== undefined && !node.returned)
      facts.push(said.readAt(this.moment(node.read.at), node.read.by));
    if (node.due !== undefined && node.state !== 'done' && node.state !== 'recalled')
      facts.push(said.due(this.format.day(node.due)));
    return html` · ${facts.join(' · ')}`;
  }

  /** "24 Nov 10.20": the year is plain in a trail. */
  private moment(instant: string): string {
    return `${this.format.day(instant).slice(4)} ${this.format.clock(instant)}`;
  }

  private async recall(node: TrailNode): Promise<void> {
    const { client, office, letterId } = this;
    const positionId = office?.desk?.positionId;
    if (!client || positionId === undefined || this.outcome.is === 'busy') return;
    this.outcome = { is: 'busy', with: node.nodeId };
    try {
      await client.recall(positionId, node.nodeId, { key: newKey() });
      this.outcome = { is: 'recalled', who: node.position.title };
      this.dispatchEvent(new RecalledEvent(letterId, node.nodeId));
    } catch (error) {
      this.outcome = { is: 'refused', what: 'notRecalled', problem: toReport(error, this.language) };
    }
    await this.refresh();
  }

  /** The tab is opened at once, since a browser blocks one that is opened after an answer. */
  private async openTicket(what: 'document' | 'sheet', busyWith: string, documentId?: string): Promise<void> {
    const { client, office, letterId } = this;
    const positionId = office?.desk?.positionId;
    if (!client || positionId === undefined || this.outcome.is === 'busy') return;
    this.outcome = { is: 'busy', with: busyWith };
    const tab = window.open('', '_blank');
    try {
      const request = {
        what,
        disposition: 'inline',
        ...(documentId === undefined ? {} : { documentId }),
      } as const;
      const { url } = await client.ticket(positionId, letterId, request);
      const address = new URL(url, client.server).href;
      if (tab) {
        tab.opener = null;
        tab.location.href = address;
      } else location.assign(address);
      this.outcome = { is: 'none' };
    } catch (error) {
      tab?.close();
      this.outcome = { is: 'refused', what: 'notOpened', problem: toReport(error, this.language) };
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'noken-disposition-trail': DispositionTrailElement;
  }
}
