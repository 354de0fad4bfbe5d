import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { deviceDays } from './known-device.js';

const name = 'noken-device';

/**
 * The cookie by which a browser is known again: `__Host-noken-device`, out of reach of scripts, and one for each site that
 * frames us (CHIPS): what portal A's page can cause to be sent is of no use in portal B.
 */
export function deviceCookie(c: Context): string | undefined {
  return getCookie(c, name, 'host');
}

export function setDeviceCookie(c: Context, value: string | undefined): void {
  if (value === undefined) return;
  setCookie(c, name, value, {
    prefix: 'host',
    path: '/',
    secure: true,
    httpOnly: true,
    sameSite: 'None',
    partitioned: true,
    maxAge: deviceDays * 86_400,
  });
}
