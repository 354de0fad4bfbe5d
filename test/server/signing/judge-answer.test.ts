import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fingerprint, openPdf, plainPage, type AnchorRule } from '../../../server/pdf/index.js';
import { inviteOfficial } from '../../../server/signing/index.js';
import { withPageAppended } from '../../support/appended-page.js';
import { gatewayOffice, gatewaySigners, type GatewayOffice } from '../../support/gateway-office.js';
import { letterPdf } from '../../support/letter-pdf.js';
import {
  numbered,
  outgoingLetter,
  pressSign,
  refusal,
  signAs,
  signIntent,
} from '../../support/outgoing-letter.js';
import { enrolWithPhone } from '../../support/phone.js';

const { head } = gatewaySigners;

let made: GatewayOffice;
beforeAll(async () => {
  made = await gatewayOffice('v2');
});
afterAll(() => made.close());

async function waiting(pdf = letterPdf()): Promise<string> {
  const letter = await outgoingLetter(made, ['head'], pdf);
  await numbered(made, letter);
  return letter.letterId;
}

const rowOf = (letterId: string) =>
  made.store.read((db) =>
    db.selectFrom('letters').selectAll().where('id', '=', letterId).executeTakeFirstOrThrow(),
  );

async function reasonOf(letterId: string): Promise<unknown> {
  const row = await made.store.read((db) =>
    db
      .selectFrom('ledger')
      .select('data')
      .where('subject', '=', letterId)
      .where('kind', '=', 'signing.uncertain')
      .executeTakeFirst(),
  );
  return (JSON.parse(row?.data ?? '{}') as { reason?: unknown }).reason;
}

/** What a gateway really signs where it takes another file than the one that it was given. */
async function withFile<T>(other: (pdf: Uint8Array) => Uint8Array, act: () => Promise<T>): Promise<T> {
  const gateway = made.office.gateways?.get('keerom-uji')?.gateway;
  if (!gateway) throw new Error('The office has no gateway.');
  const sign = gateway.sign.bind(gateway);
  Object.assign(gateway, {
    sign: (request: Parameters<typeof sign>[0]) => sign({ ...request, pdf: other(request.pdf) }),
  });
  try {
    return await act();
  } finally {
    Object.assign(gateway, { sign });
  }
}

describe('a file with a right signature of the right person', () => {
  test.each([
    ['of another letter', () => letterPdf({ pages: 1, objects: ['<< /Another /Letter >>'] }), 'pages-differ'],
    ['of this one with a page more', withPageAppended, 'more-than-signed'],
  ] as const)('%s is no signature of this letter', async (_, other, reason) => {
    const letterId = await waiting();
    const answer = await withFile(other, () => signAs(made, 'head', letterId, head.passphrase));
    expect(await answer.json()).toMatchObject({ state: 'uncertain' });
    expect((await rowOf(letterId)).status).toBe('uncertain');
    expect(await reasonOf(letterId)).toBe(reason);
  });
});

describe('where it is not known how a gateway counts on a turned page', () => {
  test('the box is put over the one mark of the text', async () => {
    const line = 'Kepala Dinas #';
    const letterId = await waiting(plainPage({ width: 595, height: 842, turned: 90, line }));
    const answer = await signAs(made, 'head', letterId, head.passphrase);
    expect(await answer.json()).toMatchObject({ state: 'signed' });
    const { document_sha256: sha256 } = await rowOf(letterId);
    const file = await made.office.documents.open(made.tenantId, sha256 ?? '');
    const document = await openPdf(file);
    const [field] = await document.signatureFields();
    const corners = await document.array(field?.dict.get('Rect'));
    const rect = await Promise.all((corners ?? []).map((corner) => document.resolve(corner)));
    expect(rect.some((value) => Number(value) > 0)).toBe(true);
  });

  test('and without a mark nothing is sent', async () => {
    const letterId = await waiting(plainPage({ width: 595, height: 842, turned: 90 }));
    const before = await made.dispatches();
    expect(await refusal(signAs(made, 'head', letterId, head.passphrase))).toMatchObject({
      status: 422,
      code: 'gateway-refused',
    });
    expect(await made.dispatches()).toBe(before);
    expect((await rowOf(letterId)).status).toBe('awaiting-signature');
  });
});

describe('in official mode', () => {
  const ruled = (kind: AnchorRule['kind']) => {
    const anchor = made.simulator.root;
    const rule = { anchor: fingerprint(anchor), name: anchor.commonName, kind } as const;
    return { anchors: [anchor], rules: [{ ...rule, purposes: ['signature', 'timestamp'] as const }] };
  };

  test('a signer counts whose path ends at a national root, and no other', async () => {
    const { url } = await inviteOfficial(await made.commandScope(), made.officials.head, made.publicUrl);
    const phone = await enrolWithPhone(made, url, 'kota Arso di pagi hari 4');
    const letters = [await waiting(), await waiting()];
    await made.store.write(async (db) => {
      await db.updateTable('signing_keys').set({ retired_at: made.now().toISOString() }).execute();
      await db
        .updateTable('tenants')
        .set({ legal_mode: 'official' })
        .where('slug', '=', 'keerom-uji')
        .execute();
    });
    for (const [index, kind, state] of [
      [0, 'institution', 'uncertain'],
      [1, 'national', 'signed'],
    ] as const) {
      Object.assign(made.office, { trust: ruled(kind) });
      // Each code is good once.
      made.setClock(31_000);
      const { intentId } = await signIntent(made, 'head', letters[index] ?? '');
      expect(await refusal(pressSign(made, intentId, head.passphrase))).toMatchObject({
        code: 'factor-needed',
      });
      const factor = { kind: 'totp', code: phone.code() };
      const answer = await pressSign(made, intentId, head.passphrase, { factor });
      expect(await answer.json()).toMatchObject({ state });
    }
    expect(await reasonOf(letters[0] ?? '')).toBe('signer-not-national');
  });
});
