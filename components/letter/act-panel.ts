import { html, nothing, type ReactiveController, type ReactiveControllerHost } from 'lit';
import type { Trail } from '../../server/contract/dispositions.js';
import type { Act, LetterChoices, LetterView } from '../../server/contract/letters.js';
import { FollowedUpEvent, LetterChangedEvent, UploadedEvent } from '../events.js';
import { refusalOf, usualFileLimit } from '../internal/file-choice.js';
import { FileSending } from '../internal/file-sending.js';
import type { Format } from '../internal/format.js';
import { icon, refreshIcon } from '../internal/icons.js';
import { Loading } from '../internal/loading.js';
import { note } from '../internal/note.js';
import { newKey, type OfficeClient } from '../internal/office-client.js';
import { type OfficeReport, toReport } from '../internal/office-problem.js';
import { failureState } from '../internal/states.js';
import { actFields } from './act-fields.js';
import { type ActWords, actWords } from './act.words.js';
import { words } from './letter.words.js';
import { openNodeOf } from './open-node.js';

/** Acts that have their form here; the others are elements of their own. */
export type PanelAct = Exclude<Act, 'dispose' | 'sign' | 'reply'>;

export interface ActGround {
  readonly client: OfficeClient;
  readonly positionId: string;
  readonly letter: LetterView;
}

export interface ActTold {
  /** What the desk may do, on which letter. Undefined while that is not known. */
  readonly ground: () => ActGround | undefined;
  readonly format: () => Format;
  /** Tells the page, before `sentence` is shown. */
  readonly done: (event: Event, sentence: string) => void;
  /** Reads the letter again; inputs stay. */
  readonly reload: () => void;
}

/** What was put in, as the form has it. */
export interface ActInput {
  readonly reason: string;
  readonly to: string;
  readonly text: string;
  readonly completes: string;
  readonly replacedBy: string;
}

/**
 * The form of one act, in the letter's page. It sends once: the key is made when it opens, and what was put in stays
 * through every refusal.
 */
export class ActPanel implements ReactiveController {
  act: PanelAct | undefined;
  /** Name of the field that is missing. */
  missing: keyof ActInput | undefined;
  /** Dispositions are open, so closing needs its reason. */
  reasonNeeded = false;
  fileRefused: string | undefined;

  readonly file: FileSending;
  readonly choices: Loading<LetterChoices>;
  readonly trail: Loading<Trail>;

  private key = '';
  private busy = false;
  private problem: OfficeReport | undefined;

  constructor(
    private readonly host: ReactiveControllerHost & { readonly renderRoot: HTMLElement | DocumentFragment },
    private readonly told: ActTold,
  ) {
    const language = () => told.format().language;
    this.choices = new Loading(host, language);
    this.trail = new Loading(host, language);
    this.file = new FileSending(host, language, (file, options) => {
      const { client, positionId, letter } = this.grounded();
      const purpose = this.act === 'upload' ? 'letter' : 'follow-up';
      return client.upload(positionId, letter.id, file, { ...options, purpose });
    });
    host.addController(this);
  }

  hostConnected(): void {
    // A moved element keeps its form.
  }

  get limit(): number {
    return this.choices.value?.maxFileSize ?? usualFileLimit;
  }

  get format(): Format {
    return this.told.format();
  }

  get letter(): LetterView | undefined {
    return this.told.ground()?.letter;
  }

  /** This desk's own open disposition, to be followed up or given back. */
  get node() {
    return this.trail.value ? openNodeOf(this.trail.value) : undefined;
  }

  /** What has no way back, or is given back to somebody, says why. */
  needsReason(act: PanelAct): boolean {
    return ['return', 'refuse', 'withdraw'].includes(act) || (act === 'close' && this.reasonNeeded);
  }

  open(act: PanelAct): void {
    this.close();
    this.act = act;
    this.key = newKey();
    const begun = this.told.ground()?.letter.upload;
    if (act === 'upload' && begun) this.file.resume(begun);
    this.load();
    void this.focusFirst();
  }

  close(): void {
    this.file.cancel();
    this.act = undefined;
    this.problem = undefined;
    this.missing = undefined;
    this.reasonNeeded = false;
    this.fileRefused = undefined;
    this.busy = false;
    this.host.requestUpdate();
  }

  readonly load = (): void => {
    const ground = this.told.ground();
    if (!ground) return;
    const { client, positionId, letter } = ground;
    if (this.act === 'route' || this.act === 'upload')
      void this.choices.load((signal) => client.letterChoices(positionId, { signal }));
    if (this.act === 'follow-up' || this.act === 'return')
      void this.trail.load((signal) => client.trail(positionId, letter.id, { signal }));
  };

  readonly chooseFile = (file: File): void => {
    this.fileRefused = refusalOf(file, this.limit, this.format);
    if (this.fileRefused === undefined) {
      this.file.choose(file);
      if (this.act === 'upload') void this.sendLetterFile();
    }
    this.host.requestUpdate();
  };

  readonly sendLetterFile = async (): Promise<void> => {
    const upload = await this.file.send();
    const ground = this.told.ground();
    if (!upload || !ground || this.act !== 'upload') return;
    this.finish(new UploadedEvent(ground.letter.id, upload.file), this.said['done-upload']);
  };

  render() {
    const { act, format } = this;
    if (act === undefined) return nothing;
    const said = actWords[format.language];
    const names = words[format.language];
    return html`<form class="panel" novalidate aria-labelledby="panel-title" @submit=${this.submit}>
      <h3 class="card-title" id="panel-title" tabindex="-1">${names[`act-${act}`]}</h3>
      ${actFields(this, act)} ${this.renderProblem()}
      <div class="panel-acts">
        ${
          act === 'upload'
            ? nothing
            : html`<button type="submit" class="button primary" aria-busy=${this.busy}>
                ${this.busy ? said.sending : said[`send-${act}`]}
              </button>`
        }
        <button type="button" class="button" @click=${this.giveUp}>${said.cancel}</button>
      </div>
    </form>`;
  }

  private renderProblem() {
    const { problem, format } = this;
    const said = actWords[format.language];
    if (!problem) return nothing;
    if (problem.code === 'dispositions-open') return note('warn', { title: problem.title, role: 'alert' });
    if (problem.code === 'letter-changed-meanwhile')
      return note('warn', {
        title: said.notDone,
        text: problem.title,
        role: 'alert',
        acts: html`<button type="button" class="button" @click=${this.told.reload}>
          ${icon(refreshIcon)}${said.seeNew}
        </button>`,
      });
    return failureState({
      report: problem,
      what: said.notDone,
      language: format.language,
      format,
      renew: () => void this.told.ground()?.client.renew(),
    });
  }

  private readonly giveUp = (): void => {
    this.close();
    void this.host.updateComplete.then(() =>
      this.host.renderRoot.querySelector<HTMLElement>('.acts .button')?.focus(),
    );
  };

  private readonly submit = (event: SubmitEvent): void => {
    event.preventDefault();
    void this.send(event.target as HTMLFormElement);
  };

  private async send(form: HTMLFormElement): Promise<void> {
    const { act } = this;
    if (this.busy || act === undefined || act === 'upload') return;
    const data = new FormData(form);
    const read = (name: keyof ActInput) => {
      const value = data.get(name);
      return typeof value === 'string' ? value.trim() : '';
    };
    const input = {
      reason: read('reason'),
      to: read('to'),
      text: read('text'),
      completes: read('completes'),
      replacedBy: read('replacedBy'),
    };
    this.missing = this.missingIn(act, input);
    this.problem = undefined;
    this.host.requestUpdate();
    if (this.missing !== undefined) {
      form.querySelector<HTMLElement>(`[name=${this.missing}]`)?.focus();
      return;
    }
    this.busy = true;
    try {
      await this.perform(act, input);
    } catch (error) {
      this.problem = toReport(error, this.format.language);
      // A refusal wrote nothing, so the next try is a new act. After silence it must be the same one.
      if (this.problem.status >= 400 && this.problem.status < 500) this.key = newKey();
      if (this.problem.code === 'dispositions-open') {
        this.reasonNeeded = true;
        form.querySelector<HTMLElement>('[name=reason]')?.focus();
      }
      if (this.problem.code === 'letter-changed-meanwhile') this.told.reload();
    } finally {
      this.busy = false;
      this.host.requestUpdate();
    }
  }

  private missingIn(act: PanelAct, { reason, to, text, completes }: ActInput): keyof ActInput | undefined {
    if (this.needsReason(act)) return reason === '' ? 'reason' : undefined;
    if (act === 'route') return to === '' ? 'to' : undefined;
    if (act === 'follow-up') return text === '' ? 'text' : completes === '' ? 'completes' : undefined;
    return undefined;
  }

  private async perform(act: Exclude<PanelAct, 'upload'>, input: ActInput): Promise<void> {
    const { client, positionId, letter } = this.grounded();
    const { id, version } = letter;
    const { key } = this;
    const closing = { version, ...(input.reason === '' ? {} : { reason: input.reason }) };
    switch (act) {
      case 'route':
        await client.route(positionId, id, { to: input.to, version }, { key });
        return this.finish(new LetterChangedEvent(id, 'routed'), this.said['done-route']);
      case 'close':
        await client.close(positionId, id, closing, { key });
        return this.finish(new LetterChangedEvent(id, 'closed'), this.said['done-close']);
      case 'no-disposition':
        await client.noDisposition(positionId, id, closing, { key });
        return this.finish(new LetterChangedEvent(id, 'no-disposition'), this.said['done-no-disposition']);
      case 'refuse':
        await client.refuse(positionId, id, { reason: input.reason, version }, { key });
        return this.finish(new LetterChangedEvent(id, 'refused'), this.said['done-refuse']);
      case 'withdraw': {
        const { reason, replacedBy } = input;
        const withdrawal = { reason, version, ...(replacedBy === '' ? {} : { replacedBy }) };
        await client.withdraw(positionId, id, withdrawal, { key });
        return this.finish(new LetterChangedEvent(id, 'withdrawn'), this.said['done-withdraw']);
      }
      case 'return':
        if (!this.node) return;
        await client.giveBack(positionId, id, this.node.nodeId, input.reason, { key });
        return this.finish(new LetterChangedEvent(id, 'returned'), this.said['done-return']);
      case 'number': {
        const { number } = await client.number(positionId, id, version, { key });
        return this.finish(new LetterChangedEvent(id, 'numbered'), this.said['done-number'](number));
      }
      case 'follow-up':
        return this.followUp(input);
    }
  }

  private async followUp({ text, completes }: ActInput): Promise<void> {
    const { client, positionId, letter } = this.grounded();
    const { node } = this;
    if (!node) return;
    const upload = this.file.state.is === 'none' ? undefined : await this.file.send();
    // The file says itself why it did not go.
    if (this.file.state.is !== 'none' && !upload) return;
    const followUp = await client.followUp(
      positionId,
      letter.id,
      {
        nodeId: node.nodeId,
        text,
        completes: completes === 'yes',
        ...(upload ? { uploadId: upload.uploadId } : {}),
      },
      { key: this.key },
    );
    this.finish(new FollowedUpEvent(letter.id, followUp), this.said['done-follow-up']);
  }

  private finish(event: Event, sentence: string): void {
    this.close();
    this.told.done(event, sentence);
  }

  private get said(): ActWords {
    return actWords[this.format.language];
  }

  private grounded(): ActGround {
    const ground = this.told.ground();
    if (!ground) throw new Error('No act without a letter.');
    return ground;
  }

  private async focusFirst(): Promise<void> {
    await this.host.updateComplete;
    this.host.renderRoot.querySelector<HTMLElement>('#panel-title')?.focus();
  }
}
