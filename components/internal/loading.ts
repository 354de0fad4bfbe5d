import { css, html, nothing, type ReactiveController, type ReactiveControllerHost } from 'lit';
import { icon, refreshIcon } from './icons.js';
import { isAbort, type OfficeReport, toReport } from './office-problem.js';
import { commonWords, type Language } from './words.js';

/** How long nothing is shown, and from when the seconds are told. Milliseconds. */
const quiet = 300;
const slow = 3000;

/**
 * One question to the server and how it stands. The latest question wins; an earlier answer that comes later is dropped.
 * The value of before stays while a new one is fetched, so that a refresh never blanks the screen.
 */
export class Loading<T> implements ReactiveController {
  value: T | undefined;
  problem: OfficeReport | undefined;
  busy = false;
  /** Absent for the first 300 ms; then whole seconds since the question. */
  seconds: number | undefined;

  private turn: AbortController | undefined;
  private begun = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly language: () => Language,
  ) {
    host.addController(this);
  }

  /** Asks, and resolves to whether this question was answered. Never rejects. */
  async load(ask: (signal: AbortSignal) => Promise<T>): Promise<boolean> {
    this.turn?.abort();
    const turn = new AbortController();
    this.turn = turn;
    this.start();
    try {
      const value = await ask(turn.signal);
      if (this.turn !== turn) return false;
      this.value = value;
      this.problem = undefined;
      return true;
    } catch (error) {
      if (this.turn === turn && !isAbort(error)) this.problem = toReport(error, this.language());
      return false;
    } finally {
      if (this.turn === turn) this.stop();
    }
  }

  /** Gives up, and forgets what was fetched. */
  clear(): void {
    this.cancel();
    this.value = undefined;
    this.problem = undefined;
    this.host.requestUpdate();
  }

  /** Gives up the question that is under way. */
  cancel(): void {
    this.turn?.abort();
    this.turn = undefined;
    this.stop();
  }

  /** A moved element is disconnected and connected at once, so the question goes on; only the clock rests. */
  hostDisconnected(): void {
    clearTimeout(this.timer);
  }

  hostConnected(): void {
    if (this.busy) this.tick();
  }

  private start(): void {
    this.busy = true;
    this.seconds = undefined;
    this.begun = performance.now();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.tick(), quiet);
    this.host.requestUpdate();
  }

  private stop(): void {
    clearTimeout(this.timer);
    this.busy = false;
    this.seconds = undefined;
    this.host.requestUpdate();
  }

  private tick(): void {
    const passed = performance.now() - this.begun;
    clearTimeout(this.timer);
    if (passed >= quiet) this.seconds = Math.floor(passed / 1000);
    this.timer = setTimeout(
      () => this.tick(),
      passed < quiet ? quiet - passed : passed < slow ? slow - passed : 1000,
    );
    this.host.requestUpdate();
  }
}

export const loadingStyles = css`
  .loading-line {
    display: flex;
    align-items: center;
    gap: 12px;
    padding: 12px 16px;
    font-size: 13px;
    line-height: 18px;
    background: var(--n-bg-sunken);
    border-block-end: 1px solid var(--n-line);
  }
  .skeleton {
    padding: 12px 16px;
    border-block-end: 1px solid var(--n-line);
    min-height: var(--n-row);
  }
  .skeleton i {
    display: block;
    height: 14px;
    border-radius: 4px;
    background: var(--n-bar-rest);
    inline-size: 80%;
  }
  .skeleton i + i {
    height: 12px;
    margin-block-start: 10px;
    inline-size: 56%;
  }
  .skeleton:nth-of-type(even) i {
    inline-size: 66%;
  }
`;

/** Nothing for 300 ms, then words and pale rows, after 3 s the seconds too. `words`: "Mengambil daftar surat…". */
export function loadingScreen(loading: Loading<unknown>, words: string, language: Language, rows = 5) {
  if (!loading.busy || loading.seconds === undefined) return nothing;
  return html`
    ${loadingLine(loading, words, language)}
    <div aria-hidden="true">
      ${[...new Array(rows).keys()].map(() => html`<div class="skeleton"><i></i><i></i></div>`)}
    </div>
  `;
}

/** The words alone, for where something is already on the screen. The seconds are not read aloud each second. */
export function loadingLine(loading: Loading<unknown>, words: string, language: Language) {
  if (!loading.busy || loading.seconds === undefined) return nothing;
  return html`<p class="loading-line" part="loading">
    ${icon(refreshIcon)}<span
      ><span role="status">${words}</span>${
        loading.seconds * 1000 >= slow
          ? html` <span>${commonWords[language].slow(loading.seconds)}</span>`
          : nothing
      }</span
    >
  </p>`;
}
