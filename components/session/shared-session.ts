import type { Me } from '../../server/contract/portal-session.js';
import type { OfficeClient } from '../internal/office-client.js';
import { OfficeProblem, type OfficeReport } from '../internal/office-problem.js';
import type { Language } from '../internal/words.js';
import { BatchReader } from './batch-reader.js';
import { HttpClient } from './http-client.js';
import { createServerClient } from './server-client.js';
import { type GetToken, TokenKeeper } from './token-keeper.js';

export interface SessionAddress {
  readonly server: string;
  readonly endpoint?: string | undefined;
  readonly getToken?: GetToken | undefined;
}

export interface SessionState {
  readonly me?: Me | undefined;
  readonly online: boolean;
  readonly problem?: OfficeReport | undefined;
  /** There was a session and it ended. */
  readonly expired: boolean;
}

/**
 * One token and one client for all elements of a page that name the same server and the same portal session: a badge in
 * the menu and an inbox in the page make one exchange together.
 */
export class SharedSession {
  readonly client: OfficeClient;
  language: Language = 'id';
  state: SessionState = { online: true, expired: false };
  private readonly listeners = new Set<() => void>();
  private readonly signsIn: boolean;
  private readonly keeper: TokenKeeper;
  private readonly reader: BatchReader;

  constructor(address: SessionAddress) {
    const language = () => this.language;
    const onReach = (online: boolean) => {
      if (online !== this.state.online) this.change({ online });
    };
    const { server } = address;
    this.signsIn = Boolean(address.getToken ?? address.endpoint);
    this.keeper = new TokenKeeper({ ...address, language, onReach, onMe: (me) => this.settle(me) });
    const http = new HttpClient({ server, language, onReach, token: (stale) => this.token(stale) });
    this.reader = new BatchReader(http);
    this.client = createServerClient({
      server,
      http,
      publicHttp: new HttpClient({ server, language, onReach }),
      reader: this.reader,
      renew: () => this.renew(),
    });
  }

  /** Makes sure that there is a session, where the page gave a way to one. Never rejects: `state` tells. */
  async open(): Promise<void> {
    if (this.signsIn) await this.token().catch(ignoreRefusal);
  }

  /** The browser itself says so, before any request fails. */
  noteOffline(): void {
    if (this.state.online) this.change({ online: false });
  }

  /** The browser is connected again, which a portal behind a broken cable may prove wrong at the next request. */
  noteOnline(): void {
    if (!this.state.online) this.change({ online: true });
    void this.open();
  }

  watch(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  get watched(): boolean {
    return this.listeners.size > 0;
  }

  private async renew(): Promise<void> {
    this.keeper.forget();
    await this.token();
  }

  private async token(stale?: string): Promise<string> {
    try {
      return await this.keeper.current(stale);
    } catch (error) {
      if (error instanceof OfficeProblem && error.report.code !== 'offline') {
        this.change({ problem: error.report, expired: this.state.expired || this.state.me !== undefined });
      }
      throw error;
    }
  }

  private settle(me: Me): void {
    // What the last person read must not be shown to this one.
    if (this.state.me && this.state.me.official.id !== me.official.id) this.reader.forget();
    this.change({ me, problem: undefined, expired: false });
  }

  private change(part: Partial<SessionState>): void {
    this.state = { ...this.state, ...part };
    for (const listener of [...this.listeners]) listener();
  }
}

function ignoreRefusal(error: unknown): void {
  if (!(error instanceof OfficeProblem)) throw error;
}

const byEndpoint = new Map<string, SharedSession>();
const byFunction = new Map<GetToken, Map<string, SharedSession>>();

/** The session of an address, made on first need. */
export function sharedSession(address: SessionAddress): SharedSession {
  if (!address.getToken)
    return findOrMake(byEndpoint, `${address.server} ${address.endpoint ?? ''}`, address);
  let sessions = byFunction.get(address.getToken);
  if (!sessions) {
    sessions = new Map();
    byFunction.set(address.getToken, sessions);
  }
  return findOrMake(sessions, address.server, address);
}

function findOrMake(
  sessions: Map<string, SharedSession>,
  key: string,
  address: SessionAddress,
): SharedSession {
  let session = sessions.get(key);
  if (!session) {
    session = new SharedSession(address);
    sessions.set(key, session);
  }
  return session;
}

/** Forgets a session that nobody watches any more, with its token: the next person on this page starts anew. */
export function dropUnwatched(): void {
  for (const [key, session] of byEndpoint) if (!session.watched) byEndpoint.delete(key);
  for (const [getToken, sessions] of byFunction) {
    for (const [key, session] of sessions) if (!session.watched) sessions.delete(key);
    if (sessions.size === 0) byFunction.delete(getToken);
  }
}
