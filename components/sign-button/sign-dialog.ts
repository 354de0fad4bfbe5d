import { adoptStyles, html, nothing, render } from 'lit';
import type { FrameMessage } from '../../server/contract/signing.js';
import { buttonStyles } from '../internal/button.styles.js';
import { externalIcon, icon } from '../internal/icons.js';
import { note, noteStyles } from '../internal/note.js';
import { rootStyles } from '../internal/root.styles.js';
import type { Theme } from '../internal/surroundings.js';
import { tokenStyles } from '../internal/tokens.styles.js';
import type { Language } from '../internal/words.js';
import { type FramePort, portToFrame } from './frame-port.js';
import { words } from './sign-button.words.js';
import { styles } from './sign-dialog.styles.js';

/** How long a frame may take to say hello before the window is offered, milliseconds. */
const patience = 5000;

type BatchMessage = Extract<FrameMessage, { t: 'batch' }>;

/** How the screen was left. */
export type DialogEnd =
  | { readonly is: 'done' }
  | { readonly is: 'cancelled' }
  | { readonly is: 'failed'; readonly code: string }
  /** Closed while the server was signing. */
  | { readonly is: 'left' }
  /** Opened in a window, which tells this page nothing. */
  | { readonly is: 'elsewhere' };

export interface DialogSettings {
  /** Where Noken's page is, as a frame and as a window. */
  readonly screen: { readonly frameUrl: string; readonly windowUrl: string };
  readonly language: Language;
  readonly theme: Theme;
  readonly hue?: number | undefined;
  readonly done: (letterId: string, outcome: 'signed' | 'uncertain') => void;
  /** Told how a batch stands; absent where one letter is signed. */
  readonly batch?: ((message: BatchMessage) => void) | undefined;
  readonly ended: (end: DialogEnd) => void;
}

/**
 * The modal dialog that holds Noken's own page.
 *
 * It hangs on `<html>`, so that a page which replaces its body takes nothing away from somebody who is signing, and in a
 * shadow root, so that no sheet of the page reaches it.
 */
export class SignDialog {
  private readonly host = document.createElement('div');
  private readonly root: ShadowRoot;
  private port: FramePort | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private step: Extract<FrameMessage, { t: 'state' }>['step'] | undefined;
  private refusal: string | undefined;
  private trouble: 'slow' | 'blocked' | undefined;
  private greeted = false;
  private ended = false;
  private height = 0;

  constructor(private readonly settings: DialogSettings) {
    this.root = this.host.attachShadow({ mode: 'open' });
    adoptStyles(this.root, [tokenStyles, rootStyles, buttonStyles, noteStyles, styles]);
  }

  open(): void {
    // A page may hide what is empty or unknown to it.
    this.host.style.setProperty('display', 'contents', 'important');
    document.documentElement.append(this.host);
    addEventListener('securitypolicyviolation', this.takeViolation);
    window.visualViewport?.addEventListener('resize', this.fitSeen);
    this.draw();
    const frame = this.root.querySelector('iframe');
    if (frame) {
      const { frameUrl } = this.settings.screen;
      const origin = new URL(frameUrl, location.href).origin;
      this.port = portToFrame(frame, origin, { hello: this.greet, message: this.take });
      frame.src = this.inLanguage(frameUrl);
    }
    this.timer = setTimeout(() => this.fall('slow'), patience);
    this.dialog?.showModal();
    this.fitSeen();
  }

  /** Back to what is open already. */
  focus(): void {
    this.root.querySelector<HTMLElement>(this.greeted ? 'iframe' : '.box')?.focus();
  }

  /** Closes as a press of Escape does: not while one letter is signed. A batch goes on without its screen, which says so. */
  cancel(): void {
    if (this.step !== 'signing' || this.settings.batch) this.leave();
  }

  private get dialog(): HTMLDialogElement | null {
    return this.root.querySelector('dialog');
  }

  private readonly greet = () => {
    this.greeted = true;
    clearTimeout(this.timer);
    this.trouble = undefined;
    const { language, theme, hue } = this.settings;
    this.port?.send({ t: 'theme', theme, ...(hue === undefined ? {} : { hue }) });
    this.port?.send({ t: 'locale', lang: language });
    this.draw();
    this.focus();
  };

  private readonly take = (message: FrameMessage) => {
    switch (message.t) {
      case 'height':
        this.height = message.px;
        break;
      case 'state':
        this.step = message.step;
        if (message.step !== 'refused') this.refusal = undefined;
        break;
      case 'error':
        this.refusal = message.code;
        break;
      case 'done':
        this.settings.done(message.letterId, message.outcome);
        break;
      case 'batch':
        this.settings.batch?.(message);
        break;
      case 'cancel':
        return this.leave();
    }
    this.draw();
  };

  private readonly takeViolation = (event: SecurityPolicyViolationEvent) => {
    const framing = /^(?:frame|child|default)-src/.test(event.effectiveDirective);
    const origin = new URL(this.settings.screen.frameUrl, location.href).origin;
    if (framing && !this.greeted && event.blockedURI.startsWith(origin)) this.fall('blocked');
  };

  private fall(trouble: 'slow' | 'blocked'): void {
    this.trouble = trouble;
    this.draw();
    this.focus();
  }

  /** A phone's keyboard covers the page without making it smaller. */
  private readonly fitSeen = () => {
    const seen = window.visualViewport;
    if (seen) this.dialog?.style.setProperty('--n-seen', `${Math.round(seen.height)}px`);
  };

  private readonly keepOpen = (event: Event) => {
    event.preventDefault();
    this.cancel();
  };

  private readonly goElsewhere = () => this.end({ is: 'elsewhere' });
  private readonly leave = () => this.end(this.whyEnded());

  private whyEnded(): DialogEnd {
    if (this.step === 'signed' || this.step === 'uncertain') return { is: 'done' };
    if (this.step === 'signing') return { is: 'left' };
    return this.refusal === undefined ? { is: 'cancelled' } : { is: 'failed', code: this.refusal };
  }

  private end(end: DialogEnd): void {
    if (this.ended) return;
    this.ended = true;
    clearTimeout(this.timer);
    removeEventListener('securitypolicyviolation', this.takeViolation);
    window.visualViewport?.removeEventListener('resize', this.fitSeen);
    this.port?.send({ t: 'cancel' });
    this.port?.close();
    this.dialog?.close();
    this.host.remove();
    this.settings.ended(end);
  }

  private inLanguage(url: string): string {
    const address = new URL(url, location.href);
    address.searchParams.set('lang', this.settings.language);
    return address.href;
  }

  private draw(): void {
    const { language, theme, hue } = this.settings;
    const { origin } = new URL(this.settings.screen.frameUrl, location.href);
    const said = words[language];
    const oneLetter = this.settings.batch === undefined;
    const result =
      oneLetter && (this.step === 'signing' || this.step === 'signed' || this.step === 'uncertain');
    render(
      html`<div class="root" lang=${language} data-theme=${theme} ?data-hued=${hue !== undefined}>
        <dialog aria-label=${said.dialog} @cancel=${this.keepOpen} @close=${this.leave}>
          <div class="box ${this.greeted ? '' : 'opening'} ${result ? 'result' : ''}" tabindex="-1">
            ${this.greeted ? nothing : html`<div class="waiting">${this.renderWaiting()}</div>`}
            <iframe
              title=${said.dialog}
              referrerpolicy="strict-origin"
              allow=${`publickey-credentials-get ${origin}`}
              ?hidden=${!this.greeted}
            ></iframe>
          </div>
        </dialog>
      </div>`,
      this.root,
    );
    if (this.height > 0) this.dialog?.style.setProperty('--n-frame-height', `${this.height}px`);
    if (hue !== undefined)
      this.root.querySelector<HTMLElement>('.root')?.style.setProperty('--n-hue', `${hue}`);
  }

  private renderWaiting() {
    const said = words[this.settings.language];
    const acts = html`
      <a
        class="button primary"
        href=${this.inLanguage(this.settings.screen.windowUrl)}
        target="_blank"
        rel="noopener"
        @click=${this.goElsewhere}
        >${icon(externalIcon)}${said.openWindow}</a
      >
      <button type="button" class="button" @click=${this.leave}>${said.cancel}</button>
    `;
    if (this.trouble === undefined) {
      return html`<p role="status">${said.opening}</p>
        <p><button type="button" class="button" @click=${this.leave}>${said.cancel}</button></p>`;
    }
    const text = this.trouble === 'slow' ? said.slowText : said.blockedText;
    return note('warn', { title: said[this.trouble], text, acts, role: 'alert' });
  }
}
