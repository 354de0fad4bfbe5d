import { Hono, type Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { Verification } from '../contract/verification.js';
import { readPublicCode } from '../platform/ids.js';
import { languageOf } from '../platform/language.js';
import { Problem } from '../platform/problem.js';
import { answers } from '../platform/valid.middleware.js';
import { allTenants, type Office } from '../tenants/index.js';
import { inMegabytes, sentenceOf } from './answer-publicly.middleware.js';
import { bsreAnswer } from './bsre-answer.js';
import { explain } from './explain.js';
import type { Judged } from './judge-file.js';
import { letterPage, reportFakePage, unknownCodePage } from './letter-page.js';
import { publicLetter, publicPicture } from './public-letter.js';
import { html, languageIn, newNonce } from './public-request.middleware.js';
import { verifyCode, verifyUpload } from './verify-upload.js';
import { verifyPage, verifyProblemPage, type VerifyPage } from './verify-page.js';

/** What anybody may ask, without a token: is this file, is this paper, genuine? */
export function verificationRoutes(office: Office) {
  return new Hono()
    .post('/v1/verifications', answers('Judges a PDF (body: its bytes)', Verification), async (c) => {
      const read = async () => new Uint8Array(await c.req.arrayBuffer());
      return shaped(c, await verifyUpload(office, read, c.req.query('name')));
    })
    .get(
      '/v1/verifications/:code',
      answers('Judges the file behind a public code', Verification),
      async (c) => {
        const code = readPublicCode(c.req.param('code'));
        if (code === undefined) throw new Problem('code-unknown');
        return shaped(c, await verifyCode(office, code));
      },
    )
    .get('/v', (c) => {
      const typed = c.req.query('code') ?? '';
      const code = readPublicCode(typed);
      if (code !== undefined) return c.redirect(`/v/${code}${languageQuery(c)}`, 302);
      const nonce = newNonce();
      return html(c, unknownCodePage(typed, languageIn(c), nonce), nonce, 404);
    })
    .get('/v/:code', async (c) => {
      const typed = c.req.param('code');
      const code = readPublicCode(typed);
      if (code !== undefined && code !== typed) return c.redirect(`/v/${code}${languageQuery(c)}`, 302);
      const letter = code === undefined ? undefined : await publicLetter(office, code);
      const nonce = newNonce();
      if (!letter) return html(c, unknownCodePage(typed, languageIn(c), nonce), nonce, 404);
      const status = letter.verdict === 'unfinished' ? 404 : 200;
      return html(c, letterPage(letter, languageIn(c), nonce), nonce, status);
    })
    .get('/v/:code/page.webp', async (c) => {
      const bytes = await publicPicture(office, c.req.param('code'));
      return c.body(bytes, 200, {
        'Content-Type': 'image/webp',
        'Cache-Control': 'private, max-age=600',
        'X-Robots-Tag': 'noindex, nofollow',
      });
    })
    .get('/verify/lapor', (c) => {
      const nonce = newNonce();
      return html(c, reportFakePage(languageIn(c), nonce), nonce);
    })
    .get('/verify', async (c) => {
      const page = await verifyPageOf(c, office);
      return html(c, verifyPage(page), page.nonce);
    })
    .post('/verify', async (c) => {
      const page = await verifyPageOf(c, office);
      try {
        const verification = await judgeForm(c, office);
        return html(c, verifyPage(page, explain(verification, page.language)), page.nonce);
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        const told = sentenceOf(error, page.language, c.get('traceId'), page.limit);
        return html(c, verifyProblemPage(page, told), page.nonce, error.status as ContentfulStatusCode);
      }
    });
}

/** As the report of Noken, or with `?shape=bsre` as BSrE's service would answer. */
function shaped(c: Context, judged: Judged): Response {
  if (c.req.query('shape') === 'bsre') return c.json(bsreAnswer(judged.report, judged.trial));
  return c.json(explain(judged, languageOf(c.req.header('accept-language'))));
}

/** The file of the form. The form is taken apart only when it is its turn, so that waiting ones cost no memory. */
function judgeForm(c: Context, office: Office) {
  let name = '';
  const read = async () => {
    const { file } = await c.req.parseBody().catch((cause: unknown) => {
      throw new Problem('request-invalid', { where: 'PDF' }, { cause });
    });
    if (!(file instanceof File)) throw new Problem('request-invalid', { where: 'PDF' });
    name = file.name;
    return new Uint8Array(await file.arrayBuffer());
  };
  return verifyUpload(office, read).then((verification) => ({ ...verification, name: name.slice(0, 200) }));
}

async function verifyPageOf(c: Context, office: Office): Promise<VerifyPage> {
  const [first] = await allTenants(office.store);
  return {
    language: languageIn(c),
    nonce: newNonce(),
    // A stranger's file has no government; it is told in the time of the one that hosts.
    zone: first?.zone ?? 'Asia/Jayapura',
    limit: inMegabytes(office.limits.file),
  };
}

function languageQuery(c: Context): string {
  return languageIn(c) === 'en' ? '?lang=en' : '';
}
