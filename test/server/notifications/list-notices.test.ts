import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bsreStates, bsreStateWords } from '../../../server/contract/bsre-state-words.js';
import { Notices, type Notice } from '../../../server/contract/notices.js';
import {
  closeNotice,
  listNotices,
  tellAllEndings,
  tellEndings,
} from '../../../server/notifications/index.js';
import { renewCertificate, watchCertificates } from '../../../server/signing/index.js';
import { madeOffice, type MadeOffice, type Person } from '../../support/made-office.js';
import { enrol } from '../../support/outgoing-letter.js';
import { codeOf } from '../../support/recorded-letter.js';

const day = 86_400_000;

let made: MadeOffice;
beforeAll(async () => {
  made = await madeOffice();
  expect((await enrol(made, 'regent', 'sagu bakar di tepi Tami 9')).status).toBe(201);
}, 120_000);
afterAll(() => made.close());

async function notices(person: Person = 'regent', language = 'id'): Promise<Notice[]> {
  const seat = await made.as(person);
  const answer = await seat.request('GET', '/v1/desks/:desk/notices', undefined, {
    'accept-language': language,
  });
  expect(answer.status).toBe(200);
  return v.parse(Notices, await answer.json()).notices;
}

async function endOf(): Promise<number> {
  const watched = await watchCertificates(await made.commandScope());
  const row = watched.find(
    ({ row: { official_id, state } }) => official_id === made.officials.regent && state === 'issued',
  );
  return Date.parse(row?.row.not_after ?? '');
}

async function daysBefore(days: number): Promise<number> {
  made.setClock(new Date((await endOf()) - days * day).toISOString());
  return tellEndings(await made.commandScope());
}

/** The same person with the grant that an admin has: the small office has none. */
async function adminScope() {
  return { ...(await made.scopeOf('registrar')), grants: ['read', 'admin'] as const };
}

describe('notices of certificates that end', () => {
  test('come at 60, 30 and 7 days, each once, and say what to do', async () => {
    expect(await daysBefore(61)).toBe(0);
    expect(await notices()).toEqual([]);
    for (const [days, urgency, text] of [
      [60, 'note', 'Minta perpanjangan kepada admin Noken'],
      [30, 'soon', 'Segera minta perpanjangan'],
      [7, 'now', 'sesudah itu Anda tidak dapat menandatangani'],
    ] as const) {
      // One for the official, one for the admin.
      expect(await daysBefore(days), String(days)).toBe(2);
      expect(await daysBefore(days)).toBe(0);
      const [notice, ...more] = await notices();
      expect(more).toEqual([]);
      expect(notice).toMatchObject({ kind: 'certificate-ending', urgency, badge: `${days} hari lagi` });
      expect(notice?.title).toContain(`Sertifikat berakhir ${days} hari lagi`);
      expect(notice?.text).toContain(text);
      if (days === 60) {
        const [english] = await notices('regent', 'en');
        expect(english?.title).toContain('Certificate ends in 60 days');
        expect(english?.badge).toBe('60 days left');
      }
    }
  });

  test('are for that official and for the admin, and for nobody else', async () => {
    expect(await notices('sekda')).toEqual([]);
    expect(await notices('registrar')).toEqual([]);
    expect(await notices('stranger')).toEqual([]);
    const [forAdmin] = await listNotices(await adminScope(), 'id');
    expect(forAdmin).toMatchObject({ kind: 'certificate-ending', urgency: 'now' });
    expect(forAdmin?.title).toMatch(/^\S.*: Sertifikat berakhir 7 hari lagi/);
    expect(forAdmin?.text).toContain(`noken ca renew --tenant keerom-uji ${made.officials.regent}`);
    const regent = await made.scopeOf('regent');
    const helper = { ...regent, actor: { ...regent.actor, onBehalfOf: made.officials.sekda } };
    expect(await listNotices(helper, 'id')).toEqual([]);
  });

  test('are closed by who has them, and stay closed', async () => {
    const [notice] = await notices();
    const id = notice?.noticeId ?? '';
    const path = `/v1/desks/:desk/notices/${id}/seen`;
    expect(await codeOf(await (await made.as('sekda')).request('POST', path))).toBe('notice-not-found');
    expect(await codeOf(await (await made.as('stranger')).request('POST', path))).toBe('notice-not-found');
    await expect(closeNotice(await made.scopeOf('registrar'), id)).rejects.toMatchObject({
      code: 'notice-not-found',
    });
    expect(await notices()).toHaveLength(1);
    expect((await (await made.as('regent')).request('POST', path)).status).toBe(204);
    expect((await (await made.as('regent')).request('POST', path)).status).toBe(204);
    expect(await notices()).toEqual([]);
    await daysBefore(6);
    expect(await notices()).toEqual([]);
    expect(await listNotices(await adminScope(), 'id')).toHaveLength(1);
  });

  test('are gone as soon as the certificate is renewed, and come again for the new one', async () => {
    await renewCertificate(
      { ...(await made.commandScope()), now: made.now() },
      made.office,
      made.officials.regent,
    );
    expect(await listNotices(await adminScope(), 'id')).toEqual([]);
    await tellAllEndings(made.office);
    expect(await listNotices(await adminScope(), 'id')).toEqual([]);
    const open = await made.store.read((db) =>
      db.selectFrom('notices').selectAll().where('ended_at', 'is', null).execute(),
    );
    expect(open).toEqual([]);
    expect(await daysBefore(29)).toBe(2);
    expect(await notices()).toHaveLength(1);
    expect(made.logged.some((line) => line.includes('certificates-ending'))).toBe(false);
  });
});

describe('a person as BSrE knows them', () => {
  async function knownAs(state: string): Promise<void> {
    const row = {
      tenant_id: made.tenantId,
      official_id: made.officials.sekda,
      state,
      state_at: made.now().toISOString(),
      said: null,
      tries: 0,
      locked_until: null,
    };
    await made.store.write((db) =>
      db
        .insertInto('gateway_people')
        .values(row)
        .onConflict((conflict) => conflict.columns(['tenant_id', 'official_id']).doUpdateSet({ state }))
        .execute(),
    );
  }

  test('is shown a badge and the next step for each state but the good one', async () => {
    await knownAs('ISSUE');
    expect(await notices('sekda')).toEqual([]);
    for (const state of [...bsreStates.filter((one) => one !== 'ISSUE'), 'SOMETHING_NEW']) {
      await knownAs(state);
      const [notice] = await notices('sekda');
      const words = bsreStateWords(state, 'admin Noken Kabupaten Keerom (uji)', 'id');
      expect(notice).toMatchObject({ kind: 'gateway-state', badge: words.badge, text: words.next });
      expect(notice).not.toHaveProperty('noticeId');
    }
    expect(await notices('regent')).not.toContainEqual(expect.objectContaining({ kind: 'gateway-state' }));
  });

  test('every state has its own words in both languages, and no place is left open', () => {
    for (const language of ['id', 'en'] as const) {
      const all = [...bsreStates, 'OTHER'].map((state) => bsreStateWords(state, 'X', language));
      expect(new Set(all.map(({ badge }) => badge)).size).toBe(all.length);
      for (const { badge, next } of all) {
        expect(badge.length).toBeLessThan(25);
        expect(next).not.toMatch(/[{}]/);
        expect(next).toMatch(/\.$/);
      }
    }
  });
});
