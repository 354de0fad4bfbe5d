import { consume, ContextRoot } from '@lit/context';
import { type CSSResultGroup, html, LitElement, nothing, type PropertyValues } from 'lit';
import { property, state } from 'lit/decorators.js';
import { Format } from './format.js';
import { type Office, officeClientContext, officeContext, type OfficeClient } from './office-client.js';
import { rootStyles } from './root.styles.js';
import {
  announceSurroundings,
  type Density,
  readSurroundings,
  type Surroundings,
  type Theme,
  watchSurroundings,
} from './surroundings.js';
import { isHueAllowed } from './tokens.js';
import { tokenStyles } from './tokens.styles.js';
import { trialLine, trialLineStyles } from './trial-line.js';
import type { Language } from './words.js';

/** Answers elements that asked for a client before their `<noken-session>` was upgraded. */
let contextRoot: ContextRoot | undefined;

/** Base of every element of the kit: where it stands, whom it asks, and the root it draws in. Keep it this small. */
export abstract class OfficeElement extends LitElement {
  static readonly tag: string;
  /** Its width comes from the page and its layout from its width. `false` for what is as wide as its words. */
  static readonly contained: boolean = true;

  /** Registers the element. A second call, or a second copy of the kit on the page, changes nothing. */
  static define(tag = this.tag, registry = customElements): void {
    if (!registry.get(tag)) registry.define(tag, this as unknown as CustomElementConstructor);
  }

  static override finalizeStyles(styles?: CSSResultGroup) {
    return super.finalizeStyles([tokenStyles, rootStyles, trialLineStyles, ...(styles ? [styles] : [])]);
  }

  /** How `surroundings.ts` knows one of us, from whichever copy of the kit. */
  readonly isOffice = true;

  /** Colours: those of the reader's system unless the page says otherwise. */
  @property() theme: Theme = 'auto';

  /** Size of targets and rows: by width and pointer unless the page says otherwise. */
  @property() density: Density = 'auto';

  /** Where data comes from. Left alone, it is that of the nearest `<noken-session>`. */
  @consume({ context: officeClientContext, subscribe: true })
  @property({ attribute: false })
  client?: OfficeClient | undefined;

  /** Who sits here and at which desk. Left alone, it is that of the nearest `<noken-session>`. */
  @consume({ context: officeContext, subscribe: true })
  @property({ attribute: false })
  office?: Office | undefined;

  /** @internal */
  @state() private surroundings: Surroundings = {
    language: 'id',
    theme: 'auto',
    density: 'auto',
    nested: false,
  };
  private stopWatching: (() => void) | undefined;

  protected get language(): Language {
    return this.surroundings.language;
  }

  /** Dates, times and sizes in the reader's language and the tenant's zone. */
  protected get format(): Format {
    return new Format(this.language, this.office?.me?.tenant.zone ?? 'Asia/Jayapura');
  }

  override connectedCallback(): void {
    if (!contextRoot) {
      contextRoot = new ContextRoot();
      contextRoot.attach(document.documentElement);
    }
    this.readSurroundings();
    this.stopWatching ??= watchSurroundings(() => this.readSurroundings());
    super.connectedCallback();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stopWatching?.();
    this.stopWatching = undefined;
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('theme') || changed.has('density')) this.readSurroundings();
  }

  protected override updated(changed: PropertyValues): void {
    if (this.hasUpdated && (changed.has('theme') || changed.has('density'))) announceSurroundings();
    // By CSSOM, since a strict policy refuses style attributes.
    if (this.hue !== undefined)
      this.renderRoot.querySelector<HTMLElement>('.root')?.style.setProperty('--n-hue', String(this.hue));
  }

  protected override render() {
    const { theme, density, language } = this.surroundings;
    const { contained } = this.constructor as typeof OfficeElement;
    return html`
      <div
        class="root"
        part="root"
        lang=${language}
        data-theme=${theme}
        data-density=${density}
        ?data-hued=${this.hue !== undefined}
        ?data-fitted=${!contained}
      >
        <div class="room">${contained ? this.renderTrialLine() : nothing}${this.renderInside()}</div>
      </div>
    `;
  }

  /** What the element draws, inside the reset root. */
  protected abstract renderInside(): unknown;

  /** First line of every element in a trial tenant, said once: what stands inside another leaves it to the outer. */
  protected renderTrialLine(): unknown {
    if (this.surroundings.nested || this.office?.me?.tenant.legalMode !== 'trial') return nothing;
    return trialLine(this.language);
  }

  private get hue(): number | undefined {
    const hue = this.office?.me?.tenant.hue;
    return hue !== undefined && isHueAllowed(hue) ? hue : undefined;
  }

  private readSurroundings(): void {
    const next = readSurroundings(this);
    const now = this.surroundings;
    if (
      next.language !== now.language ||
      next.theme !== now.theme ||
      next.density !== now.density ||
      next.nested !== now.nested
    ) {
      this.surroundings = next;
    }
  }
}
