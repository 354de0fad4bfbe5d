import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inviteOfficial } from '../../server/signing/index.js';
import { tracesOf } from '../support/find-secret.js';
import { enrolWithPhone, type Phone } from '../support/phone.js';
import { servedSites } from '../support/served-sites.js';
import {
  fillFrame,
  intentOf,
  letterFor,
  noticesOf,
  openFrame,
  pressInFrame,
  signFrame,
  standingOf,
} from './frame-acts.js';
import { hostileScript } from './hostile-page.js';

const passphrase = randomBytes(18).toString('base64url');
const pictures = join(import.meta.dirname, '../../screenshots/hostile-portal');
const mark = 'Tanda pribadi Anda: kasuari biru';
const untouched = { status: 'awaiting-signature', signatures: 0 };

const openSites = () =>
  servedSites({
    hacked: { host: 'keerom.example', person: 'head', script: hostileScript },
    other: { host: 'kampung.example', person: 'head' },
  });

/** A page that embeds the kit, whose every other script is somebody else's. */
describe('a hacked portal’s page', () => {
  let sites: Awaited<ReturnType<typeof openSites>>;
  let phone: Phone;
  let page: Page;
  let letterId = '';

  beforeAll(async () => {
    mkdirSync(pictures, { recursive: true });
    sites = await openSites();
    const { made } = sites;
    const { url } = await inviteOfficial(await made.commandScope(), made.officials.head, made.publicUrl);
    phone = await enrolWithPhone(made, url, passphrase);
    page = await (await sites.visitor()).newPage();
    letterId = await letterFor(made, 'head', 'Surat tugas pemasangan VSAT');
  }, 120_000);
  afterAll(() => sites?.stop());

  const open = (id = letterId) => openFrame(page, sites.portals.hacked.letterPage(id));
  const picture = (name: string) => page.screenshot({ path: join(pictures, `${name}.png`) });
  const standing = () => standingOf(sites.made, letterId);
  const notices = () => noticesOf(sites.made, letterId);

  /** What it took by now, after it had the time to look around again. */
  async function loot(): Promise<{ keys: string; seen: readonly string[] }> {
    const looks = () => page.evaluate(() => window.loot.looks);
    const before = await looks();
    await expect.poll(looks).toBeGreaterThan(before + 1);
    return page.evaluate(() => ({ keys: window.loot.keys, seen: [...window.loot.seen] }));
  }

  it('hears all that is typed on its own page, also where a root wanted to be closed', async () => {
    const typed = randomBytes(9).toString('hex');
    await page.goto(sites.portals.hacked.letterPage(letterId));
    await page.evaluate(() => {
      const host = document.body.appendChild(document.createElement('div'));
      const root = host.attachShadow({ mode: 'closed' });
      root.append(document.createElement('input'));
      root.querySelector('input')?.focus();
    });
    await page.keyboard.type(typed);
    const { keys, seen } = await loot();
    expect(keys).toContain(typed);
    expect(seen.filter((text) => text.includes(typed))).not.toEqual([]);
  });

  it('gets neither passphrase, code nor mark out of the frame, before and after the device is known', async () => {
    const signed = await letterFor(sites.made, 'head', 'Surat tugas pertama');
    await open(signed);
    await fillFrame(page, passphrase, phone.code());
    const during = await loot();
    await pressInFrame(page);
    await signFrame(page).getByRole('heading', { name: 'Sudah ditandatangani' }).waitFor();
    const after = await loot();
    expect(await standingOf(sites.made, signed)).toEqual({ status: 'signed', signatures: 1 });

    await (await open()).getByRole('img', { name: mark }).waitFor();
    const known = await loot();
    for (const { keys, seen } of [during, after, known]) {
      expect(keys).toBe('');
      const text = Buffer.from(seen.join('\n'));
      expect(tracesOf(passphrase).filter((trace) => text.includes(trace))).toEqual([]);
      expect(seen.filter((one) => /kasuari|weave|noken-device/.test(one))).toEqual([]);
      // It was there, it asked, and the browser refused.
      expect(seen).toContain('refused SecurityError');
      expect(seen.filter((one) => /^port .*"t":"height"/.test(one))).not.toEqual([]);
      expect(seen.filter((one) => /^posted .*"t":"theme"/.test(one))).not.toEqual([]);
    }
    expect(await page.evaluate(() => window.loot.frame()?.contentDocument)).toBeNull();
    expect(await notices()).toEqual([]);
  });

  it.each([
    ['posts what is no greeting', () => window.loot.frame()?.contentWindow?.postMessage({ t: 'sign' }, '*')],
    [
      'posts a second port',
      () => {
        const { port2 } = new MessageChannel();
        window.loot.frame()?.contentWindow?.postMessage({ t: 'noken:init' }, '*', [port2]);
      },
    ],
    [
      'posts from another window of its own',
      () => {
        const inner = document.body.appendChild(document.createElement('iframe'));
        const script = inner.contentDocument?.createElement('script');
        if (!script) throw new Error('A frame of the page itself cannot be written.');
        script.textContent =
          "parent.loot.frame().contentWindow.postMessage({ t: 'noken:init' }, '*', [new MessageChannel().port2])";
        inner.contentDocument?.body.append(script);
      },
    ],
    [
      'sends a command through the kit’s own port',
      () => window.loot.ports[0]?.postMessage({ t: 'sign', affirmed: true }),
    ],
  ])('%s: nothing is signed, and it stands in the ledger', async (_, fake) => {
    const before = (await notices()).length;
    const frame = await open();
    await page.evaluate(fake);
    await expect.poll(async () => (await notices()).slice(before)).toEqual(['wrong-message']);
    expect(await frame.getByRole('checkbox').isChecked()).toBe(false);
    expect(await standing()).toEqual(untouched);
  });

  it('answers the hello before the kit does: it learns the height of the screen, and stands in the ledger', async () => {
    const before = (await notices()).length;
    const own = page;
    page = await own.context().newPage();
    try {
      await page.addInitScript('addEventListener("DOMContentLoaded", () => (window.loot.racing = true))');
      await open();
      await expect.poll(async () => (await notices()).slice(before)).toEqual(['wrong-message']);
      const told = (await loot()).seen.filter((one) => one.startsWith('raced '));
      expect(told).not.toEqual([]);
      for (const one of told)
        expect(one).toMatch(/^raced \{"t":"(?:height","px":\d+|state","step":"ready")\}$/);
      expect(await standing()).toEqual(untouched);
    } finally {
      await page.close();
      page = own;
    }
  });

  it('can have its own kit believe that it was signed, and nobody else', async () => {
    const frame = await open();
    const told = await page.evaluate(async (letterId) => {
      const heard = new Promise((resolve) => addEventListener('noken-signed', () => resolve('told')));
      const data = { t: 'done', letterId, outcome: 'signed' };
      window.loot.ports[0]?.dispatchEvent(new MessageEvent('message', { data }));
      return heard;
    }, letterId);
    expect(told).toBe('told');
    await frame.getByRole('checkbox').waitFor();
    expect(await standing()).toEqual(untouched);
    expect(await page.locator('noken-letter').getByText('Menunggu tanda tangan').first().isVisible()).toBe(
      true,
    );
  });

  it.each([
    [
      'a layer over it',
      () => {
        const layer = document.body.appendChild(document.createElement('div'));
        layer.popover = 'manual';
        layer.className = 'cover';
        layer.style.cssText = 'inset:0;width:100%;height:100%;border:0;background:#fff1;pointer-events:none';
        layer.showPopover();
      },
      () => document.querySelector('.cover')?.remove(),
    ],
    [
      'faintness',
      () => window.loot.frame()?.closest('dialog')?.style.setProperty('opacity', '.02'),
      () => window.loot.frame()?.closest('dialog')?.style.setProperty('opacity', '1'),
    ],
  ])(
    'cannot hide the frame by %s without the frame telling and closing its fields',
    async (how, hide, show) => {
      const before = (await notices()).length;
      const frame = await open();
      await fillFrame(page, passphrase, phone.code());
      await page.evaluate(hide);
      await frame.getByText('Ada yang menutupi layar ini').waitFor();
      const field = frame.getByRole('textbox', { name: 'Passphrase' });
      expect(await field.isDisabled()).toBe(true);
      expect(await field.inputValue()).toBe('');
      await picture(`covered-by-${how.replaceAll(' ', '-')}`);
      await pressInFrame(page);
      await expect.poll(async () => (await notices()).slice(before)).toEqual(['covered']);
      await page.evaluate(show);
      await frame.getByText('Ada yang menutupi layar ini').waitFor({ state: 'detached' });
      expect(await field.isEnabled()).toBe(true);
      expect(await standing()).toEqual(untouched);
    },
  );

  it('can ask for another letter than it shows, and the frame says which', async () => {
    const other = await letterFor(sites.made, 'head', 'Surat pernyataan yang lain');
    await page.goto(sites.portals.hacked.letterPage(letterId));
    await page.locator('noken-sign-button').getByRole('button').first().waitFor();
    await page.evaluate(
      ([shown, asked]) => {
        window.loot.rewrite = (url) =>
          url.endsWith('/sign-intents') ? url.replace(shown ?? '', asked ?? '') : url;
      },
      [letterId, other],
    );
    await page.locator('noken-sign-button').getByRole('button').first().click();
    const frame = signFrame(page);
    await frame.getByText('Surat pernyataan yang lain').first().waitFor();
    expect(await frame.getByText('Surat tugas pemasangan VSAT').count()).toBe(0);
    await picture('another-letter');
  });

  it('cannot have another document signed than the one that was opened', async () => {
    const swapped = await letterFor(sites.made, 'head', 'Surat yang isinya ditukar');
    const frame = await open(swapped);
    await fillFrame(page, passphrase, phone.code());
    const { store } = sites.made;
    await store.write(async (db) => {
      const from = db.selectFrom('letters').select('document_sha256').where('id', '=', letterId);
      const { document_sha256 } = await from.executeTakeFirstOrThrow();
      await db.updateTable('letters').set({ document_sha256 }).where('id', '=', swapped).execute();
    });
    await pressInFrame(page);
    await frame.getByText('Naskah tidak dapat ditandatangani').first().waitFor();
    await picture('document-swapped');
    expect(await standingOf(sites.made, swapped)).toEqual(untouched);
  });

  it('may load the address once more, which stands in the ledger and shows the page nothing', async () => {
    const before = (await notices()).length;
    await open();
    const texts = await page.evaluate(async () => {
      const address = window.loot.frame()?.src ?? '';
      const second = document.createElement('iframe');
      const loaded = new Promise((resolve) => (second.onload = resolve));
      second.src = address;
      document.body.append(second);
      await loaded;
      const text = (init: RequestInit) =>
        fetch(address, init).then(
          (answer) => answer.text(),
          (error: Error) => error.name,
        );
      return [await text({}), await text({ credentials: 'include' }), second.contentDocument === null];
    });
    expect(await notices().then((all) => all.slice(before))).toEqual(['second-load']);
    expect(texts.slice(1)).toEqual(['TypeError', true]);
    for (const secret of ['kasuari', 'VSAT', 'Wambrauw', '000.1/']) expect(texts[0]).not.toContain(secret);
    expect(texts[0]).toContain('data-intent');
  });

  it('of another portal gets no frame at all', async () => {
    await open();
    const intentId = await intentOf(page);
    await page.goto(sites.portals.other.letterPage(letterId));
    await page.evaluate((src) => {
      const frame = document.createElement('iframe');
      frame.src = src;
      document.body.append(frame);
    }, `${sites.noken}/v1/sign-frame?intent=${intentId}`);
    await expect
      .poll(() => page.frames().map((frame) => frame.url()))
      .toContain('chrome-error://chromewebdata/');
    expect(await standing()).toEqual(untouched);
  });

  it('cannot sign by itself, even if it had the passphrase and the code', async () => {
    await open();
    const intentId = await intentOf(page);
    const facts = JSON.parse(
      await sites.outside(`/v1/sign-intents/${intentId}`, {
        origin: sites.noken,
        'sec-fetch-site': 'same-origin',
      }),
    ) as { letter: { sha256: string } };
    const factor = { kind: 'totp', code: phone.code() };
    const { sha256 } = facts.letter;
    const body = JSON.stringify({ intentId, affirmed: true, passphrase, sha256, factor });
    const before = sites.asked.length;
    const codes = await page.evaluate(
      async ({ noken, intentId, body }) => {
        const codeOf = async (answer: Response) => ((await answer.json()) as { code: string }).code;
        const json = { 'content-type': 'application/json' };
        const codes = [
          await codeOf(await fetch(`${noken}/v1/sign`, { method: 'POST', headers: json, body })),
          await codeOf(await fetch(`${noken}/v1/sign-intents/${intentId}`)),
        ];
        // The request goes out; the browser does not even show that it was answered.
        const blind = { method: 'POST', mode: 'no-cors', credentials: 'include', body } as const;
        await fetch(`${noken}/v1/sign`, blind).catch(() => undefined);
        navigator.sendBeacon(`${noken}/v1/sign`, body);
        const form = document.body.appendChild(document.createElement('form'));
        Object.assign(form, {
          method: 'post',
          enctype: 'text/plain',
          action: `${noken}/v1/sign`,
          target: 'to',
        });
        const field = form.appendChild(document.createElement('input'));
        [field.name, field.value] = [`${body.slice(0, -1)},"x":"`, '"}'];
        const to = document.body.appendChild(document.createElement('iframe'));
        to.name = 'to';
        form.submit();
        return codes;
      },
      { noken: sites.noken, intentId, body },
    );
    expect(codes).toEqual(['sign-origin-wrong', 'sign-origin-wrong']);
    const tries = () =>
      sites.asked.slice(before).filter(({ method, path }) => method === 'POST' && path === '/v1/sign');
    await expect.poll(() => tries().map(({ site }) => site)).toEqual(Array(4).fill('cross-site'));
    expect(await standing()).toEqual(untouched);
  });
});
