import { ContextProvider } from '@lit/context';
import { html, type PropertyValues } from 'lit';
import { property } from 'lit/decorators.js';
import {
  ActivityEvent,
  DeskChangedEvent,
  OfflineEvent,
  OnlineEvent,
  SessionExpiredEvent,
} from '../events.js';
import { type Office, officeClientContext, officeContext } from '../internal/office-client.js';
import { OfficeElement } from '../internal/office-element.js';
import { dropUnwatched, type SharedSession, sharedSession, type SessionState } from './shared-session.js';
import type { GetToken } from './token-keeper.js';

/** How seldom the portal hears of activity, in milliseconds. */
const activityPause = 60_000;

/**
 * Connects all elements inside it to one Noken server, in the name of whoever is signed in to the portal.
 *
 * The token stays in memory. Nothing is drawn: what is wrong is said by the elements inside, in their own place.
 *
 * @summary Server address, session and desk for the elements inside.
 * @tagname noken-session
 *
 * @slot - Elements of Noken, with any page around them.
 *
 * @event {SessionExpiredEvent} noken-session-expired - The session ended and the portal gave no new one.
 * @event {OfflineEvent} noken-offline - The server cannot be reached.
 * @event {OnlineEvent} noken-online - The server can be reached again.
 * @event {ActivityEvent} noken-activity - The official did something; at most once a minute.
 */
export class SessionElement extends OfficeElement {
  static override readonly tag = 'noken-session';

  /** Noken's origin, e.g. `https://noken.example`. */
  @property() server = '';

  /** Gives the portal's short-lived token, as text or as `{token}`. */
  @property({ attribute: false }) getToken?: GetToken | undefined;

  /** Address of the portal that answers `{token}` to a POST with its cookie. For pages that write no script. */
  @property({ attribute: 'session-endpoint' }) sessionEndpoint?: string | undefined;

  /** The position at whose desk the official works. Left out: the first that the official holds. */
  @property() desk = '';

  private readonly clients = new ContextProvider(this, { context: officeClientContext });
  private readonly offices = new ContextProvider(this, { context: officeContext });
  private session: SharedSession | undefined;
  private stopListening: (() => void) | undefined;
  private lastActivity = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.session) this.join(this.session);
    addEventListener('offline', this.noteOffline);
    addEventListener('online', this.noteOnline);
    this.addEventListener(DeskChangedEvent.type, this.takeDesk);
    for (const type of ['pointerdown', 'keydown'] as const)
      this.addEventListener(type, this.noteActivity, { passive: true });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.leave();
    removeEventListener('offline', this.noteOffline);
    removeEventListener('online', this.noteOnline);
    this.removeEventListener(DeskChangedEvent.type, this.takeDesk);
    for (const type of ['pointerdown', 'keydown'] as const) this.removeEventListener(type, this.noteActivity);
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (changed.has('server') || changed.has('getToken') || changed.has('sessionEndpoint')) this.connect();
    else if (changed.has('desk')) this.share();
    if (this.session) this.session.language = this.language;
  }

  /** The slot stands outside the reset root: what is inside belongs to the page. */
  protected override render() {
    return this.renderInside();
  }

  protected override renderInside() {
    return html`<slot></slot>`;
  }

  private connect(): void {
    this.leave();
    this.session = undefined;
    const server = this.server.replace(/\/+$/, '');
    // Without a way to sign in there is still a client: what is public needs no token.
    if (server === '') return;
    this.session = sharedSession({ server, getToken: this.getToken, endpoint: this.sessionEndpoint });
    this.session.language = this.language;
    this.join(this.session);
    void this.session.open();
  }

  private join(session: SharedSession): void {
    this.stopListening?.();
    let before = session.state;
    this.stopListening = session.watch(() => {
      const { state } = session;
      this.share();
      this.announce(before, state);
      before = state;
    });
    this.share();
  }

  private leave(): void {
    this.stopListening?.();
    this.stopListening = undefined;
    // An element that is only moved is back before the next task.
    setTimeout(dropUnwatched);
  }

  private share(): void {
    const { session } = this;
    if (!session) return;
    const { me, online, problem } = session.state;
    const desk = me?.desks.find(({ positionId }) => positionId === this.desk) ?? me?.desks[0];
    const office: Office = { me, desk, online, problem };
    if (this.clients.value !== session.client) this.clients.setValue(session.client);
    this.offices.setValue(office);
  }

  private announce(before: SessionState, now: SessionState): void {
    if (before.online && !now.online) this.dispatchEvent(new OfflineEvent());
    if (!before.online && now.online) this.dispatchEvent(new OnlineEvent());
    if (now.expired && now.problem && now.problem !== before.problem)
      this.dispatchEvent(new SessionExpiredEvent(now.problem));
  }

  private readonly noteOffline = () => this.session?.noteOffline();
  private readonly noteOnline = () => this.session?.noteOnline();
  private readonly takeDesk = ({ positionId }: DeskChangedEvent) => {
    this.desk = positionId;
  };

  private readonly noteActivity = () => {
    const now = Date.now();
    if (now - this.lastActivity < activityPause) return;
    this.lastActivity = now;
    this.dispatchEvent(new ActivityEvent());
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'noken-session': SessionElement;
  }
}
