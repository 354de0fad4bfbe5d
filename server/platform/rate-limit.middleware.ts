import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import { Problem } from './problem.js';

/**
 * At most `perMinute` requests per caller's address and fixed minute.
 *
 * The counts live in this process and are lost with it: they protect the process, and nothing is decided by them that
 * must outlive it (tries at a passphrase are rows).
 *
 * @throws {Problem} `rate-limited`
 */
export function rateLimit(perMinute: number, now: () => Date, behindProxy: boolean) {
  const counts = new Map<string, number>();
  let minute = 0;
  return createMiddleware(async (c, next) => {
    const at = now().getTime();
    const current = Math.floor(at / 60_000);
    if (current !== minute) {
      minute = current;
      counts.clear();
    }
    const caller = callerOf(c, behindProxy);
    const count = (counts.get(caller) ?? 0) + 1;
    counts.set(caller, count);
    if (count > perMinute) throw new Problem('rate-limited', { seconds: 60 - Math.floor((at / 1000) % 60) });
    await next();
  });
}

interface NodeBindings {
  readonly incoming?: { readonly socket?: { readonly remoteAddress?: string } };
}

function callerOf(c: Context, behindProxy: boolean): string {
  const forwarded = behindProxy ? c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined;
  const env = (c.env ?? {}) as NodeBindings;
  return forwarded ?? env.incoming?.socket?.remoteAddress ?? 'unknown';
}
