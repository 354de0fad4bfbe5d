import { html, nothing, type PropertyValues } from 'lit';
import { property } from 'lit/decorators.js';
import { buttonStyles } from './button.styles.js';
import { type LatePart, latePlaceTag, type PartModule } from './late-part.js';
import { Loading, loadingLine, loadingStyles } from './loading.js';
import { noteStyles } from './note.js';
import type { Office } from './office-client.js';
import { OfficeElement } from './office-element.js';
import { localProblem } from './office-problem.js';
import { failureState, stateStyles } from './states.js';
import { commonWords } from './words.js';

/** Stands where a late element will be: the usual waiting line, or what failed and a way to try again. */
export class LatePlaceElement extends OfficeElement {
  static override readonly tag = latePlaceTag;
  static override styles = [buttonStyles, loadingStyles, noteStyles, stateStyles];

  /** What is waited for. */
  @property({ attribute: false }) awaited?: LatePart | undefined;
  /** Called once it is here. */
  @property({ attribute: false }) here?: (() => void) | undefined;

  private readonly loading = new Loading<PartModule>(this, () => this.language);

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    if (changed.has('awaited')) this.ask();
  }

  protected override renderInside() {
    const { loading, language, format } = this;
    const said = commonWords[language];
    if (loading.busy) return loadingLine(loading, said.fetchingPart, language);
    if (!loading.problem) return nothing;
    return failureState({
      report: loading.problem,
      what: said.partFailed,
      language,
      format,
      retry: this.ask,
    });
  }

  private readonly ask = (): void => void this.bring();

  private async bring(): Promise<void> {
    const { awaited } = this;
    if (!awaited) return;
    const came = await this.loading.load(async () => {
      try {
        return await awaited.load();
      } catch (cause) {
        // A file of the same server as all else, so it fails as the line does.
        throw localProblem('offline', this.language, cause);
      }
    });
    if (came) this.here?.();
  }
}

interface Host {
  readonly office?: Office | undefined;
  requestUpdate(): void;
}

interface Waiting {
  /** Drawn above, until it is here. */
  readonly meanwhile?: unknown;
  /** Called when it has come. */
  readonly then?: () => void;
}

/** Draws `view` once the element of this tag is here; until then `part` is fetched, and how that stands is drawn. */
export function whenHere(
  host: Host,
  part: LatePart,
  tag: string,
  view: () => unknown,
  { meanwhile, then }: Waiting = {},
) {
  if (customElements.get(tag)) return view();
  const here = () => {
    host.requestUpdate();
    then?.();
  };
  return html`${meanwhile}<noken-late-place
      .awaited=${part}
      .here=${here}
      .office=${host.office}
    ></noken-late-place>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'noken-late-place': LatePlaceElement;
  }
}
