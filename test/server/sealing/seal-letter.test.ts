import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Trail } from '../../../server/contract/dispositions.js';
import type { Seal } from '../../../server/contract/seals.js';
import type { SigningSlip } from '../../../server/contract/signing-slip.js';
import { bytesSource, readAll, verifyPdf } from '../../../server/pdf/index.js';
import {
  importSealKey,
  registerSealToken,
  retireSealKey,
  sealDue,
  sealLetter,
  sealOf,
  timeSeals,
  type SealMoment,
} from '../../../server/sealing/index.js';
import { tenantAuthority } from '../../../server/signing/index.js';
import { addresses, daysFrom, newKey, type Holder } from '../../support/certificate-maker.js';
import { madeCrl } from '../../support/evidence-maker.js';
import { certifier, institution } from '../../support/institution.js';
import { madeOffice, type MadeOffice } from '../../support/made-office.js';
import { answer, enrol, numbered, outgoingLetter, refusal, signAs } from '../../support/outgoing-letter.js';
import { pdfsigVerdicts, run, withFile } from '../../support/pdf-oracles.js';
import { view } from '../../support/recorded-letter.js';
import { sealedP12 } from '../../support/sealed-p12.js';
import { putHolder, softToken, softTokenLack } from '../../support/soft-token.js';

const word = 'noken dari kulit kayu';
const passphrase = 'papeda hangat sore hari';
const by = certifier();

let made: MadeOffice;
/** What the issuer of a seal says of it: its lists, at an address of this machine. */
const said = new Map<string, () => Uint8Array>();
const lists = createServer((request, response) => {
  const list = said.get(request.url ?? '')?.();
  response.writeHead(list ? 200 : 404, { 'content-type': 'application/pkix-crl' }).end(list);
});

beforeAll(async () => {
  made = await madeOffice();
  Object.assign(made.office, { trust: { anchors: [by.root.certificate] } });
  await new Promise<void>((resolve) => lists.listen(0, '127.0.0.1', resolve));
  expect((await enrol(made, 'head', passphrase)).status).toBe(201);
});
afterAll(async () => {
  lists.close();
  await made.close();
});

async function importKey(holder: Holder = by.certify(), { issuing } = by): Promise<Holder> {
  const p12 = await sealedP12(holder, word, [issuing.certificate]);
  await importSealKey(made.office, await made.commandScope(), { p12, passphrase: Buffer.from(word) });
  return holder;
}
const moment = async (when: SealMoment) => timeSeals(await made.commandScope(), when);

async function signedLetterId(): Promise<string> {
  const letter = await outgoingLetter(made, ['head']);
  await numbered(made, letter);
  expect((await signAs(made, 'head', letter.letterId, passphrase)).status).toBe(200);
  made.setClock(1000);
  return letter.letterId;
}

async function fileOf(letterId: string): Promise<Uint8Array> {
  const { document_sha256: sha256 } = await made.store.read((db) =>
    db.selectFrom('letters').selectAll().where('id', '=', letterId).executeTakeFirstOrThrow(),
  );
  return readAll(await made.office.documents.open(made.tenantId, sha256 ?? ''));
}

async function judge(file: Uint8Array) {
  const { root } = await tenantAuthority(await made.commandScope(), made.office);
  const trust = { anchors: [by.root.certificate, root] };
  return verifyPdf(bytesSource(file), { trust, now: made.now() });
}

const press = async (person: 'registrar' | 'head' | 'outsider', letterId: string) =>
  (await made.as(person)).request('POST', `/v1/desks/:desk/letters/${letterId}/seal`);

const factsOf = (letterId: string, kind: string) =>
  made.store.read((db) =>
    db.selectFrom('ledger').selectAll().where('subject', '=', letterId).where('kind', '=', kind).execute(),
  );
const sealsOf = (letterId: string) =>
  made.store.read((db) => db.selectFrom('seals').selectAll().where('letter_id', '=', letterId).execute());

// Through the routes: `sealAtDesk` and `sealLetter`.
test('the registrar seals a signed letter: one signature more, apart from the person’s, which stays good', async () => {
  const { certificate } = await importKey();
  await moment('by-act');
  const letterId = await signedLetterId();
  const before = await fileOf(letterId);
  const sealed = await answer<Seal>(await press('registrar', letterId));
  expect(sealed).toMatchObject({ name: institution.CN, serial: certificate.serialHex });

  const after = await fileOf(letterId);
  expect(Buffer.from(after.subarray(0, before.length)).equals(before)).toBe(true);
  expect(await judge(after)).toMatchObject({
    verdict: 'intact',
    trusted: true,
    signatures: [
      { field: 'TTE1', kind: 'signature', integrity: 'right', changesAfter: 'permitted', trust: 'trusted' },
      { field: 'SEGEL1', kind: 'seal', integrity: 'right', covers: 'whole-file', trust: 'trusted' },
    ],
  });
  expect(await withFile(after, pdfsigVerdicts)).toEqual(['Signature is Valid.', 'Signature is Valid.']);
  const { output } = await withFile(after, (path) => run('pdftotext', [path, '-']));
  expect(output).toContain('Segel elektronik dari:');
  expect(output).toContain(institution.CN);

  const [fact, ...others] = await factsOf(letterId, 'letter.sealed');
  expect(others).toEqual([]);
  expect(JSON.parse(fact?.data ?? '')).toMatchObject({ serial: certificate.serialHex, level: sealed.level });
  const letter = await view(await made.as('registrar'), letterId);
  expect(letter).toMatchObject({ status: 'signed', file: { size: after.length, signatures: 2 } });

  // Pressed again, and by two at once: the same seal, and nothing more in the file.
  expect(await answer<Seal>(await press('registrar', letterId))).toEqual(sealed);
  expect(await fileOf(letterId)).toEqual(after);
});

test('two at once make one seal', async () => {
  const letterId = await signedLetterId();
  const scope = await made.commandScope();
  const outcomes = await Promise.all([1, 2].map(() => sealLetter(made.office, scope, letterId)));
  expect(outcomes[0]?.id).toBe(outcomes[1]?.id);
  expect(await sealsOf(letterId)).toHaveLength(1);
  expect((await judge(await fileOf(letterId))).signatures).toHaveLength(2);
  expect(await factsOf(letterId, 'letter.sealed')).toHaveLength(1);
});

test('is refused to other desks, before the last signature, and where the institution does not seal', async () => {
  const letterId = await signedLetterId();
  const before = await fileOf(letterId);
  expect(await refusal(press('head', letterId))).toMatchObject({ status: 403, code: 'not-registrar' });
  expect(await refusal(press('outsider', letterId))).toMatchObject({ status: 404, code: 'letter-not-found' });
  const unsigned = await outgoingLetter(made, ['head']);
  expect((await refusal(press('registrar', unsigned.letterId))).code).toBe('letter-not-signed');
  const other = await made.commandScope(made.otherTenantId);
  await expect(sealLetter(made.office, other, letterId)).rejects.toMatchObject({ code: 'letter-not-found' });
  await moment('never');
  expect(await refusal(press('registrar', letterId))).toMatchObject({ status: 409, code: 'seals-not-used' });
  await expect(timeSeals(await made.scopeOf('head'), 'by-act')).rejects.toMatchObject({
    code: 'grant-missing',
  });
  await moment('by-act');
  expect(await fileOf(letterId)).toEqual(before);
  expect(await sealOf(await made.commandScope(), letterId)).toBeUndefined();
});

test('is refused when its certificate counts no more, or there is no key, and the letter stays as it was', async () => {
  const letterId = await signedLetterId();
  const before = await fileOf(letterId);
  const scope = await made.commandScope();
  const stranger = { ...made.office, trust: { anchors: [certifier().root.certificate] } };
  const refused = (office: MadeOffice['office']) =>
    sealLetter(office, scope, letterId).then(
      () => 'sealed',
      (error: { code?: string }) => error.code,
    );
  expect(await refused(stranger)).toBe('seal-certificate-untrusted');
  const later = { ...made.office, now: () => daysFrom(5000, made.now()) };
  expect(await refused(later)).toBe('seal-certificate-expired');
  const { serialHex } = (await importKey()).certificate;
  await retireSealKey(scope, serialHex);
  expect(await refused(made.office)).toBe('seal-key-missing');
  expect(await fileOf(letterId)).toEqual(before);
  await importKey();
  expect(await refused(made.office)).toBe('sealed');
});

test('by itself after the last signature, but not what was signed before that was wished', async () => {
  const earlier = await signedLetterId();
  await moment('after-last-signature');
  const later = [await signedLetterId(), await signedLetterId()];
  expect(await sealDue(made.office)).toBe(2);
  expect(await sealDue(made.office)).toBe(0);
  for (const letterId of later) expect(await sealsOf(letterId)).toHaveLength(1);
  expect(await sealsOf(earlier)).toEqual([]);
  await moment('never');
  const never = await signedLetterId();
  expect(await sealDue(made.office)).toBe(0);
  expect(await sealsOf(never)).toEqual([]);
});

test('lasts with evidence where its issuer gives some, and is none where the issuer revoked it', async () => {
  const at = (path: string) =>
    addresses({ crl: `http://127.0.0.1:${String((lists.address() as AddressInfo).port)}${path}` });
  const lasting = certifier(at('/akar.crl'));
  const holder = lasting.certify({ extensions: at('/segel.crl') });
  Object.assign(made.office, { trust: { anchors: [by.root.certificate, lasting.root.certificate] } });
  await importKey(holder, lasting);
  await moment('by-act');
  const levelOf = async () => (await answer<Seal>(await press('registrar', await signedLetterId()))).level;

  const from = () => daysFrom(-1, made.now());
  said.set('/segel.crl', () => madeCrl(lasting.issuing, { from: from() }));
  // Half of the path is no evidence: it stands with its time-stamp.
  expect(await levelOf()).toBe('B-T');
  said.set('/akar.crl', () => madeCrl(lasting.root, { from: from() }));
  expect(await levelOf()).toBe('B-LT');

  const entries = [{ certificate: holder.certificate, at: from() }];
  said.set('/segel.crl', () => madeCrl(lasting.issuing, { from: from(), entries }));
  const letterId = await signedLetterId();
  const before = await fileOf(letterId);
  expect(await refusal(press('registrar', letterId))).toMatchObject({ code: 'seal-certificate-revoked' });
  expect(await fileOf(letterId)).toEqual(before);
  await importKey();
});

test('is told apart from the persons’ signatures on the public page, the slip and the trail', async () => {
  await moment('by-act');
  const letterId = await signedLetterId();
  const registrar = await made.as('registrar');
  const { code = '' } = await view(registrar, letterId);
  const page = async (path: string) => (await made.app.request(path)).text();
  const slip = async () =>
    answer<SigningSlip>(await registrar.request('GET', `/v1/desks/:desk/letters/${letterId}/slip.json`));
  expect(await page(`/v/${code}`)).not.toContain('Segel instansi');
  expect((await slip()).seal).toBeUndefined();

  const { serial } = await answer<Seal>(await press('registrar', letterId));
  expect(await page(`/v/${code}`)).toContain(`<dt>Segel instansi</dt><dd>${institution.CN}<span>`);
  expect(await page(`/v/${code}?lang=en`)).toContain('<dt>Institution’s seal</dt>');
  const { signatures, seal, file } = await slip();
  expect(signatures).toMatchObject([{ field: 'TTE1', check: { integrity: 'right' } }]);
  expect(seal).toMatchObject({
    ...{ name: institution.CN, field: 'SEGEL1', after: file.sha256, certificate: { serial } },
    ...{ check: { integrity: 'right', trust: 'trusted' }, ledger: [{ kind: 'letter.sealed' }] },
  });
  expect(seal?.before).toBe(signatures[0]?.after);
  const trail = await answer<Trail>(
    await registrar.request('GET', `/v1/desks/:desk/letters/${letterId}/trail`),
  );
  expect(trail.steps.map(({ what }) => what)).toEqual(expect.arrayContaining(['signed', 'sealed']));

  const ticket = await answer<{ url: string }>(
    await registrar.request('POST', `/v1/desks/:desk/letters/${letterId}/tickets`, {
      what: 'slip',
      disposition: 'inline',
    }),
  );
  const pdf = new Uint8Array(await (await made.app.request(ticket.url)).arrayBuffer());
  const { output } = await withFile(pdf, (path) => run('pdftotext', ['-layout', path, '-']));
  expect(output).toContain('Segel instansi');
  expect(output).toContain(serial);
});

const lack = softTokenLack();
if (lack !== undefined) console.log(`Not tried: ${lack}.`);
test.runIf(lack === undefined)('a key in a token seals as well, and without its PIN nothing', async () => {
  const soft = await softToken('segel kabupaten');
  try {
    await moment('by-act');
    await putHolder(soft, 'segel', '01', by.certify({ key: newKey() }), [by.issuing]);
    const { module, token, pin } = soft;
    const scope = await made.commandScope();
    Object.assign(made.office, { tokens: [{ module, token, pin }] });
    await registerSealToken(made.office, scope, { token, key: 'segel' });
    const letterId = await signedLetterId();
    Object.assign(made.office, { tokens: [{ module, token, pin: '999999' }] });
    expect((await refusal(press('registrar', letterId))).code).toBe('seal-token-pin-wrong');
    Object.assign(made.office, { tokens: [] });
    expect((await refusal(press('registrar', letterId))).code).toBe('seal-token-unknown');
    expect(await sealsOf(letterId)).toEqual([]);
    Object.assign(made.office, { tokens: [{ module, token, pin }] });
    expect((await press('registrar', letterId)).status).toBe(200);
    expect(await withFile(await fileOf(letterId), pdfsigVerdicts)).toEqual([
      'Signature is Valid.',
      'Signature is Valid.',
    ]);
  } finally {
    soft.close();
  }
});
