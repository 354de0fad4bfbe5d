import { property, state } from 'lit/decorators.js';
import type { BatchProgress, SignBatch } from '../../server/contract/sign-batches.js';
import { Format } from '../internal/format.js';
import { Loading } from '../internal/loading.js';
import { isAbort, OfficeProblem } from '../internal/office-problem.js';
import { progressStyles } from '../internal/progress.styles.js';
import type { BatchClient, LetterClient } from './batch-client.js';
import { batchStyles } from './batch-frame.styles.js';
import { words as allWords } from './batch-frame.words.js';
import { focusAfter, focusField } from './batch-focus.js';
import { resultText } from './batch-result-view.js';
import {
  BatchNews,
  documentsOf,
  doneOf,
  type BatchStage,
  itemOf,
  nextUnopened,
  saidOf,
  stageFor,
  stepOf,
  toSign,
  wasOpened,
  withProgress,
  withSeen,
} from './batch-stage.js';
import { batchView } from './batch-view.js';
import { copyText } from './copy-text.js';
import { isCode } from './factor-view.js';
import { type BatchEnd, type BatchRun, followBatch, runToEnd } from './follow-batch.js';
import { FrameElement } from './frame-element.js';
import { LetterReading } from './letter-reading.js';
import { PasskeyProof } from './passkey-proof.js';
import type { Said } from './frame-stage.js';
import { readByKey } from './reading-keys.js';
import type { SignOptions } from './sign-client.js';
import { words as frameWords } from './sign-frame.words.js';

/**
 * The screen on which an official signs many letters: each is opened and read, then one passphrase signs all that are in.
 *
 * The server signs, whether this screen is open or not; it only shows how far that is. As with one letter, the passphrase
 * goes from its field into one request.
 */
export class BatchFrameElement extends FrameElement {
  static readonly tag = 'noken-batch-frame';
  static override styles = [...FrameElement.styles, progressStyles, batchStyles];

  static define(): void {
    if (!customElements.get(this.tag)) customElements.define(this.tag, this);
  }

  @property({ attribute: false }) client?: BatchClient;

  @state() private stage: BatchStage = { is: 'loading' };
  @state() private batch: SignBatch | undefined;
  /** Of these documents. It stays given after a wrong passphrase. */
  @state() private affirmed = false;
  @state() private copied: boolean | undefined;

  private readonly asked = new Loading<SignBatch>(this, () => this.language);
  private readonly reading = new LetterReading(this, {
    report: (letterId, pages) => this.client?.seen(letterId, pages) ?? Promise.resolve(),
    seen: (letterId, page) => this.noteSeen(letterId, page),
    blocked: () => this.cover.covered,
  });
  private readonly news = new BatchNews();
  private readonly passkey = new PasskeyProof(this);

  /** Does what a press of the main button does. */
  sign(): void {
    const { batch } = this;
    if (this.stage.is !== 'sign' || !batch) return;
    if (this.cover.covered) return this.renderRoot.querySelector('.note')?.scrollIntoView();
    if (!this.affirmed) return this.say({ at: 'affirmation' });
    const { passphrase, code } = this.secrets;
    const { given: assertion } = this.passkey;
    if (!passphrase || passphrase.value === '') return this.say({ at: 'passphrase' });
    if (code && !isCode(code.value)) return this.say({ at: 'factor' });
    void this.send(passphrase.value, { code: code?.value, assertion }, batch);
  }

  /** By the first letter that is left, what holds for all is asked. */
  get prover(): LetterClient | undefined {
    const intentId = this.batch?.act?.intentId;
    return intentId === undefined ? undefined : this.client?.of(intentId);
  }

  override notice(what: 'covered' | 'wrong-message'): void {
    void this.prover?.notice(what);
  }

  protected override firstUpdated(): void {
    super.firstUpdated();
    void this.look();
  }

  protected override heedLanguage(): void {
    if (this.stage.is === 'sign') void this.refresh();
    else if (this.stage.is !== 'running' && this.stage.is !== 'letter') void this.look();
  }

  protected override heedEmptied(): void {
    if (this.stage.is === 'sign') this.stage = { is: 'sign', said: { at: 'passphrase', emptied: true } };
  }

  protected override get unmeasured(): boolean {
    return this.stage.is === 'letter';
  }

  protected override render() {
    return batchView({
      stage: this.stage,
      batch: this.batch,
      asked: this.asked,
      language: this.language,
      words: allWords[this.language],
      frameWords: frameWords[this.language],
      theme: this.theme,
      hued: this.hue !== undefined,
      format: new Format(this.language, this.batch?.zone ?? 'Asia/Jayapura'),
      own: this.reading.own,
      affirmed: this.affirmed,
      failedPages: this.reading.failedPages,
      pageUrl: ({ intentId }, page, width) =>
        intentId === undefined ? '' : (this.client?.of(intentId).pageUrl(page, width) ?? ''),
      passkey: (act, elsewhere) => this.passkey.show(act, this.cover.covered, elsewhere),
      shown: this.secrets.shown,
      closed: this.closed,
      covered: this.cover.covered,
      copied: this.copied,
      windowUrl: this.windowUrl,
      acts: {
        look: () => void this.look(),
        open: (letterId) => this.enter({ is: 'letter', letterId }),
        openNext: this.openNext,
        toList: this.toList,
        leave: this.leaveOut,
        takeBack: (letterId) => void this.leave(letterId, false),
        toSigning: () => void this.goToSigning(),
        affirm: this.affirm,
        toggle: this.secrets.toggle,
        submit: this.submit,
        stopAfter: () => void this.stopAfter(),
        resume: () => void this.resume(),
        skip: () => void this.skip(),
        end: () => void this.end(),
        copy: () => void this.copy(),
        failPage: this.reading.failPage,
        retryPage: this.reading.retryPage,
        pageShown: this.reading.pages.shown,
        close: this.close,
        goElsewhere: () => void this.waitElsewhere(),
      },
    });
  }

  /** @param title of a refusal, to be told where the batch is found to stand */
  private async look(title?: string): Promise<void> {
    this.under?.abort();
    if (!this.batch) this.enter({ is: 'loading' });
    const batch = await this.refresh();
    if (batch) return this.settle(batch, title);
    const { problem } = this.asked;
    if (!problem) return;
    this.tell({ t: 'error', code: problem.code });
    this.enter({ is: 'failed', problem });
  }

  /** Undefined where it could not be had: why says `asked`. */
  private async refresh(): Promise<SignBatch | undefined> {
    const { client, asked } = this;
    if (!client || !(await asked.load((signal) => client.show({ signal }))) || !asked.value) return undefined;
    this.take(asked.value);
    return asked.value;
  }

  /** Goes to where the server says that this batch stands. */
  private async settle(batch: SignBatch, title?: string): Promise<void> {
    const stage = stageFor(batch, title);
    if (stage.is === 'running') return this.follow((run) => followBatch(run, { grace: 0 }));
    this.enter(stage);
  }

  /** What is affirmed is these documents. */
  private take(batch: SignBatch): void {
    const before = this.batch && documentsOf(this.batch);
    if (before?.join() !== documentsOf(batch).join()) this.affirmed = false;
    this.batch = batch;
    for (const message of this.news.messagesOf(batch)) this.tell(message);
  }

  private takeProgress(progress: BatchProgress): void {
    if (this.batch) this.take(withProgress(this.batch, progress));
  }

  /** The fields are emptied before anything is awaited, and what was in them is held by the request alone. */
  private async send(passphrase: string, factor: SignOptions, batch: SignBatch): Promise<void> {
    const { client } = this;
    if (!client) return;
    const under = new AbortController();
    const sending = client.sign(passphrase, documentsOf(batch), { ...factor, signal: under.signal });
    this.secrets.forget();
    this.passkey.forget();
    await this.follow((run) => runToEnd(sending, run), under, doneOf(batch));
  }

  private async resume(): Promise<void> {
    const { client } = this;
    if (!client) return;
    const under = new AbortController();
    await this.follow((run) => runToEnd(client.resume({ signal: under.signal }), run), under);
  }

  private async follow(
    start: (run: BatchRun) => Promise<BatchEnd>,
    under: AbortController = new AbortController(),
    from = -1,
  ): Promise<void> {
    const { client, language, pause, grace, batch: before } = this;
    if (!client || !before) return;
    this.under?.abort();
    this.under = under;
    this.enter({ is: 'running', cut: false, stopping: 'no', from });
    const { signal } = under;
    const tell = (progress: BatchProgress | undefined) => {
      if (this.stage.is !== 'running') return;
      this.stage = { ...this.stage, cut: progress === undefined };
      if (progress) this.takeProgress(progress);
    };
    try {
      await this.arrive(await start({ client, language, signal, tell, pause, grace, before }));
    } catch (error) {
      if (!isAbort(error)) throw error;
    } finally {
      if (this.under === under) under.abort();
    }
  }

  private async arrive({ progress, problem, unbegun }: BatchEnd): Promise<void> {
    this.takeProgress(progress);
    const { batch, language } = this;
    if (!batch) return;
    const stage = stageFor(batch);
    if (stage.is === 'over') return this.enter(stage);
    const title = problem?.title ?? (unbegun ? allWords[language].cutUnbegun : undefined);
    const now = await this.refresh();
    if (!now) return this.look(title);
    const said = problem && saidOf(problem);
    // Where the server has the passphrase no more it is asked for, whatever it says of the batch itself.
    const isAsked = said !== undefined || problem?.code === 'batch-passphrase-needed';
    if (isAsked && now.act?.signable && now.state !== 'running') this.enter({ is: 'sign', said });
    else await this.settle(now, title);
  }

  /** Only asks: the letter under way is signed, and what the server then says is shown. */
  private async stopAfter(): Promise<void> {
    const answer = await this.attempt((client) => client.cancel());
    if (this.stage.is !== 'running') return;
    this.stage = { ...this.stage, stopping: answer === undefined ? 'unheard' : 'asked' };
  }

  private async skip(): Promise<void> {
    const letterId = this.batch?.stop?.letterId;
    if (letterId === undefined) return;
    const answer = await this.attempt((client) => client.leave(letterId, true));
    if (!answer) return;
    this.takeProgress(answer);
    await this.resume();
  }

  private async end(): Promise<void> {
    if (await this.attempt((client) => client.cancel())) await this.look();
  }

  /** What was refused is said where it was asked for. */
  private async attempt(
    act: (client: BatchClient) => Promise<BatchProgress>,
  ): Promise<BatchProgress | undefined> {
    if (!this.client) return undefined;
    try {
      return await act(this.client);
    } catch (error) {
      if (!(error instanceof OfficeProblem)) throw error;
      const said = error.report.title;
      if (this.stage.is === 'list' || this.stage.is === 'letter' || this.stage.is === 'stopped')
        this.stage = { ...this.stage, said };
      return undefined;
    }
  }

  private readonly openNext = () => {
    const after = this.stage.is === 'letter' ? this.stage.letterId : undefined;
    const next = this.batch && nextUnopened(this.batch, after);
    if (next) this.enter({ is: 'letter', letterId: next.letterId });
    else this.toList();
  };

  private noteSeen(letterId: string, page: number): boolean {
    const item = itemOf(this.batch, letterId);
    if (!this.batch || !item || item.seen.includes(page)) return false;
    this.batch = withSeen(this.batch, letterId, [page]);
    return true;
  }

  private readonly leaveOut = () => {
    if (this.stage.is === 'letter') void this.leave(this.stage.letterId, true);
  };

  private async leave(letterId: string, left: boolean): Promise<void> {
    const answer = await this.attempt((client) => client.leave(letterId, left));
    if (!answer) return;
    this.takeProgress(answer);
    if (left) this.openNext();
    // A letter that is in again may be the first, by which the checks of all are made.
    else if (this.stage.is === 'list' && !this.batch?.act) await this.look();
  }

  /** What was opened is told to the server first: it signs nothing of which it does not know that it was opened. */
  private async goToSigning(): Promise<void> {
    const hindered = await this.reading.pages.flush();
    const { batch, language } = this;
    if (!batch || toSign(batch).some((item) => !wasOpened(item))) return this.toList();
    if (hindered) return this.enter({ is: 'list', said: allWords[language].unsaved });
    const now = await this.refresh();
    if (!now) return this.enter({ is: 'list', said: this.asked.problem?.title });
    if (now.state === 'open' && now.act?.signable) this.enter({ is: 'sign' });
    else await this.settle(now);
  }

  private async copy(): Promise<void> {
    if (!this.batch) return;
    const text = resultText(this.batch, allWords[this.language]);
    this.copied = await copyText(text, this.renderRoot.querySelector('.room') ?? this.renderRoot);
  }

  /** The same batch was opened in a window: shows what becomes of it there. */
  private async waitElsewhere(): Promise<void> {
    this.secrets.forget();
    this.under?.abort();
    const { client, batch, language, grace } = this;
    if (!client || !batch) return;
    const under = (this.under = new AbortController());
    this.enter({ is: 'elsewhere' });
    const { signal } = under;
    const tell = (progress: BatchProgress | undefined) => progress && this.takeProgress(progress);
    const run = { client, language, signal, tell, pause: this.pause * 2, grace, before: batch };
    try {
      await followBatch(run, { grace: Infinity });
      if (this.stage.is === 'elsewhere') await this.look();
    } catch (error) {
      if (!isAbort(error)) throw error;
    }
  }

  private enter(stage: BatchStage): void {
    const before = this.stage;
    this.stage = stage;
    this.copied = undefined;
    this.secrets.hide();
    void this.reading.turnTo(stage.is === 'letter' ? itemOf(this.batch, stage.letterId) : undefined);
    const step = stepOf(stage, this.batch);
    if (step && JSON.stringify(step) !== JSON.stringify(stepOf(before, this.batch))) this.tell(step);
    void this.updateComplete.then(() => focusAfter(this.renderRoot, stage, before));
  }

  private say(said: Said): void {
    this.stage = { is: 'sign', said };
    void this.updateComplete.then(() => focusField(this.renderRoot, said));
  }

  private readonly toList = () => {
    this.secrets.forget();
    this.enter({ is: 'list' });
  };

  private readonly affirm = (event: Event) => {
    this.affirmed = (event.target as HTMLInputElement).checked;
    if (this.stage.is === 'sign' && this.stage.said?.at === 'affirmation') this.stage = { is: 'sign' };
  };

  private readonly submit = (event: Event) => {
    event.preventDefault();
    this.sign();
  };

  protected override readonly takeKey = (event: KeyboardEvent) => {
    const { stage } = this;
    if (event.key === 'Escape') {
      if (stage.is === 'letter' || stage.is === 'sign') this.toList();
      else if (stage.is !== 'running') this.close();
    } else if (stage.is === 'letter') readByKey(event, this.renderRoot.querySelector('.body'), this.openNext);
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'noken-batch-frame': BatchFrameElement;
  }
}
