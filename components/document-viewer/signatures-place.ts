import { html, nothing, type ReactiveControllerHost } from 'lit';
import type { RevisionOpenRequestEvent } from '../events.js';
import { arrowLeftIcon, chevronDownIcon, chevronUpIcon, icon, shieldIcon } from '../internal/icons.js';
import { whenHere } from '../internal/late-place.js';
import type { Office, OfficeClient } from '../internal/office-client.js';
import type { Opened } from '../internal/pdf-pages.js';
import { signaturesPart } from '../signatures-part.js';
import type { words } from './document-viewer.words.js';

type Said = (typeof words)['id'] | (typeof words)['en'];

interface Viewer extends ReactiveControllerHost {
  readonly letterId: string;
  readonly client?: OfficeClient | undefined;
  readonly office?: Office | undefined;
}

export interface SignaturesTold {
  readonly document: () => string;
  readonly openPages: (bytes: Uint8Array) => Promise<Opened>;
  /** Another version of the file is to be shown: that of `revision`. */
  readonly reopen: () => void;
}

/** What a viewer has besides pages: the panel that judges signatures, and which version of the file is shown. */
export class SignaturesPlace {
  /** The version that is shown, counted from 1; undefined for the file as it is. */
  revision: number | undefined;
  private isOpen = false;

  constructor(
    private readonly viewer: Viewer,
    private readonly told: SignaturesTold,
  ) {}

  /** Another file: its newest version, and nothing asked. */
  reset(): void {
    this.revision = undefined;
    this.isOpen = false;
  }

  /** Above the pages while they are those of an earlier version. */
  line(said: Said) {
    if (this.revision === undefined) return nothing;
    return html`<div class="waits">
      <p role="status"><b>${said.earlier(this.revision)}</b> ${said.earlierMeaning}</p>
      <button type="button" class="button" @click=${() => this.show(undefined)}>
        ${icon(arrowLeftIcon)}${said.newest}
      </button>
    </div>`;
  }

  /** Below the pages: how many signatures, and the way to the panel; without it where no server can judge the file. */
  view(said: Said, count: number, isAskable: boolean) {
    const text = count === 0 ? said.unsigned : said.signed(count);
    if (!isAskable) return html`<p class="signatures hint">${text}</p>`;
    return html`<div class="signatures">
        <p class="hint">${text}</p>
        <button type="button" class="button plain" aria-expanded=${this.isOpen} @click=${this.toggle}>
          ${icon(shieldIcon)}${said.checkSignatures}${icon(this.isOpen ? chevronUpIcon : chevronDownIcon)}
        </button>
      </div>
      ${
        this.isOpen
          ? whenHere(this.viewer, signaturesPart, 'noken-signature-panel', () => this.panel())
          : nothing
      }`;
  }

  private panel() {
    const { letterId, client, office } = this.viewer;
    return html`<noken-signature-panel
      .letterId=${letterId}
      .documentId=${this.told.document()}
      .shownRevision=${this.revision}
      .openPages=${this.told.openPages}
      .client=${client}
      .office=${office}
      @noken-revision-open-request=${this.take}
    ></noken-signature-panel>`;
  }

  private show(revision: number | undefined): void {
    this.revision = revision;
    this.viewer.requestUpdate();
    this.told.reopen();
  }

  private readonly toggle = () => {
    this.isOpen = !this.isOpen;
    this.viewer.requestUpdate();
  };

  private readonly take = (event: RevisionOpenRequestEvent) => {
    if (!event.defaultPrevented) this.show(event.revision);
  };
}
