import { html, nothing, type PropertyValues } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { Verification } from '../../server/contract/verification.js';
import { VerifiedEvent, VerifyFailedEvent, VerifyRequestEvent } from '../events.js';
import { buttonStyles } from '../internal/button.styles.js';
import { field, fieldDescription, fieldStyles } from '../internal/field.js';
import { fileIcon, icon, uploadIcon } from '../internal/icons.js';
import { Loading } from '../internal/loading.js';
import { note, noteStyles } from '../internal/note.js';
import type { Progress } from '../internal/office-client.js';
import { OfficeElement } from '../internal/office-element.js';
import { localProblem } from '../internal/office-problem.js';
import { saveBlob } from '../internal/save-blob.js';
import { failureState, stateStyles } from '../internal/states.js';
import { commonWords } from '../internal/words.js';
import { createVerificationClient, type VerificationClient } from '../session/verification-client.js';
import { groupCode, readTypedCode } from './typed-code.js';
import { ownVersions } from './own-versions.js';
import { verdictView } from './verdict-view.js';
import { styles } from './verifier.styles.js';
import { words } from './verifier.words.js';

/** The server's limit, told before a person on a slow line sends in vain. */
const maxFileSize = 50 * 1024 * 1024;

/** What is being checked. */
type Subject = { readonly is: 'file'; readonly file: File } | { readonly is: 'code'; readonly code: string };

/** Why nothing was sent. */
type Refusal = { readonly at: 'file'; readonly text: string } | { readonly at: 'code' };

/**
 * Checks a signed PDF or the code of a printed letter: who signed, when, and was it changed since?
 *
 * Needs no session: with `server` it asks Noken's public address. The file is judged by the server; nothing about it is
 * decided in the page.
 *
 * @summary A file or a code in, a verdict in plain words out.
 * @tagname noken-verifier
 *
 * @event {VerifyRequestEvent} noken-verify-request - A file or code is about to be sent. Cancel it to stop here.
 * @event {VerifiedEvent} noken-verified - It was judged; `event.verification.report.verdict` may be a bad one.
 * @event {VerifyFailedEvent} noken-verify-failed - It was not judged; `event.problem` says why.
 *
 * @csspart root - The reset root in which everything is drawn.
 * @csspart trial - The line that says that this is a trial.
 * @csspart drop - Where a file is dropped.
 * @csspart verdict - The tinted block with the verdict.
 * @csspart signature - The card of one signature.
 * @csspart note - A refusal.
 * @csspart offline - The line that says that there is no connection.
 *
 * @cssproperty [--noken-font] - Typeface; that of the system when left out.
 * @cssproperty [--noken-ok=#1a6b3a] - Intact and trusted.
 * @cssproperty [--noken-danger=#b3261b] - Changed or wrong.
 * @cssproperty [--noken-warn=#7d4b00] - Not determined.
 */
export class VerifierElement extends OfficeElement {
  static override readonly tag = 'noken-verifier';
  static override styles = [buttonStyles, fieldStyles, noteStyles, stateStyles, styles];

  /** Noken's origin, where there is no `<noken-session>` around. */
  @property() server = '';

  /** @internal */
  @state() private subject: Subject | undefined;
  /** @internal */
  @state() private refusal: Refusal | undefined;
  /** @internal */
  @state() private progress: Progress | undefined;
  /** @internal */
  @state() private over = false;

  /** @internal */
  @state() private showsAll = false;

  @query('input[type=file]') private readonly fileInput!: HTMLInputElement | null;
  @query('#code') private readonly codeInput!: HTMLInputElement | null;

  private readonly judged = new Loading<Verification>(this, () => this.language);
  private standalone: VerificationClient | undefined;

  /** Checks a file, or a code as it stands on paper. Resolves when it is judged or refused, and never rejects. */
  async verify(given: File | string): Promise<void> {
    if (typeof given !== 'string') return this.verifyFile(given);
    const code = readTypedCode(given);
    if (code === undefined) return this.refuse({ at: 'code' });
    return this.send({ is: 'code', code });
  }

  /** Back to the start. */
  async reset(): Promise<void> {
    this.judged.clear();
    this.subject = undefined;
    this.refusal = undefined;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('.choose')?.focus();
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (changed.has('server')) this.standalone = undefined;
  }

  protected override renderInside() {
    return html`<div class="sheet">
      ${this.subject ? this.renderSubject(this.subject) : this.renderChoice()}
    </div>`;
  }

  private renderChoice() {
    const said = words[this.language];
    const codeField = {
      id: 'code',
      label: said.code,
      hint: said.codeHint,
      ...(this.refusal?.at === 'code' ? { problem: said.codeWrong } : {}),
    };
    return html`
      ${this.refusal?.at === 'file' ? note('warn', { title: this.refusal.text, role: 'alert' }) : nothing}
      <section class="choice" aria-label=${said.title}>
        <div
          class="drop ${this.over ? 'over' : ''}"
          part="drop"
          @dragover=${this.showDrop}
          @dragleave=${this.hideDrop}
          @drop=${this.takeDrop}
        >
          ${icon(uploadIcon, 'large')}
          <p class="card-title">${said.drop}</p>
          <p class="hint">${said.dropText}</p>
          <button type="button" class="button primary choose" @click=${this.openChooser}>
            ${said.choose}
          </button>
          <input
            type="file"
            accept="application/pdf,.pdf"
            hidden
            aria-label=${said.choose}
            @change=${this.takeChosen}
          />
        </div>
        <form class="by-code" novalidate @submit=${this.takeCode}>
          ${field(
            codeField,
            html`<input
              class="control"
              id="code"
              autocomplete="off"
              autocapitalize="characters"
              spellcheck="false"
              aria-describedby=${fieldDescription(codeField)}
              aria-invalid=${this.refusal?.at === 'code' ? 'true' : nothing}
            />`,
          )}
          <button type="submit" class="button">${said.checkCode}</button>
        </form>
      </section>
    `;
  }

  private renderSubject(subject: Subject) {
    const said = words[this.language];
    const { value, problem, busy } = this.judged;
    const name =
      subject.is === 'file' ? subject.file.name : (value?.name ?? said.codeIs(groupCode(subject.code)));
    const size = subject.is === 'file' ? subject.file.size : value?.size;
    const facts = [
      ...(size === undefined ? [] : [this.format.size(size)]),
      ...(value ? [said.checkedAt(this.format.dateTime(value.checkedAt))] : []),
    ];
    return html`
      <div class="subject">
        ${icon(fileIcon)}
        <div>
          <p class="subject-name">${name}</p>
          ${facts.length > 0 ? html`<p class="hint">${facts.join(' · ')}</p>` : nothing}
        </div>
        <button type="button" class="button" @click=${this.reset}>${busy ? said.cancel : said.change}</button>
      </div>
      ${busy ? this.renderWorking(subject) : nothing}
      ${value && !busy ? html`${verdictView(value, said, this.format)} ${this.renderOwnVersions(subject, value)}` : nothing}
      ${
        problem && !busy
          ? failureState({
              report: problem,
              what: said.failed,
              language: this.language,
              format: this.format,
              retry: () => void this.send(subject),
            })
          : nothing
      }
    `;
  }

  private renderOwnVersions(subject: Subject, verification: Verification) {
    if (subject.is !== 'file') return nothing;
    const { file } = subject;
    return ownVersions({
      verification,
      words: words[this.language],
      format: this.format,
      showsAll: this.showsAll,
      showAll: () => (this.showsAll = true),
      save: (revision, bytes) =>
        saveBlob(file.slice(0, bytes, 'application/pdf'), nameOfRevision(file.name, revision)),
    });
  }

  private renderWorking(subject: Subject) {
    const { seconds } = this.judged;
    if (seconds === undefined) return nothing;
    const said = words[this.language];
    const { progress } = this;
    const sending = subject.is === 'file' && progress?.of !== undefined && progress.done < progress.of;
    const text = sending
      ? said.sending(this.format.size(progress.done), this.format.size(progress.of ?? 0))
      : subject.is === 'file'
        ? said.checking
        : said.asking;
    return html`<div class="working">
      <p>
        <span role="status">${sending ? nothing : text}</span>${sending ? text : nothing}${
          seconds >= 3
            ? html` <span class="hint">${commonWords[this.language].slow(seconds)}</span>`
            : nothing
        }
      </p>
      ${
        sending
          ? html`<progress
              aria-label=${said.progress}
              max=${progress.of ?? 1}
              .value=${progress.done}
            ></progress>`
          : nothing
      }
    </div>`;
  }

  private async verifyFile(file: File): Promise<void> {
    if (file.size > maxFileSize) {
      return this.refuse({ at: 'file', text: words[this.language].tooLarge(this.format.size(file.size)) });
    }
    return this.send({ is: 'file', file });
  }

  private async send(subject: Subject): Promise<void> {
    if (!this.dispatchEvent(new VerifyRequestEvent(subject.is === 'file' ? subject.file.name : subject.code)))
      return;
    this.subject = subject;
    this.refusal = undefined;
    this.progress = undefined;
    this.showsAll = false;
    this.judged.clear();
    const onProgress = (progress: Progress) => {
      this.progress = progress;
    };
    const answered = await this.judged.load((signal) => {
      const client = this.asking();
      return subject.is === 'file'
        ? client.verifyFile(subject.file, { signal, onProgress })
        : client.verifyCode(subject.code, { signal });
    });
    const { value, problem } = this.judged;
    if (answered && value) {
      this.dispatchEvent(new VerifiedEvent(value));
      await this.updateComplete;
      this.renderRoot.querySelector<HTMLElement>('.verdict h2')?.focus();
    } else if (problem && this.subject === subject) this.dispatchEvent(new VerifyFailedEvent(problem));
  }

  private asking(): VerificationClient {
    if (this.client) return this.client;
    if (this.server === '') throw localProblem('client-missing', this.language);
    this.standalone ??= createVerificationClient(this.server.replace(/\/+$/, ''), () => this.language);
    return this.standalone;
  }

  private async refuse(refusal: Refusal): Promise<void> {
    this.judged.clear();
    this.subject = undefined;
    this.refusal = refusal;
    await this.updateComplete;
    if (refusal.at === 'code') this.codeInput?.focus();
  }

  private openChooser(): void {
    this.fileInput?.click();
  }

  private takeChosen(event: Event): void {
    const input = event.target as HTMLInputElement;
    const file = input.files?.[0];
    if (file) void this.verifyFile(file);
  }

  private takeCode(event: SubmitEvent): void {
    event.preventDefault();
    void this.verify(this.codeInput?.value ?? '');
  }

  private showDrop(event: DragEvent): void {
    event.preventDefault();
    this.over = true;
  }

  private hideDrop(): void {
    this.over = false;
  }

  private takeDrop(event: DragEvent): void {
    event.preventDefault();
    this.over = false;
    const files = event.dataTransfer?.files ?? [];
    const file = files[0];
    if (files.length > 1) void this.refuse({ at: 'file', text: words[this.language].oneOnly });
    else if (file) void this.verifyFile(file);
  }
}

/** As the server names a version of a letter's file. */
function nameOfRevision(name: string, revision: number): string {
  return name.replace(/(?:\.pdf)?$/i, ` (versi ${revision}).pdf`);
}

declare global {
  interface HTMLElementTagNameMap {
    'noken-verifier': VerifierElement;
  }
}
