import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SignPreflight } from '../../server/contract/signing.js';
import { inviteOfficial } from '../../server/signing/index.js';
import { enrolWithPhone, type Phone } from '../support/phone.js';
import { servedSites } from '../support/served-sites.js';
import { intentOf, letterFor, noticesOf, openFrame, signInFrame } from './frame-acts.js';

const passphrase = randomBytes(18).toString('base64url');
const pictures = join(import.meta.dirname, '../../screenshots/known-device');
const mark = 'Tanda pribadi Anda: kasuari biru';
const isNew = 'Perangkat ini baru di Noken.';

const openSites = () =>
  servedSites({
    regency: { host: 'keerom.example', person: 'head' },
    village: { host: 'kampung.example', person: 'head' },
  });

/** The cookie of a known device in a real browser, on three sites under TLS. */
describe('a device that a second factor made known', () => {
  let sites: Awaited<ReturnType<typeof openSites>>;
  let phone: Phone;
  let context: BrowserContext;
  let page: Page;
  let letterId = '';
  let intentId = '';

  beforeAll(async () => {
    mkdirSync(pictures, { recursive: true });
    sites = await openSites();
    const { made } = sites;
    const { url } = await inviteOfficial(await made.commandScope(), made.officials.head, made.publicUrl);
    phone = await enrolWithPhone(made, url, passphrase);
    context = await sites.visitor();
    page = await context.newPage();
  }, 120_000);
  afterAll(() => sites?.stop());

  const picture = (name: string) => page.screenshot({ path: join(pictures, `${name}.png`) });
  const letter = () => letterFor(sites.made, 'head', 'Surat tugas pemasangan VSAT');
  /** Cookies that came with what was asked about a request to sign. */
  const cookiesFor = (intentId: string) => {
    const about = sites.asked.filter(({ path }) => path.includes(intentId));
    expect(about.length).toBeGreaterThan(1);
    return [...new Set(about.map(({ cookie }) => cookie))];
  };

  it('is new before, and known with its mark in that portal after', async () => {
    const first = await letter();
    const frame = await openFrame(page, sites.portals.regency.letterPage(first));
    await frame.getByText(isNew).waitFor();
    await signInFrame(page, passphrase, phone.code());
    expect(await noticesOf(sites.made, first)).toEqual([]);
    const [cookie, ...others] = await context.cookies();
    expect(others).toEqual([]);
    expect(cookie).toMatchObject({
      name: '__Host-noken-device',
      httpOnly: true,
      secure: true,
      partitionKey: sites.portals.regency.url,
    });

    letterId = await letter();
    const next = await openFrame(page, sites.portals.regency.letterPage(letterId));
    await next.getByRole('img', { name: mark }).waitFor();
    intentId = await intentOf(page);
    expect(cookiesFor(intentId)).toEqual([`__Host-noken-device=${cookie?.value}`]);
    expect(await next.locator('html').evaluate((html) => html.ownerDocument.cookie)).toBe('');
    await picture('1-known');
  });

  it('shows nothing to who copies the address of the frame and asks as a frame would', async () => {
    const headers = { origin: sites.noken, 'sec-fetch-site': 'same-origin' };
    const copy = await sites.outside(`/v1/sign-frame?intent=${intentId}`);
    const facts = JSON.parse(await sites.outside(`/v1/sign-intents/${intentId}`, headers)) as SignPreflight;
    expect(facts).toMatchObject({ intentId, device: 'new' });
    for (const text of [copy, JSON.stringify(facts)]) expect(text).not.toMatch(/kasuari|"weave"/);
  });

  it('is nobody in another portal, where the browser sends no cookie of the first', async () => {
    const frame = await openFrame(page, sites.portals.village.letterPage(letterId));
    await frame.getByText(isNew).waitFor();
    expect(await frame.getByRole('img', { name: mark }).count()).toBe(0);
    expect(cookiesFor(await intentOf(page))).toEqual([undefined]);
    await picture('2-other-portal');
  });

  it('is nobody in a window of Noken’s own', async () => {
    const before = sites.asked.length;
    await page.goto(`${sites.noken}/v1/sign-frame?intent=${intentId}&window=1&lang=id`);
    await page.getByText(isNew).waitFor();
    const since = sites.asked.slice(before).filter(({ path }) => path.includes(intentId));
    expect(since.map(({ cookie }) => cookie)).toEqual(since.map(() => undefined));
    expect(since.map(({ path }) => path)).toContain(`/v1/sign-intents/${intentId}`);
    await picture('3-window');
  });

  it('gets a cookie of its own in the other portal, after a second factor there', async () => {
    sites.made.setClock(60_000);
    await openFrame(page, sites.portals.village.letterPage(letterId));
    await signInFrame(page, passphrase, phone.code());
    const cookies = await context.cookies();
    expect(cookies.map(({ partitionKey }) => partitionKey).sort()).toEqual(
      [sites.portals.regency.url, sites.portals.village.url].sort(),
    );
    expect(new Set(cookies.map(({ value }) => value)).size).toBe(2);
    letterId = await letter();
    for (const portal of Object.values(sites.portals)) {
      const frame = await openFrame(page, portal.letterPage(letterId));
      await frame.getByRole('img', { name: mark }).waitFor();
    }
  });
});
