import { html, nothing, type PropertyValues } from 'lit';
import { property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Verification } from '../../server/contract/verification.js';
import { RevisionOpenRequestEvent } from '../events.js';
import { buttonStyles } from '../internal/button.styles.js';
import { chevronDownIcon, chevronUpIcon, icon, refreshIcon } from '../internal/icons.js';
import { Loading, loadingLine, loadingStyles } from '../internal/loading.js';
import { note, type NoteKind, noteStyles } from '../internal/note.js';
import { OfficeElement } from '../internal/office-element.js';
import { localProblem, type OfficeReport, toReport } from '../internal/office-problem.js';
import { openTicket } from '../internal/open-ticket.js';
import type { Opened } from '../internal/pdf-pages.js';
import { failureState, stateStyles } from '../internal/states.js';
import { versionsAtOnce } from '../internal/versions-at-once.js';
import { RevisionCompare } from './revision-compare.js';
import { type RevisionActs, revisionRow } from './revision-row.js';
import { styles } from './signature-panel.styles.js';
import { type PanelWords, words } from './signature-panel.words.js';
import { type Shown, signatureRow } from './signature-row.js';

/**
 * What an official sees of the signatures in a letter's file: each with who, when, level and issuer, and each version of
 * the file with what it did. A version is opened in the viewer, downloaded, or compared with the one before it.
 *
 * `<noken-document-viewer>` draws it when it is asked for. The file is judged by the server; nothing about it is decided
 * in the page.
 *
 * @summary The signatures and versions of one file.
 * @tagname noken-signature-panel
 *
 * @event {RevisionOpenRequestEvent} noken-revision-open-request - The reader wants to see a version; `event.revision` says which.
 *
 * @csspart root - The reset root in which everything is drawn.
 * @csspart signature - One signature.
 * @csspart revision - One version of the file.
 * @csspart comparing - Two versions side by side.
 * @csspart note - The verdict, or a refusal.
 * @csspart offline - The line that says that there is no connection.
 * @csspart loading - The line that says what is being fetched.
 */
export class SignaturePanelElement extends OfficeElement {
  static override readonly tag = 'noken-signature-panel';
  static override styles = [buttonStyles, loadingStyles, noteStyles, stateStyles, styles];

  /** The letter whose file is judged. */
  @property({ attribute: 'letter-id' }) letterId = '';

  /** Which of its files. Left out: the letter itself. */
  @property({ attribute: 'document-id' }) documentId = '';

  /** The version that the viewer shows, if not the newest. */
  @property({ attribute: false }) shownRevision?: number | undefined;

  /** How pages are drawn; given by the viewer, which has the drawing code. */
  @property({ attribute: false }) openPages?: ((bytes: Uint8Array) => Promise<Opened>) | undefined;

  /** @internal */
  @state() private notDownloaded: { readonly revision: number; readonly why: OfficeReport } | undefined;

  /** @internal */
  @state() private showsAll = false;

  private readonly judged = new Loading<Verification>(this, () => this.language);
  private readonly comparing = new RevisionCompare(this, {
    language: () => this.language,
    open: (revision, signal) => this.openRevision(revision, signal),
  });
  private asked: unknown;

  /** Has the file judged again. */
  async refresh(): Promise<void> {
    const { client, letterId } = this;
    const positionId = this.office?.desk?.positionId;
    if (!client || positionId === undefined || letterId === '') return;
    await this.judged.load((signal) =>
      client.letterVerification(positionId, letterId, this.documentId, { signal }),
    );
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    setTimeout(() => {
      if (!this.isConnected) this.comparing.close();
    });
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const positionId = this.office?.desk?.positionId;
    // In another language the sentences are others, and they come from the server.
    const subject = [positionId, this.letterId, this.documentId, this.language].join('/');
    if (!this.client || positionId === undefined || subject === this.asked) return;
    this.asked = subject;
    this.comparing.close();
    this.judged.clear();
    this.notDownloaded = undefined;
    this.showsAll = false;
    void this.refresh();
  }

  protected override renderInside() {
    const said = words[this.language];
    const { value, problem, busy } = this.judged;
    return html`<section class="panel" aria-label=${said.title}>
      ${busy ? loadingLine(this.judged, said.checking, this.language) : nothing}
      ${
        problem && !busy
          ? failureState({
              report: problem,
              what: said.failed,
              language: this.language,
              format: this.format,
              retry: () => void this.refresh(),
              renew: () => void this.client?.renew(),
            })
          : nothing
      }
      ${value ? this.renderReport({ verification: value, words: said, format: this.format }) : nothing}
    </section>`;
  }

  private renderReport(shown: Shown) {
    const { verification, words: said } = shown;
    const { report } = verification;
    const history = report.history;
    return html`
      ${this.renderVerdict(verification, said)}
      ${
        report.signatures.length === 0
          ? nothing
          : html`<h3 class="card-title">${said.signatures}</h3>
              <ul class="signatures">
                ${report.signatures.map((one) => signatureRow(one, shown))}
              </ul>`
      }
      ${history.length === 0 ? nothing : this.renderVersions(shown)} ${this.renderComparing()}
    `;
  }

  private renderVersions(shown: Shown) {
    const { words: said } = shown;
    const { report } = shown.verification;
    const { length } = report.history;
    const atOnce = versionsAtOnce(report, [this.shownRevision, this.comparing.newer]);
    const left = length - atOnce.length;
    return html`<h3 class="card-title">${said.versions}</h3>
      <p class="hint about">${said.versionsMeaning}</p>
      ${
        left === 0
          ? nothing
          : html`<button
              type="button"
              class="button plain fold"
              aria-expanded=${this.showsAll}
              aria-controls="versions"
              @click=${() => (this.showsAll = !this.showsAll)}
            >
              ${icon(this.showsAll ? chevronUpIcon : chevronDownIcon)}${
                this.showsAll ? said.fewerVersions : said.otherVersions(left)
              }
            </button>`
      }
      <ol class="revisions" id="versions">
        ${repeat(
          this.showsAll ? report.history : atOnce,
          (one) => one.revision,
          (one) => revisionRow(one, shown, this.actsOn(one.revision, length)),
        )}
      </ol>`;
  }

  private actsOn(revision: number, newest: number): RevisionActs {
    const { notDownloaded } = this;
    return {
      open: this.opener(revision, newest),
      compare: this.comparer(revision),
      comparing: this.comparing.newer === revision,
      download: () => void this.download(revision),
      refused: notDownloaded?.revision === revision ? notDownloaded.why : undefined,
    };
  }

  private renderVerdict(verification: Verification, said: PanelWords) {
    const { report, summary, trial, sentences, checkedAt } = verification;
    const kind: Readonly<Record<typeof report.verdict, NoteKind>> = {
      intact: report.trusted && !trial ? 'ok' : 'plain',
      changed: 'danger',
      broken: 'danger',
      undetermined: 'warn',
      unreadable: 'warn',
      unsigned: 'plain',
    };
    return note(kind[report.verdict], {
      title: summary.title,
      text: [sentences[report.reason] ?? '', trial ? said.trialMeaning : ''].join(' ').trim() || undefined,
      small: html`${said.checkedAt(this.format.dateTime(checkedAt))}
        <button type="button" class="button plain" @click=${this.refresh}>
          ${icon(refreshIcon, 'small')}${said.again}
        </button>`,
    });
  }

  private renderComparing() {
    const { problem, newer } = this.comparing;
    return html`${this.comparing.view()}${
      problem && newer !== undefined
        ? failureState({
            report: problem,
            what: words[this.language].fetchFailed,
            language: this.language,
            format: this.format,
            retry: () => void this.comparing.open(newer),
          })
        : nothing
    }`;
  }

  private opener(revision: number, newest: number): (() => void) | undefined {
    if (revision === (this.shownRevision ?? newest)) return undefined;
    return () => this.dispatchEvent(new RevisionOpenRequestEvent(this.letterId, revision));
  }

  private comparer(revision: number): (() => void) | undefined {
    if (revision === 1 || !this.openPages) return undefined;
    return () => void this.compare(revision);
  }

  private async compare(revision: number): Promise<void> {
    if (this.comparing.newer === revision) return this.comparing.close();
    const opening = this.comparing.open(revision);
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('.comparing h4')?.focus();
    await opening;
  }

  private async download(revision: number): Promise<void> {
    const { client, letterId, documentId } = this;
    const positionId = this.office?.desk?.positionId;
    if (!client || positionId === undefined) return;
    this.notDownloaded = undefined;
    try {
      await openTicket(client, positionId, letterId, {
        what: 'document',
        disposition: 'attachment',
        revision,
        ...(documentId === '' ? {} : { documentId }),
      });
    } catch (error) {
      this.notDownloaded = { revision, why: toReport(error, this.language) };
    }
  }

  /** Letters are small, so a version is fetched whole; a drawing is compared on a desk with a cable. */
  private async openRevision(revision: number, signal: AbortSignal): Promise<Opened> {
    const { client, openPages, letterId, documentId } = this;
    const positionId = this.office?.desk?.positionId ?? '';
    if (!client || !openPages) throw localProblem('client-missing', this.language);
    const { bytes } = await client.document(positionId, letterId, documentId, { revision, signal });
    return openPages(bytes);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'noken-signature-panel': SignaturePanelElement;
  }
}
