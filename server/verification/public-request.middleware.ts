import { randomBytes } from 'node:crypto';
import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Language } from '../contract/problems.js';
import { publicHeaders } from './public-page.js';

/** Public pages speak Indonesian unless asked: a paper is passed on, and so is its link. */
export function languageIn(c: Context): Language {
  return c.req.query('lang') === 'en' ? 'en' : 'id';
}

export function newNonce(): string {
  return randomBytes(16).toString('base64url');
}

export function html(c: Context, page: string, nonce: string, status: ContentfulStatusCode = 200): Response {
  return c.body(page, status, publicHeaders(nonce));
}
