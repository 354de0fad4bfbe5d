import { nothing, type PropertyValues } from 'lit';
import { property } from 'lit/decorators.js';
import { buttonStyles } from './button.styles.js';
import { type LatePart, latePlaceTag, type PartModule } from './late-part.js';
import { Loading, loadingLine, loadingStyles } from './loading.js';
import { noteStyles } from './note.js';
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

declare global {
  interface HTMLElementTagNameMap {
    'noken-late-place': LatePlaceElement;
  }
}
