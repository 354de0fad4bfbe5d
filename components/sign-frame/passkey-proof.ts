import { nothing } from 'lit';
import type { PasskeyAssertion } from '../../server/contract/passkeys.js';
import type { SignPreflight } from '../../server/contract/signing.js';
import type { PasskeyHost, PasskeyPart } from './passkey-part.js';

/** The place of the passkey on the screen. What fills it is fetched for those alone who have enrolled one. */
export class PasskeyProof {
  private part: PasskeyPart | undefined;
  private fetched = false;

  constructor(private readonly host: PasskeyHost) {}

  /** What the device signed; absent while nothing was asked, or once it was sent. */
  get given(): PasskeyAssertion | undefined {
    return this.part?.given;
  }

  show(facts: SignPreflight, closed: boolean, elsewhere: unknown) {
    const asked = facts.factor?.kinds.includes('webauthn') === true;
    if (asked && !this.part) void this.fetch();
    const view = asked ? this.part?.view(closed, elsewhere) : undefined;
    return { view: view ?? nothing, given: this.given !== undefined };
  }

  forget(): void {
    this.part?.forget();
  }

  /** Where it cannot be had, the code is there. */
  private async fetch(): Promise<void> {
    if (this.fetched) return;
    this.fetched = true;
    try {
      const { PasskeyPart } = await import('./passkey-part.js');
      this.part = new PasskeyPart(this.host);
      this.host.requestUpdate();
    } catch {
      this.fetched = false;
    }
  }
}
