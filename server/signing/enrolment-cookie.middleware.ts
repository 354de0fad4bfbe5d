import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import type { EnrolmentLink } from './open-enrolment.js';

const holderCookie = 'noken-enrolment';
const holderDays = 3;

/** The link of a request, with the cookie by which the browser that began it is known again. */
export function linkOf(c: Context): EnrolmentLink {
  return { secret: c.req.param('secret') ?? '', holder: getCookie(c, holderCookie, 'host') };
}

/** Whoever took the first step goes on in this browser alone. */
export function keepHolder(c: Context, holder: string | undefined): void {
  if (holder === undefined) return;
  setCookie(c, holderCookie, holder, {
    prefix: 'host',
    path: '/',
    secure: true,
    httpOnly: true,
    sameSite: 'Strict',
    maxAge: holderDays * 86_400,
  });
}
