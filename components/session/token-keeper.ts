import type { Me, TokenAnswer } from '../../server/contract/portal-session.js';
import { localProblem, OfficeProblem } from '../internal/office-problem.js';
import type { Language } from '../internal/words.js';
import { askSessionEndpoint, HttpClient } from './http-client.js';

/** What a page gives to prove that somebody is signed in: the portal's short-lived JWT. */
export type GetToken = () => Promise<string | { readonly token: string }>;

export interface TokenSettings {
  readonly server: string;
  readonly language: () => Language;
  readonly getToken?: GetToken | undefined;
  /** Address of the portal that answers `{token}`; used where there is no `getToken`. */
  readonly endpoint?: string | undefined;
  readonly onMe: (me: Me) => void;
  readonly onReach: (reached: boolean) => void;
}

/** A token is renewed when it has less than this left, in milliseconds. */
const margin = 60_000;

/**
 * Holds the opaque token, in memory and nowhere else. Any number of calls that need one share a single exchange
 * (RFC 7523 §2.1). It is renewed when it is needed and not by a clock, so a page left open keeps nobody signed in.
 */
export class TokenKeeper {
  private token: { readonly value: string; readonly until: number } | undefined;
  private exchange: Promise<string> | undefined;
  private readonly http: HttpClient;

  constructor(private readonly settings: TokenSettings) {
    this.http = new HttpClient({
      server: settings.server,
      language: settings.language,
      onReach: settings.onReach,
    });
  }

  /** A token that will last a minute. `stale`: one that was just refused. */
  current(stale?: string): Promise<string> {
    const { token } = this;
    if (token && token.value !== stale && Date.now() < token.until - margin)
      return Promise.resolve(token.value);
    this.exchange ??= this.renew().finally(() => {
      this.exchange = undefined;
    });
    return this.exchange;
  }

  forget(): void {
    this.token = undefined;
  }

  private async renew(): Promise<string> {
    this.token = undefined;
    const assertion = await this.assertion();
    // A form needs no permission of its own across origins (CORS): one round trip less.
    const answer = await this.http.askJson<TokenAnswer>({
      method: 'POST',
      path: '/v1/token',
      body: new URLSearchParams({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion }),
    });
    this.token = { value: answer.access_token, until: Date.now() + answer.expires_in * 1000 };
    this.settings.onMe(answer.me);
    return answer.access_token;
  }

  private async assertion(): Promise<string> {
    const { getToken, endpoint, language } = this.settings;
    if (!getToken) {
      if (endpoint === undefined) throw localProblem('client-missing', language());
      return askSessionEndpoint(endpoint, language());
    }
    let given: string | { readonly token: string };
    try {
      given = await getToken();
    } catch (cause) {
      if (cause instanceof OfficeProblem) throw cause;
      throw localProblem('session-refused', language(), cause);
    }
    const token: unknown = typeof given === 'string' ? given : given?.token;
    if (typeof token !== 'string' || token === '') throw localProblem('session-answer-invalid', language());
    return token;
  }
}
