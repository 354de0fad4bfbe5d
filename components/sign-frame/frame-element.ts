import { LitElement, type PropertyValues } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { FrameMessage, HostMessage } from '../../server/contract/signing.js';
import { buttonStyles } from '../internal/button.styles.js';
import { fieldStyles } from '../internal/field.js';
import { loadingStyles } from '../internal/loading.js';
import { noteStyles } from '../internal/note.js';
import { rootStyles } from '../internal/root.styles.js';
import { stateStyles } from '../internal/states.js';
import type { Theme } from '../internal/surroundings.js';
import { isHueAllowed } from '../internal/tokens.js';
import { tokenStyles } from '../internal/tokens.styles.js';
import { trialLineStyles } from '../internal/trial-line.js';
import type { Language } from '../internal/words.js';
import { CoverWatch } from './cover-watch.js';
import type { HostLink } from './host-link.js';
import { proofStyles } from './proof.styles.js';
import { SecretFields } from './secret-fields.js';
import { styles } from './sign-frame.styles.js';

/**
 * What the screens of Noken's own page have in common, whether one letter is signed or many: the page around, which is
 * told little and believed less, the secret fields, and what is done when something lies over them.
 */
export abstract class FrameElement extends LitElement {
  static override styles = [
    tokenStyles,
    rootStyles,
    trialLineStyles,
    buttonStyles,
    fieldStyles,
    noteStyles,
    stateStyles,
    loadingStyles,
    styles,
    proofStyles,
  ];

  /** Absent where the screen is a window of its own. */
  @property({ attribute: false }) link?: HostLink;
  /** Address of the same screen as a window of its own; empty where it is one. */
  @property({ attribute: false }) windowUrl = '';
  /** Within a portal's page, which may lay something over it. */
  @property({ type: Boolean }) framed = false;
  @property() language: Language = 'id';
  @property() theme: Theme = 'auto';
  @property({ type: Number }) hue: number | undefined;
  /** Between two questions to the server while something is under way, milliseconds. */
  @property({ attribute: false }) pause = 1000;
  @property({ attribute: false }) grace = 8000;

  @state() protected closed = false;

  @query('#affirmed') protected readonly affirmation!: HTMLInputElement | null;
  @query('h1') protected readonly heading!: HTMLElement | null;

  protected readonly secrets = new SecretFields(this, () => this.heedEmptied());
  protected readonly cover = new CoverWatch(this, (covered) => {
    this.secrets.forget();
    if (covered) this.notice('covered');
  });
  protected under: AbortController | undefined;
  private readonly sizes = new ResizeObserver(() => this.tellHeight());
  private height = 0;

  /** Has the server write down what is strange about the page around. */
  abstract notice(what: 'covered' | 'wrong-message'): void;

  /** What the page around asks for: colours, language, or that the screen go. */
  heed(message: HostMessage): void {
    if (message.t === 'theme') {
      this.theme = message.theme;
      this.hue = message.hue !== undefined && isHueAllowed(message.hue) ? message.hue : undefined;
    } else if (message.t === 'locale') {
      if (message.lang === this.language) return;
      this.language = message.lang;
      this.heedLanguage();
    } else this.secrets.forget();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('keydown', this.takeKey);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('keydown', this.takeKey);
    this.under?.abort();
    this.sizes.disconnect();
  }

  protected override firstUpdated(): void {
    if (this.framed) this.cover.start();
  }

  protected override updated(changed: PropertyValues): void {
    const root = this.renderRoot.querySelector<HTMLElement>('.root');
    if (changed.has('hue') && root && this.hue !== undefined)
      root.style.setProperty('--n-hue', String(this.hue));
    this.sizes.disconnect();
    for (const box of this.renderRoot.querySelectorAll('.measured')) this.sizes.observe(box);
  }

  /** What the server said is said anew in the other language. */
  protected abstract heedLanguage(): void;

  /** The fields were emptied because the page was hidden. */
  protected abstract heedEmptied(): void;

  protected abstract readonly takeKey: (event: KeyboardEvent) => void;

  /** Whether the height is now that of one page being read, which is no measure of the screen. */
  protected abstract readonly unmeasured: boolean;

  protected readonly close = () => {
    this.secrets.forget();
    if (this.link) return this.tell({ t: 'cancel' });
    window.close();
    // A browser closes only what a script has opened.
    this.closed = true;
  };

  protected tell(message: FrameMessage): void {
    this.link?.tell(message);
  }

  private tellHeight(): void {
    const boxes = [...this.renderRoot.querySelectorAll<HTMLElement>('.measured')];
    const px = Math.ceil(boxes.reduce((sum, box) => sum + box.offsetHeight, 0));
    if (this.unmeasured || px === this.height || px === 0) return;
    this.height = px;
    this.tell({ t: 'height', px });
  }
}
