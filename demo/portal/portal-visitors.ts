import { randomBytes, scryptSync, timingSafeEqual } from 'node:crypto';
import type { PortalAccount } from './portal-settings.js';

/** One browser: before it signs in it already has a token against forged forms. */
export interface Visitor {
  readonly id: string;
  readonly csrf: string;
  readonly account: PortalAccount | undefined;
  readonly until: number;
}

const hours = 8 * 3_600_000;
const mostVisitors = 5_000;
const cookieName = 'portal';

/** Visitors of the portal, kept in memory: a stranger's own sign-in, with which Noken has nothing to do. */
export class PortalVisitors {
  readonly #visitors = new Map<string, Visitor>();

  constructor(private readonly accounts: readonly PortalAccount[]) {}

  /** The visitor of a `Cookie` header, or undefined for a new or forgotten one. */
  find(cookies: string | undefined): Visitor | undefined {
    const id = new RegExp(`(?:^|;\\s*)${cookieName}=([\\w-]{43})(?:;|$)`).exec(cookies ?? '')?.[1];
    const visitor = id === undefined ? undefined : this.#visitors.get(id);
    return visitor && visitor.until > Date.now() ? visitor : undefined;
  }

  /** A new visitor, signed in or not. After signing in nobody keeps the id of before. */
  welcome(account?: PortalAccount, before?: Visitor): Visitor {
    if (before) this.#visitors.delete(before.id);
    const oldest = this.#visitors.keys().next();
    if (this.#visitors.size >= mostVisitors && !oldest.done) this.#visitors.delete(oldest.value);
    const visitor = { id: secret(), csrf: secret(), account, until: Date.now() + hours };
    this.#visitors.set(visitor.id, visitor);
    return visitor;
  }

  /** The account of a name and password. Takes as long for a name that nobody has. */
  check(username: string, password: string): PortalAccount | undefined {
    const account = this.accounts.find((one) => one.username === username);
    const expected = Buffer.from(account?.hash ?? '', 'base64url');
    const given = scryptSync(password.slice(0, 200), account?.salt ?? 'nobody', 32);
    return expected.length === given.length && timingSafeEqual(expected, given) ? account : undefined;
  }
}

export function cookieOf(visitor: Visitor): string {
  return `${cookieName}=${visitor.id}; Path=/; HttpOnly; SameSite=Lax`;
}

export function isSame(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

function secret(): string {
  return randomBytes(32).toString('base64url');
}
