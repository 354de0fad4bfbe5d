import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBsreGateway } from '../../../server/bsre/index.js';
import { gatewayOffice, gatewaySigners, type GatewayOffice } from '../../support/gateway-office.js';
import { letterPdf } from '../../support/letter-pdf.js';
import {
  numbered,
  outgoingLetter,
  preflightOf,
  pressSign,
  refusal,
  signIntent,
} from '../../support/outgoing-letter.js';
import { simulatorLogin } from '../../support/running-simulator.js';

const limit = 200 * 1024;
const { head } = gatewaySigners;

describe('what a gateway takes, as its keeper has said', () => {
  let made: GatewayOffice;
  beforeAll(async () => {
    made = await gatewayOffice('v2', { settings: { limits: { fileSize: limit } } });
  });
  afterAll(() => made.close());

  /** A letter that is so many bytes longer than it need be. */
  async function intentFor(more: number): Promise<string> {
    const blanks = `<< /Length ${String(more)} >>\nstream\n${' '.repeat(more)}\nendstream`;
    const letter = await outgoingLetter(made, ['head'], letterPdf({ objects: [blanks] }));
    await numbered(made, letter);
    return (await signIntent(made, 'head', letter.letterId)).intentId;
  }

  test('is told before any passphrase, and asked of the act too, which costs no try and no question', async () => {
    const intentId = await intentFor(limit);
    const { checks, signable, triesLeft } = await preflightOf(made, intentId);
    expect(checks.find(({ check }) => check === 'size')).toEqual({
      check: 'size',
      ok: false,
      title:
        'Berkas naskah ini lebih dari 200 KB, batas layanan tanda tangan BSrE. Naskah belum ditandatangani. Tolak naskah ini supaya dibuat lagi dengan pindaian yang lebih ringan.',
      code: 'document-over-gateway-size',
    });
    expect({ signable, triesLeft }).toEqual({ signable: false, triesLeft: 5 });
    expect(await refusal(pressSign(made, intentId, head.passphrase))).toMatchObject({
      status: 413,
      code: 'document-over-gateway-size',
      params: { limit: '200 KB' },
    });
    expect(await made.dispatches()).toBe(0);
    expect((await preflightOf(made, intentId)).triesLeft).toBe(5);
  });

  test('lets a smaller one pass', async () => {
    const intentId = await intentFor(1);
    expect((await preflightOf(made, intentId)).checks.find(({ check }) => check === 'size')).toEqual({
      check: 'size',
      ok: true,
      title: 'Ukuran berkas di bawah batas layanan BSrE, 200 KB',
    });
    expect((await pressSign(made, intentId, head.passphrase)).status).toBe(200);
  });

  test('is less where a proxy before it says so, which helps nobody but its keeper', async () => {
    const intentId = await intentFor(2);
    await made.simulator.arm({ 'status-413': true, calls: 1 });
    expect(await refusal(pressSign(made, intentId, head.passphrase))).toMatchObject({
      status: 413,
      code: 'gateway-size-refused',
    });
    expect(await preflightOf(made, intentId)).toMatchObject({ state: 'refused', triesLeft: 5 });
  });

  test('keeps the client from sending more', async () => {
    const before = await made.dispatches();
    const gateway = openBsreGateway({
      address: made.simulator.url,
      version: 'v1',
      login: simulatorLogin,
      originCorner: 'bottom-left',
      limits: { fileSize: 10 },
    });
    const asked = gateway.sign({
      identity: { nik: head.nik },
      authorisation: { passphrase: Buffer.from(head.passphrase) },
      pdf: letterPdf(),
      appearance: { kind: 'invisible' },
    });
    await expect(asked).rejects.toMatchObject({ code: 'pdf-too-large', outcome: 'not-signed' });
    expect(await made.dispatches()).toBe(before);
  });
});
