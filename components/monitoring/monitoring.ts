import { html, nothing, type PropertyValues } from 'lit';
import { state } from 'lit/decorators.js';
import type { Monitoring, MonitoringLevel, MonthFigures } from '../../server/contract/month-figures.js';
import { buttonStyles } from '../internal/button.styles.js';
import { fieldStyles } from '../internal/field.js';
import {
  chevronLeftIcon,
  chevronRightIcon,
  downloadIcon,
  icon,
  monitorIcon,
  sortIcon,
} from '../internal/icons.js';
import { Loading, loadingLine, loadingScreen, loadingStyles } from '../internal/loading.js';
import { noteStyles } from '../internal/note.js';
import { OfficeElement } from '../internal/office-element.js';
import { type OfficeReport, toReport } from '../internal/office-problem.js';
import { saveBlob } from '../internal/save-blob.js';
import { emptyState, failureState, stateStyles } from '../internal/states.js';
import { tagStyles } from '../internal/tags.js';
import { figuresTable } from './figures-table.js';
import { styles } from './monitoring.styles.js';
import { words } from './monitoring.words.js';
import { type SortKey, sortKeys } from './sort-units.js';

const totals = ['incoming', 'outgoing', 'dispositions', 'late', 'signatures'] as const;
const levels = ['opd', 'distrik', 'kampung'] as const;

/**
 * How the offices of a government use letters in a month: recorded, sent, disposed, late, signed, per OPD, distrik or kampung.
 *
 * Needs a portal with the grant `monitor`. The figures are the server's, with the time at which they were computed.
 *
 * @summary Monthly figures per unit, as a table and as CSV.
 * @tagname noken-monitoring
 *
 * @csspart root - The reset root in which everything is drawn.
 * @csspart total - One of the five totals.
 * @csspart unit - The row, or where it is narrow the block, of one unit.
 *
 * @cssproperty [--noken-bar=#5b93c2] - Filled part of the small bars.
 * @cssproperty [--noken-bar-rest=#e3e7ea] - The rest of them.
 * @cssproperty [--noken-danger=#b3261b] - Figures of late dispositions, where they are not zero.
 */
export class MonitoringElement extends OfficeElement {
  static override readonly tag = 'noken-monitoring';
  static override styles = [
    buttonStyles,
    fieldStyles,
    noteStyles,
    stateStyles,
    tagStyles,
    loadingStyles,
    styles,
  ];

  /** @internal */
  @state() private month: string | undefined;
  /** @internal */
  @state() private level: MonitoringLevel = 'opd';
  /** @internal */
  @state() private by: SortKey = 'late';
  /** @internal */
  @state() private csv: { readonly busy: boolean; readonly problem?: OfficeReport } = { busy: false };

  private readonly figures = new Loading<Monitoring>(this, () => this.language);
  private asked: unknown;

  /** Asks for the figures again. What is shown stays until the new ones are there. */
  async refresh(): Promise<void> {
    const { client, month, level } = this;
    if (!client) return;
    const query = { level, ...(month === undefined ? {} : { month }) };
    await this.figures.load((signal) => client.monitoring(query, { signal }));
  }

  /** Saves what is shown as a file for a spreadsheet. */
  async download(): Promise<void> {
    const { client, level } = this;
    const month = this.figures.value?.month;
    if (!client || month === undefined || this.csv.busy) return;
    this.csv = { busy: true };
    try {
      const { bytes } = await client.monitoringCsv({ month, level });
      saveBlob(new Blob([bytes], { type: 'text/csv;charset=utf-8' }), `monev-${level}-${month}.csv`);
      this.csv = { busy: false };
    } catch (error) {
      this.csv = { busy: false, problem: toReport(error, this.language) };
    }
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    // No desk is needed, but without a session there is nobody to ask as.
    if (!this.client || !this.office?.me || this.client === this.asked) return;
    this.asked = this.client;
    void this.refresh();
  }

  protected override renderInside() {
    const { value, problem } = this.figures;
    const said = words[this.language];
    const trouble = problem ?? (value ? undefined : this.office?.problem);
    if (!value && !trouble) return loadingScreen(this.figures, said.loading, this.language);
    return html`<section class="sheet" aria-label=${said.title}>
      ${value ? this.renderHead(value) : nothing} ${trouble ? this.renderFailure(trouble) : nothing}
      ${value ? this.renderFigures(value) : nothing}
    </section>`;
  }

  private renderFailure(report: OfficeReport) {
    return failureState({
      report,
      what: words[this.language].failed,
      language: this.language,
      format: this.format,
      retry: () => void this.refresh(),
      renew: () => void this.client?.renew(),
    });
  }

  private renderHead({ month, months }: Monitoring) {
    const said = words[this.language];
    const wanted = this.month ?? month;
    const at = months.indexOf(wanted);
    const step = (to: string | undefined, label: string, none: string, shape: string) =>
      html`<button
        type="button"
        class="button icon-only"
        aria-label=${to === undefined ? `${label}. ${none}` : label}
        title=${to === undefined ? none : nothing}
        aria-disabled=${to === undefined ? 'true' : nothing}
        @click=${() => to !== undefined && this.show({ month: to })}
      >
        ${icon(shape)}
      </button>`;
    return html`<header class="head">
      <h2 class="card-title">${said.title}</h2>
      <div class="months">
        ${step(months[at + 1], said.previousMonth, said.noEarlier, chevronLeftIcon)}
        <label class="seen-by-readers-only" for="month">${said.month}</label>
        <select class="control" id="month" .value=${wanted} @change=${this.takeMonth}>
          ${months.map((one) => html`<option value=${one} ?selected=${one === wanted}>${this.format.month(one)}</option>`)}
        </select>
        ${step(months[at - 1], said.nextMonth, said.noLater, chevronRightIcon)}
      </div>
    </header>`;
  }

  private renderFigures(monitoring: Monitoring) {
    const said = words[this.language];
    const { busy, problem } = this.csv;
    return html`
      <div class=${this.figures.busy ? 'busy' : ''} aria-busy=${this.figures.busy}>
        ${this.renderTotals(monitoring)} ${this.renderLevels(monitoring)}
        ${loadingLine(this.figures, said.loading, this.language)}
        ${
          monitoring.units.length === 0
            ? emptyState(said[`none-${monitoring.level}`], said.noneText, nothing, monitorIcon)
            : html`${this.renderSorting()}
              ${figuresTable({
                monitoring,
                by: this.by,
                words: said,
                format: this.format,
                sort: (by) => (this.by = by),
              })}`
        }
      </div>
      <footer class="foot">
        <p class="hint">${said.computed(this.format.dateTime(monitoring.computedAt))} ${said.lateMeaning}</p>
        <button
          type="button"
          class="button"
          aria-label=${busy ? said.csvBusy : said.csvLabel}
          aria-busy=${busy}
          @click=${this.download}
        >
          ${icon(downloadIcon)}${busy ? said.csvBusy : said.csv}
        </button>
      </footer>
      ${problem === undefined ? nothing : html`<div class="csv-note">${this.renderCsvFailure(problem)}</div>`}
    `;
  }

  private renderCsvFailure(report: OfficeReport) {
    return failureState({
      report,
      what: words[this.language].csvFailed,
      language: this.language,
      format: this.format,
      retry: () => void this.download(),
    });
  }

  private renderTotals({ total, before, month }: Monitoring) {
    const said = words[this.language];
    const last = this.format.month(monthBefore(month)).slice(0, 3);
    const figure = (of: MonthFigures, name: keyof MonthFigures) => this.format.number(of[name]);
    return html`<dl class="totals" aria-label=${said.totals}>
      ${totals.map(
        (name) =>
          html`<div class=${name} part="total">
            <dt>${said[name]}</dt>
            <dd class="number ${total[name] > 0 ? 'some' : ''}">${figure(total, name)}</dd>
            <dd class="hint">${said.before(last, figure(before, name))}</dd>
          </div>`,
      )}
    </dl>`;
  }

  private renderLevels({ levels: counts, level: shown }: Monitoring) {
    const said = words[this.language];
    const current = this.figures.busy ? this.level : shown;
    return html`<div class="levels" role="group" aria-label=${said.level}>
      ${levels.map(
        (level) =>
          html`<button type="button" aria-pressed=${level === current} @click=${() => this.show({ level })}>
            ${said[level]}<span class="count">${this.format.number(counts[level])}</span>
          </button>`,
      )}
    </div>`;
  }

  private renderSorting() {
    const said = words[this.language];
    return html`<div class="sorting">
      ${icon(sortIcon)}<label for="sort">${said.sort}</label>
      <select class="control" id="sort" .value=${this.by} @change=${this.takeSort}>
        ${sortKeys.map((key) => html`<option value=${key} ?selected=${key === this.by}>${said[`by-${key}`]}</option>`)}
      </select>
    </div>`;
  }

  private show(wanted: { readonly month?: string; readonly level?: MonitoringLevel }): void {
    if (wanted.month !== undefined) this.month = wanted.month;
    if (wanted.level !== undefined) this.level = wanted.level;
    this.csv = { busy: this.csv.busy };
    void this.refresh();
  }

  private takeMonth(event: Event): void {
    this.show({ month: (event.target as HTMLSelectElement).value });
  }

  private takeSort(event: Event): void {
    const by = sortKeys.find((key) => key === (event.target as HTMLSelectElement).value);
    if (by !== undefined) this.by = by;
  }
}

function monthBefore(month: string): string {
  const [year = 0, at = 1] = month.split('-').map(Number);
  return at === 1 ? `${year - 1}-12` : `${year}-${String(at - 1).padStart(2, '0')}`;
}

declare global {
  interface HTMLElementTagNameMap {
    'noken-monitoring': MonitoringElement;
  }
}
