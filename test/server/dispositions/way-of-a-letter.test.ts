import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  closeLetter,
  readLetter,
  recallDisposition,
  reportFollowUp,
  returnDisposition,
  sendDisposition,
  trailOf,
} from '../../../server/dispositions/index.js';
import { findDuplicates, openLetter, routeLetter } from '../../../server/letters/index.js';
import { madeOffice, type MadeOffice } from '../../support/made-office.js';
import { record } from '../../support/recorded-letter.js';

let made: MadeOffice;
beforeEach(async () => {
  made = await madeOffice();
});
afterEach(async () => {
  await made.close();
});

const to = (positionId: string, instruction = 'Tindak lanjuti') => ({
  positionId,
  instructions: [instruction],
  copy: false,
});

/** A letter on the head's desk, disposed to both Kabid. */
async function disposed() {
  const { letterId } = await record(made, { routeTo: made.desks.head });
  const head = await made.scopeOf('head');
  const { version } = await openLetter(head, letterId);
  const recipients = [to(made.desks.kabidOne), to(made.desks.kabidTwo, 'Siapkan bahan')];
  const sent = await sendDisposition(head, letterId, { version, recipients, due: '2026-11-26' }, 'once');
  return { letterId, head, sent, version, recipients };
}

describe('the way of a letter', () => {
  test('reaches both receivers, and nobody else', async () => {
    const { letterId } = await disposed();
    expect((await openLetter(await made.scopeOf('kabidOne'), letterId)).unread).toBe(true);
    await expect(openLetter(await made.scopeOf('outsider'), letterId)).rejects.toMatchObject({
      code: 'letter-not-found',
    });
    await expect(trailOf(await made.scopeOf('outsider'), letterId)).rejects.toMatchObject({
      code: 'letter-not-found',
    });
  });

  test('is disposed once for the same key, and not from an old version', async () => {
    const { letterId, head, sent, version, recipients } = await disposed();
    const again = await sendDisposition(head, letterId, { version, recipients, due: '2026-11-26' }, 'once');
    expect(again).toEqual(sent);
    await expect(
      sendDisposition(head, letterId, { version, recipients, due: '2026-11-26' }, 'other'),
    ).rejects.toMatchObject({ code: 'letter-changed-meanwhile' });
  });

  test('refuses the own desk, and receivers outside the line', async () => {
    const { letterId, head, sent } = await disposed();
    const { version } = sent;
    await expect(
      sendDisposition(head, letterId, { version, recipients: [to(made.desks.head)] }),
    ).rejects.toMatchObject({ code: 'disposition-to-self' });
    await expect(
      sendDisposition(head, letterId, { version, recipients: [to(made.desks.outsider)] }),
    ).rejects.toMatchObject({ code: 'position-unknown' });
  });

  test('is recalled while unread, and not after it was read', async () => {
    const { letterId, head, sent } = await disposed();
    const [first = '', second = ''] = sent.nodeIds;
    await recallDisposition(head, first);
    const kabidOne = await made.scopeOf('kabidOne');
    await expect(openLetter(kabidOne, letterId)).rejects.toMatchObject({ code: 'letter-not-found' });
    await readLetter(await made.scopeOf('kabidTwo'), letterId);
    await expect(recallDisposition(head, second)).rejects.toMatchObject({ code: 'disposition-read' });
  });

  test('counts n of m done, and closes with a reason while some are open', async () => {
    const { letterId, head, sent } = await disposed();
    const [first = '', second = ''] = sent.nodeIds;
    const kabidOne = await made.scopeOf('kabidOne');
    await reportFollowUp(kabidOne, letterId, { nodeId: first, text: 'Sudah dikerjakan.', completes: true });
    expect((await trailOf(head, letterId)).progress).toEqual({ done: 1, of: 2, returned: 0 });
    const { version } = await openLetter(head, letterId);
    await expect(closeLetter(head, letterId, { version })).rejects.toMatchObject({
      code: 'dispositions-open',
    });
    await returnDisposition(await made.scopeOf('kabidTwo'), letterId, second, 'Bukan bidang kami');
    const now = await openLetter(head, letterId);
    await closeLetter(head, letterId, { version: now.version });
    expect((await openLetter(head, letterId)).status).toBe('done');
  });

  test('is routed by the registrar, and found as a duplicate', async () => {
    const { letterId, version } = await record(made, { number: '1/A/2026', sender: 'BPKAD' });
    const registrar = await made.scopeOf('registrar');
    await routeLetter(registrar, letterId, { to: made.desks.head, version });
    expect((await openLetter(await made.scopeOf('head'), letterId)).status).toBe('routed');
    const found = await findDuplicates(registrar, { number: '1/a/2026', sender: 'bpkad' });
    expect(found.map((one) => one.letterId)).toContain(letterId);
  });
});
