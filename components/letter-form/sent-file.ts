import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Duplicate, UploadState } from '../../server/contract/letters.js';
import { type FileChoice, refusalOfContent } from '../internal/file-choice.js';
import { FileSending } from '../internal/file-sending.js';
import { fileWords } from '../internal/file.words.js';
import type { Format } from '../internal/format.js';
import type { OfficeClient } from '../internal/office-client.js';
import { isSessionEnd } from '../internal/office-problem.js';

export interface SentFileTold {
  readonly client: () => OfficeClient | undefined;
  /** The letter that is there already, at the desk at which it was made. */
  readonly letter: () => { readonly letterId: string; readonly positionId: string } | undefined;
  readonly format: () => Format;
  /** Bytes. */
  readonly limit: () => number;
  readonly renew: () => void;
  /** A file was chosen before there is a letter. */
  readonly chosen: (file: File) => void;
  readonly arrived: (letterId: string, upload: UploadState) => void;
}

/** The letter's one file: chosen before or after the letter is recorded, sent as soon as both are there. */
export class SentFile implements ReactiveController {
  readonly sending: FileSending;
  /** Other letters of the register with the very same file, as the server found them. */
  twins: readonly Duplicate[] = [];

  private refused: string | undefined;
  /** The last file that was chosen, which alone counts. */
  private latest: File | undefined;

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly told: SentFileTold,
  ) {
    const language = () => told.format().language;
    this.sending = new FileSending(host, language, (file, options) => {
      const client = told.client();
      const letter = told.letter();
      if (!client || !letter) throw new Error('No file is sent without a letter.');
      return client.upload(letter.positionId, letter.letterId, file, { ...options, purpose: 'letter' });
    });
    host.addController(this);
  }

  hostConnected(): void {
    // A moved element keeps its file.
  }

  get choice(): FileChoice {
    const format = this.told.format();
    return {
      sending: this.sending,
      format,
      limit: this.told.limit(),
      label: fileWords[format.language].chooseFile,
      refused: this.refused,
      choose: (file) => void this.choose(file),
      go: () => void this.send(),
      renew: this.told.renew,
    };
  }

  /** Sends what was chosen, if anything was, and if it is not there yet. */
  async send(): Promise<void> {
    const letter = this.told.letter();
    const { is } = this.sending.state;
    if (!letter || is === 'none' || is === 'sent') return;
    const upload = await this.sending.send();
    if (!upload || this.told.letter()?.letterId !== letter.letterId) return;
    this.twins = upload.duplicates ?? [];
    this.host.requestUpdate();
    this.told.arrived(letter.letterId, upload);
  }

  /** Somebody is signed in again. */
  goOn(): void {
    const { state } = this.sending;
    if (state.is === 'refused' && isSessionEnd(state.problem)) void this.send();
  }

  forget(): void {
    this.latest = undefined;
    this.refused = undefined;
    this.twins = [];
    this.sending.cancel();
  }

  private async choose(file: File): Promise<void> {
    this.latest = file;
    const refused = await refusalOfContent(file, this.told.limit(), this.told.format());
    if (this.latest !== file) return;
    this.refused = refused;
    this.host.requestUpdate();
    if (this.refused !== undefined) return;
    this.sending.choose(file);
    if (this.told.letter()) await this.send();
    else this.told.chosen(file);
  }
}
