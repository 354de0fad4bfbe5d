import { html, nothing, type ReactiveController, type ReactiveControllerHost } from 'lit';
import type { PasskeyAssertion, PasskeyRequest } from '../../server/contract/passkeys.js';
import { alertIcon, checkIcon, icon, keyIcon } from '../internal/icons.js';
import { OfficeProblem } from '../internal/office-problem.js';
import type { Language } from '../internal/words.js';
import { words as allWords } from './passkey-part.words.js';
import type { SignClient } from './sign-client.js';

export interface PasskeyHost extends ReactiveControllerHost {
  /** Who is asked for what the device is to sign. */
  readonly prover: Pick<SignClient, 'askPasskey'> | undefined;
  readonly language: Language;
  readonly framed: boolean;
  readonly renderRoot: HTMLElement | DocumentFragment;
}

type Stage =
  { readonly is: 'ready' | 'asking' | 'proved' } | { readonly is: 'refused'; readonly said?: string };

/**
 * Has the browser ask for fingerprint or screen lock, in the place of a code. Fetched only for whoever has enrolled one.
 *
 * Across sites a browser may forbid it (WebKit does; others where the portal's frame has no `allow`): then a tap opens the
 * window, where nothing forbids it. The code is always there beside it.
 */
export class PasskeyPart implements ReactiveController {
  /** What the device signed, until it is sent. It is good for this request alone, and once. */
  given: PasskeyAssertion | undefined;
  private stage: Stage = { is: 'ready' };

  constructor(private readonly host: PasskeyHost) {
    host.addController(this);
  }

  hostConnected(): void {
    document.addEventListener('visibilitychange', this.forgetWhenHidden);
  }

  hostDisconnected(): void {
    document.removeEventListener('visibilitychange', this.forgetWhenHidden);
    this.forget();
  }

  /** @param elsewhere the link that opens the window */
  view(closed: boolean, elsewhere: unknown) {
    const words = allWords[this.host.language];
    const { stage } = this;
    if (!('PublicKeyCredential' in window)) return nothing;
    if (this.host.framed && isForbidden())
      return html`<div class="field passkey">
        <p class="second">${words.windowOnly}</p>
        ${elsewhere}
      </div>`;
    if (stage.is === 'proved')
      return html`<div class="field passkey">
        <p class="met" role="status" tabindex="-1">${icon(checkIcon)} ${words.proved}</p>
      </div>`;
    const refused = stage.is === 'refused';
    return html`<div class="field passkey">
      ${
        refused
          ? html`<p class="wrong-line" role="alert">
                ${icon(alertIcon)}<span
                  >${stage.said ?? (this.host.framed ? words.refusedFramed : words.refused)}</span
                >
              </p>
              ${this.host.framed ? elsewhere : nothing}`
          : nothing
      }
      <button
        type="button"
        class="button"
        ?disabled=${closed}
        aria-busy=${stage.is === 'asking' ? 'true' : nothing}
        @click=${this.ask}
      >
        ${icon(keyIcon)}${refused ? words.again : words.use}
      </button>
      <p class="second" role="status">${stage.is === 'asking' ? words.asking : nothing}</p>
    </div>`;
  }

  forget(): void {
    this.given = undefined;
    this.enter({ is: 'ready' });
  }

  /** Whoever comes next to a shared machine proves themselves. */
  private readonly forgetWhenHidden = () => {
    if (document.hidden && this.given) this.forget();
  };

  private readonly ask = async () => {
    const { prover } = this.host;
    if (!prover || this.stage.is === 'asking') return;
    this.enter({ is: 'asking' });
    try {
      this.given = await answerTo(await prover.askPasskey());
      this.enter({ is: 'proved' });
      // The button is gone, and with it the place of whoever goes by keyboard.
      await this.host.updateComplete;
      this.host.renderRoot.querySelector<HTMLElement>('.passkey [tabindex]')?.focus();
    } catch (error) {
      this.enter({
        is: 'refused',
        ...(error instanceof OfficeProblem ? { said: error.report.title } : {}),
      });
    }
  };

  private enter(stage: Stage): void {
    this.stage = stage;
    this.host.requestUpdate();
  }
}

/** @throws {DOMException} `NotAllowedError` when it was closed, is over or is forbidden: a browser does not say which */
async function answerTo({
  challenge,
  rpId,
  timeout,
  credentials,
}: PasskeyRequest): Promise<PasskeyAssertion> {
  const given = (await navigator.credentials.get({
    publicKey: {
      challenge: bytesOf(challenge),
      rpId,
      timeout,
      userVerification: 'required',
      allowCredentials: credentials.map(({ id, transports }) => ({
        type: 'public-key',
        id: bytesOf(id),
        transports: transports as AuthenticatorTransport[],
      })),
    },
  })) as PublicKeyCredential;
  const response = given.response as AuthenticatorAssertionResponse;
  return {
    id: given.id,
    clientDataJSON: textOf(response.clientDataJSON),
    authenticatorData: textOf(response.authenticatorData),
    signature: textOf(response.signature),
  };
}

/** Chromium says beforehand; of the others one finds out by asking. */
function isForbidden(): boolean {
  const { featurePolicy } = document as { featurePolicy?: { allowsFeature(name: string): boolean } };
  return featurePolicy?.allowsFeature('publickey-credentials-get') === false;
}

function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64url.replace(/-/g, '+').replace(/_/g, '/'));
  return Uint8Array.from(text, (one) => one.charCodeAt(0));
}

function textOf(buffer: ArrayBuffer): string {
  const text = btoa(String.fromCharCode(...new Uint8Array(buffer)));
  return text.replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}
