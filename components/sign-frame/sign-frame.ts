import { state, property } from 'lit/decorators.js';
import type { SignPreflight } from '../../server/contract/signing.js';
import { Format } from '../internal/format.js';
import { Loading } from '../internal/loading.js';
import { isAbort } from '../internal/office-problem.js';
import { frameView } from './frame-view.js';
import { FrameElement } from './frame-element.js';
import { type FrameStage, messagesOf, type Said } from './frame-stage.js';
import { isCode } from './factor-view.js';
import { PasskeyProof } from './passkey-proof.js';
import {
  awaitElsewhere,
  followSigning,
  type Run,
  runSigning,
  type SigningEnd,
  wrongAt,
} from './run-signing.js';
import type { SignClient } from './sign-client.js';
import { words } from './sign-frame.words.js';

/**
 * The screen on which an official signs one letter: what it is, as whom, what was checked, then the passphrase.
 *
 * It lives on Noken's own page alone. The passphrase goes from its field into one request; no portal, binding, message,
 * address or storage ever holds it.
 */
export class SignFrameElement extends FrameElement {
  static readonly tag = 'noken-sign-frame';
  static define(): void {
    if (!customElements.get(this.tag)) customElements.define(this.tag, this);
  }

  @property({ attribute: false }) client?: SignClient;

  @state() private stage: FrameStage = { is: 'loading' };
  /** Page that is read at full width. */
  @state() private reading: number | undefined;
  @state() private readHere = false;
  /** Of this document. It stays given after a wrong passphrase. */
  @state() private affirmed = false;
  @state() private pageFailed = false;

  private readonly passkey = new PasskeyProof(this);
  private readonly asked = new Loading<SignPreflight>(this, () => this.language);
  private facts: SignPreflight | undefined;
  private clock: ReturnType<typeof setInterval> | undefined;

  /** Does what a press of the main button does. */
  sign(): void {
    if (this.stage.is !== 'ready') return;
    if (!this.affirmed) return this.say({ at: 'affirmation' }, 1);
    const { passphrase, code } = this.secrets;
    if (!passphrase || passphrase.getClientRects().length === 0) return this.say(undefined, 2);
    // What to do about it stands above the fields.
    if (this.cover.covered) return;
    if (passphrase.value === '') return this.say({ at: 'passphrase' }, 2);
    if (code && !isCode(code.value)) return this.say({ at: 'factor' }, 2);
    void this.send(passphrase.value, code?.value);
  }

  get prover(): SignClient | undefined {
    return this.client;
  }

  override notice(what: 'covered' | 'wrong-message'): void {
    void this.client?.notice(what);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.clock);
  }

  protected override firstUpdated(): void {
    super.firstUpdated();
    void this.look();
  }

  protected override heedLanguage(): void {
    if (this.stage.is === 'ready' || this.stage.is === 'refused') void this.look();
  }

  protected override heedEmptied(): void {
    if (this.stage.is === 'ready')
      this.stage = { is: 'ready', step: this.stage.step, said: { at: 'passphrase', emptied: true } };
  }

  protected override get unmeasured(): boolean {
    return this.reading !== undefined;
  }

  protected override render() {
    return frameView({
      stage: this.stage,
      facts: this.facts,
      asked: this.asked,
      language: this.language,
      theme: this.theme,
      hued: this.hue !== undefined,
      format: new Format(this.language, this.facts?.zone ?? 'Asia/Jayapura'),
      reading: this.reading,
      readHere: this.readHere,
      affirmed: this.affirmed,
      pageFailed: this.pageFailed,
      pageUrl: (page, width) => this.client?.pageUrl(page, width) ?? '',
      shown: this.secrets.shown,
      closed: this.closed,
      covered: this.cover.covered,
      windowUrl: this.windowUrl,
      passkey: (facts, elsewhere) => this.passkey.show(facts, this.cover.covered, elsewhere),
      acts: {
        look: () => void this.look(),
        checkAgain: () => void this.checkAgain(),
        submit: this.submit,
        goOn: () => this.sign(),
        goBack: this.goBack,
        affirm: this.affirm,
        toggle: this.secrets.toggle,
        read: () => this.read(1),
        turn: (page) => this.read(page),
        stopReading: this.stopReading,
        failPage: () => (this.pageFailed = true),
        retryPage: () => (this.pageFailed = false),
        close: this.close,
        goElsewhere: () => void this.waitElsewhere(),
      },
    });
  }

  private async look(): Promise<void> {
    const { client } = this;
    if (!client) return;
    this.under?.abort();
    if (!this.facts) this.enter({ is: 'loading' });
    if (await this.asked.load((signal) => client.show({ signal }))) {
      const facts = this.asked.value;
      if (facts) await this.settle(facts);
    } else if (this.asked.problem) {
      this.tell({ t: 'error', code: this.asked.problem.code });
      this.enter({ is: 'failed', problem: this.asked.problem });
    }
  }

  /** Goes to where the server says that this request stands. */
  private async settle(facts: SignPreflight, title?: string, said?: string): Promise<void> {
    if (facts.letter?.sha256 !== this.facts?.letter?.sha256) this.affirmed = false;
    this.facts = facts;
    if (facts.outcome) return this.enter({ is: 'over', outcome: facts.outcome });
    switch (facts.state) {
      case 'signing':
        return this.follow((run) => followSigning(run));
      case 'open':
        if (!facts.signable) return this.refuse(facts);
        return this.enter({
          is: 'ready',
          step: 1,
          ...(title === undefined ? {} : { said: { at: 'top', title } }),
        });
      case 'expired':
        this.tell({ t: 'error', code: 'intent-expired' });
        return this.enter({ is: 'ended', expired: true });
      default:
        this.tell({ t: 'error', code: 'intent-used' });
        return this.enter({ is: 'ended', expired: false, title, said });
    }
  }

  private refuse(facts: SignPreflight): void {
    const code = facts.checks.find((check) => check.code !== undefined)?.code;
    this.tell({ t: 'error', code: code ?? 'unexpected' });
    this.enter({ is: 'refused' });
  }

  /** The fields are emptied before anything is awaited, and what was in them is held by the request alone. */
  private async send(passphrase: string, code: string | undefined): Promise<void> {
    const { client, facts } = this;
    if (!client || !facts?.letter) return;
    const under = new AbortController();
    const { given: assertion } = this.passkey;
    const given = { signal: under.signal, code, assertion };
    const sending = client.sign(passphrase, facts.letter.sha256, given);
    this.secrets.forget();
    this.passkey.forget();
    await this.follow((run) => runSigning(sending, { ...run, facts }), under);
  }

  private async follow(
    start: (run: Run) => Promise<SigningEnd>,
    under: AbortController = new AbortController(),
  ): Promise<void> {
    const { client, language, pause, grace } = this;
    if (!client) return;
    this.under?.abort();
    this.under = under;
    this.enter({ is: 'signing', since: performance.now(), progress: { cut: false } });
    const { signal } = under;
    try {
      const tell = (progress: Extract<FrameStage, { is: 'signing' }>['progress']) => {
        if (this.stage.is !== 'signing') return;
        this.stage = { ...this.stage, progress: { ...this.stage.progress, place: undefined, ...progress } };
      };
      await this.end(await start({ client, language, signal, tell, pause, grace }));
    } catch (error) {
      if (!isAbort(error)) throw error;
    } finally {
      if (this.under === under) under.abort();
    }
  }

  private async end(end: SigningEnd): Promise<void> {
    if (end.is === 'known') {
      this.facts = end.facts;
      return this.enter({ is: 'over', outcome: end.outcome });
    }
    const { facts, problem } = end;
    const at = problem && wrongAt[problem.code];
    if (problem && at && facts.state === 'open' && facts.signable) {
      this.facts = facts;
      const { left } = problem.params;
      const said = left === undefined ? { at } : { at, wrongWithLeft: Number(left) };
      return this.enter({ is: 'ready', step: 2, said });
    }
    const { title = words[this.language].cutNotSigned, params } = problem ?? {};
    await this.settle(facts, title, params?.['said']?.toString());
  }

  private async checkAgain(): Promise<void> {
    const { client } = this;
    if (!client || !(await this.asked.load((signal) => client.show({ signal })))) return;
    const facts = this.asked.value;
    if (facts?.outcome) {
      this.facts = facts;
      this.enter({ is: 'over', outcome: facts.outcome, checked: true });
    } else if (facts) await this.settle(facts);
  }

  /** The same request was opened in a window: shows what becomes of it there. */
  private async waitElsewhere(): Promise<void> {
    const { client } = this;
    if (!client) return;
    this.secrets.forget();
    this.under?.abort();
    const under = (this.under = new AbortController());
    this.enter({ is: 'elsewhere' });
    const facts = await awaitElsewhere(client, this.pause * 2, under.signal);
    if (facts) await this.settle(facts);
  }

  private enter(stage: FrameStage): void {
    const before = this.stage;
    this.stage = stage;
    this.reading = undefined;
    this.secrets.hide();
    clearInterval(this.clock);
    if (stage.is === 'signing') this.clock = setInterval(() => this.requestUpdate(), 1000);
    for (const message of messagesOf(stage)) this.tell(message);
    void this.updateComplete.then(() => this.focusFor(stage, before.is));
  }

  private focusFor(stage: FrameStage, before: FrameStage['is']): void {
    if (stage.is === 'ready' && stage.said && stage.said.at !== 'top') this.fieldOf(stage.said)?.focus();
    else if (stage.is !== 'loading' && stage.is !== before) this.heading?.focus();
  }

  /** Says what is missing and goes there. Above 600 px both steps are in sight, and the step says nothing. */
  private say(said: Said | undefined, step: 1 | 2): void {
    this.stage = { is: 'ready', step, said };
    void this.updateComplete.then(() => {
      const control = this.fieldOf(said ?? { at: step === 1 ? 'affirmation' : 'passphrase' });
      control?.focus();
      control?.closest('.field')?.scrollIntoView({ block: 'nearest' });
    });
  }

  private fieldOf({ at }: Said): HTMLElement | null {
    if (at === 'affirmation') return this.affirmation;
    return at === 'factor' ? this.secrets.code : this.secrets.passphrase;
  }

  private readonly goBack = () => {
    this.secrets.forget();
    this.stage = { is: 'ready', step: 1 };
    void this.updateComplete.then(() => this.heading?.focus());
  };

  private readonly affirm = (event: Event) => {
    this.affirmed = (event.target as HTMLInputElement).checked;
    if (this.stage.is === 'ready' && this.stage.said?.at === 'affirmation')
      this.stage = { is: 'ready', step: this.stage.step };
  };

  private readonly submit = (event: Event) => {
    event.preventDefault();
    this.sign();
  };

  private read(page: number): void {
    this.readHere = true;
    this.pageFailed = false;
    this.reading = page;
    this.secrets.hide();
    void this.updateComplete.then(() => {
      const reader = this.renderRoot.querySelector<HTMLElement>('.reading');
      if (reader) reader.scrollTop = 0;
    });
  }

  private readonly stopReading = () => {
    this.reading = undefined;
    this.pageFailed = false;
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('.read')?.focus());
  };

  protected override readonly takeKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || this.stage.is === 'signing') return;
    if (this.reading !== undefined) this.stopReading();
    else this.close();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'noken-sign-frame': SignFrameElement;
  }
}
