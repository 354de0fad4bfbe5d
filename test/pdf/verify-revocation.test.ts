import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bytesSource } from '../../server/pdf/core/byte-source.js';
import { toPem } from '../../server/pdf/core/certificate.js';
import { oid, sequence } from '../../server/pdf/core/der-writer.js';
import { OID } from '../../server/pdf/core/oids.js';
import { addDocumentTimestamp } from '../../server/pdf/sign/document-timestamp.js';
import { addValidationMaterial } from '../../server/pdf/sign/add-validation-material.js';
import { privateKeySigner } from '../../server/pdf/sign/key-signer.js';
import { signPdf } from '../../server/pdf/sign/sign-pdf.js';
import { localTimestampAuthority } from '../../server/pdf/sign/timestamp-authority.js';
import { fingerprint } from '../../server/pdf/verify/anchor-rule.js';
import type { OutsideEvidence } from '../../server/pdf/verify/judge-all.js';
import { revocationClient } from '../../server/pdf/verify/revocation-client.js';
import { verifyPdf, type VerifyOptions } from '../../server/pdf/verify/verify-pdf.js';
import { verifyWithRevocation } from '../../server/pdf/verify/verify-with-revocation.js';
import { verifyCommand } from '../../server/verify-command.js';
import { appendRevision } from '../support/appended-revision.js';
import {
  addresses,
  authority,
  daysFrom,
  leaf,
  noon,
  root,
  type Holder,
} from '../support/certificate-maker.js';
import { madeAnswer, madeCrl, type MadeAnswer } from '../support/evidence-maker.js';
import { letterPdf } from '../support/letter-pdf.js';
import { opensslRevocation } from '../support/openssl-revocation.js';
import { joined } from '../support/signed-parts.js';

const akar = root({ to: daysFrom(5000) });
const ca = authority(akar, {
  to: daysFrom(3000),
  extensions: addresses({ crl: 'http://akar.example/a.crl' }),
});
const official = leaf(ca, { to: daysFrom(100), extensions: addresses({ ocsp: 'http://ca.example/' }) });
const stamper = (to: number): Holder =>
  leaf(ca, {
    name: 'Cap Waktu',
    usage: ['digitalSignature'],
    to: daysFrom(to),
    extensions: [
      { id: OID.extendedKeyUsage, value: sequence(oid(OID.timeStamping)), critical: true },
      ...addresses({ ocsp: 'http://ca.example/' }),
    ],
  });
const stamps = stamper(100);
const laterStamps = stamper(2000);
const clock = ({ key, certificate }: Holder, at: Date) =>
  localTimestampAuthority({ key, certificate, chain: [ca.certificate], now: () => at });

/** The letter, signed at noon, with the time-stamp of that time or without any. */
async function signedLetter(timestamp = true, signer = official): Promise<Uint8Array> {
  const base = letterPdf();
  const by = privateKeySigner(signer.key, signer.certificate, [ca.certificate]);
  const how = { at: noon, name: 'Yohana', ...(timestamp && { timestamp: clock(stamps, noon) }) };
  return joined(base, await signPdf(bytesSource(base), by, how));
}

const trust = { anchors: [akar.certificate] };
/** The first signature and the sum, judged a month later unless told otherwise. */
async function judged(bytes: Uint8Array, more: Partial<VerifyOptions> = {}) {
  const report = await verifyPdf(bytesSource(bytes), { trust, now: daysFrom(30), ...more });
  const [first] = report.signatures;
  if (!first) throw new Error('not signed');
  return { ...first, verdict: report.verdict, trustedAll: report.trusted };
}

const fetched = (...ocsps: Uint8Array[]): OutsideEvidence => ({
  certificates: [],
  ocsps,
  crls: [madeCrl(akar, { from: daysFrom(29), to: daysFrom(31) })],
});
const said = (of: Holder, wanted: MadeAnswer = {}) =>
  madeAnswer(of.certificate, ca, { from: daysFrom(29), to: daysFrom(31), ...wanted });

let stamped: Uint8Array;
let unstamped: Uint8Array;
beforeAll(async () => {
  stamped = await signedLetter();
  unstamped = await signedLetter(false);
});

describe('a signature whose certificate', () => {
  test('was not asked about is trusted by its path, says so, and is not trusted where asking is demanded', async () => {
    expect(await judged(stamped)).toMatchObject({
      trust: 'trusted',
      level: 'B-T',
      vouchedBy: 'Akar',
      problems: ['revocation-not-checked'],
    });
    expect(await judged(stamped, { requireRevocation: true })).toMatchObject({
      verdict: 'intact',
      trust: 'unknown',
      trustedAll: false,
    });
  });

  test('is good by what the caller fetched', async () => {
    const evidence = fetched(said(official), said(stamps));
    const report = await judged(stamped, { evidence, requireRevocation: true });
    expect(report).toMatchObject({ trust: 'trusted', problems: [], level: 'B-T' });
  });

  test.each([
    ['before the proved time', -1, 'revoked', ['certificate-revoked']],
    ['after the proved time', 1, 'trusted', ['certificate-revoked-later']],
  ])('was revoked %s', async (_, days, outcome, problems) => {
    const evidence = fetched(said(official, { status: { at: daysFrom(days) } }), said(stamps));
    const report = await judged(stamped, { evidence });
    expect(report).toMatchObject({ verdict: 'intact', trust: outcome, problems });
    expect(report.trustedAll).toBe(outcome === 'trusted');
    expect(report.vouchedBy).toBe(outcome === 'trusted' ? 'Akar' : undefined);
  });

  test('was revoked, where no time is proved', async () => {
    const evidence = fetched(said(official, { status: { at: daysFrom(1) } }));
    expect(await judged(unstamped, { evidence })).toMatchObject({ trust: 'revoked', level: 'B-B' });
    // Nor does it help to have been stamped by somebody who was revoked.
    const both = fetched(
      said(official, { status: { at: daysFrom(1) } }),
      said(stamps, { status: { at: daysFrom(1) } }),
    );
    const report = await judged(stamped, { evidence: both });
    expect(report).toMatchObject({ trust: 'revoked' });
    expect(report.problems).toEqual(['timestamp-authority-revoked', 'certificate-revoked']);
  });

  test('is vouched for by the name that the operator gave', async () => {
    const rule = {
      ...{ anchor: fingerprint(akar.certificate), name: 'Root CA Contoh', kind: 'national' as const },
      purposes: ['signature' as const, 'timestamp' as const],
    };
    expect((await judged(stamped, { trust: { ...trust, rules: [rule] } })).vouchedBy).toBe('Root CA Contoh');
    const forTime = { ...rule, purposes: ['timestamp' as const] };
    const report = await judged(stamped, { trust: { ...trust, rules: [forTime] } });
    expect(report).toMatchObject({ trust: 'untrusted', problems: ['anchor-not-for-this-purpose'] });
  });
});

describe('evidence in the file', () => {
  /** Adds what a source knows: of whom is named, what was said two days after. */
  const withStore = async (bytes: Uint8Array, of: readonly Holder[], answer: MadeAnswer = {}) => {
    const { tail } = await addValidationMaterial(bytesSource(bytes), {
      certificates: [akar.certificate],
      now: daysFrom(2),
      gaps: 'leave-open',
      revocation: {
        evidence: ({ serialHex, isCa }) => {
          const known = of.find(({ certificate }) => certificate.serialHex === serialHex);
          const times = { from: daysFrom(1), to: daysFrom(3) };
          const crls = isCa ? [madeCrl(akar, times)] : [];
          return Promise.resolve({
            ocsps: known ? [madeAnswer(known.certificate, ca, { ...times, ...answer })] : [],
            crls,
          });
        },
      },
    });
    return joined(bytes, tail);
  };
  const restamped = async (bytes: Uint8Array, by: Holder, at: Date) =>
    joined(bytes, await addDocumentTimestamp(bytesSource(bytes), clock(by, at)));

  test('makes B-LT only of what it covers whole', async () => {
    const whole = await withStore(stamped, [official, stamps]);
    expect(await judged(whole)).toMatchObject({ level: 'B-LT', trust: 'trusted', problems: [] });
    expect((await judged(await withStore(stamped, [official]))).level).toBe('B-T');
    expect((await judged(await withStore(stamped, [stamps]))).level).toBe('B-T');
    expect((await judged(await withStore(stamped, []))).level).toBe('B-T');
    expect((await judged(whole, { trust: { anchors: [] } })).level).toBe('B-LT');
  });

  test('makes B-LTA only under a document time-stamp that covers it', async () => {
    const whole = await withStore(stamped, [official, stamps]);
    expect((await judged(await restamped(whole, laterStamps, daysFrom(3)))).level).toBe('B-LTA');
    const early = await restamped(stamped, laterStamps, daysFrom(1));
    expect((await judged(await withStore(early, [official, stamps, laterStamps]))).level).toBe('B-LT');
  });

  test('and a document time-stamp outlive the certificates', async () => {
    const now = daysFrom(1000);
    const whole = await withStore(stamped, [official, stamps]);
    expect(await judged(whole, { now })).toMatchObject({ trust: 'expired' });
    const archived = await restamped(whole, laterStamps, daysFrom(3));
    expect(await judged(archived, { now })).toMatchObject({
      verdict: 'intact',
      trust: 'trusted',
      level: 'B-LTA',
    });
    // Made when the certificates had expired already, it proves nothing of the time before.
    const late = await restamped(whole, laterStamps, daysFrom(500));
    expect(await judged(late, { now })).toMatchObject({ trust: 'expired' });
  });

  test('counts as it was covered by a later signature, though a save after it says no more of it', async () => {
    const revoked = { status: { at: daysFrom(-1) } };
    const stored = await withStore(stamped, [official], revoked);
    const by = privateKeySigner(official.key, official.certificate, [ca.certificate]);
    const again = { at: daysFrom(3), name: 'Yohana', fieldName: 'TTE2' };
    const covered = joined(stored, await signPdf(bytesSource(stored), by, again));
    expect(await judged(covered)).toMatchObject({ trust: 'revoked' });
    const text = Buffer.from(covered).toString('latin1');
    const catalog = text.slice(text.lastIndexOf('\n1 0 obj') + '\n1 0 obj'.length).split('endobj')[0] ?? '';
    expect(catalog).toMatch(/\/OCSPs \[\d/u);
    const without = catalog.replace(/\/(OCSPs?) \[[^\]]+\]/gu, '/$1 []');
    const emptied = appendRevision(covered, { objects: { 1: without.trim() } });
    expect(await judged(emptied)).toMatchObject({ trust: 'revoked' });
  });

  test('of an authority that nobody trusts proves no time', async () => {
    const foreign = root({ name: 'Asing', to: daysFrom(5000) });
    const other = leaf(foreign, {
      usage: ['digitalSignature'],
      to: daysFrom(2000),
      extensions: [{ id: OID.extendedKeyUsage, value: sequence(oid(OID.timeStamping)), critical: true }],
    });
    const archived = await restamped(await withStore(stamped, [official, stamps]), other, daysFrom(3));
    expect(await judged(archived, { now: daysFrom(1000) })).toMatchObject({ trust: 'expired' });
  });

  test('a document time-stamp alone makes B-T', async () => {
    const report = await judged(await restamped(unstamped, laterStamps, daysFrom(3)), {
      now: daysFrom(1000),
    });
    expect(report).toMatchObject({ level: 'B-T', trust: 'trusted' });
    expect(report.timestamp).toBeUndefined();
  });
});

describe('online', () => {
  let server: Server;
  let host: string;
  let folder: string;
  let asked: string[];
  let signer: Holder;
  // openssl knows no time but the present one.
  const at = { from: new Date(Date.now() - 86_400_000), to: new Date(Date.now() + 86_400_000) };
  const issuing = authority(akar, at);
  const revocation = opensslRevocation({ issuers: [akar, issuing] });

  beforeAll(async () => {
    asked = [];
    // Answers are made by openssl; this server only carries them.
    server = createServer((request, response) => {
      asked.push(`${request.method ?? ''} ${request.url ?? ''}`);
      request.resume();
      const isOcsp = request.url === '/ocsp';
      const [of, by] = isOcsp ? [signer, issuing] : [issuing, akar];
      void revocation.evidence(of.certificate, by.certificate).then(({ ocsps, crls }) => {
        if (request.url === '/ca') {
          response.setHeader('content-type', 'application/pkix-cert').end(issuing.certificate.der);
          return;
        }
        response.setHeader('content-type', isOcsp ? 'application/ocsp-response' : 'application/pkix-crl');
        response.end((isOcsp ? ocsps : crls)[0]);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    signer = leaf(issuing, {
      ...at,
      extensions: addresses({ ocsp: `http://${host}/ocsp`, issuer: `http://${host}/ca` }),
    });
    folder = await mkdtemp(join(tmpdir(), 'noken-online-'));
  });
  afterAll(async () => {
    server.closeAllConnections();
    server.close();
    await rm(folder, { recursive: true });
  });

  /** Signed just now, without the issuer's certificate inside. */
  const letter = async () => {
    const base = letterPdf();
    const by = privateKeySigner(signer.key, signer.certificate, []);
    return joined(base, await signPdf(bytesSource(base), by, { at: new Date(), name: 'Yohana' }));
  };

  test('fetches the issuer, then what openssl says of both', async () => {
    const source = bytesSource(await letter());
    const options = { trust, now: new Date() };
    const offline = await verifyPdf(source, options);
    expect(offline.signatures[0]).toMatchObject({ trust: 'untrusted', problems: ['path-not-found'] });
    expect(asked).toEqual([]);
    const client = revocationClient({ allow: [host] });
    const report = await verifyWithRevocation(source, { ...options, client });
    expect(report.signatures[0]).toMatchObject({ trust: 'trusted', problems: [] });
    expect(asked).toEqual(['GET /ca', 'POST /ocsp']);
  });

  test('by the command line, and only the hosts that it names', async () => {
    const [file, anchors] = [join(folder, 'surat.pdf'), join(folder, 'akar.pem')];
    await writeFile(file, await letter());
    await writeFile(anchors, toPem(akar.certificate));
    const lines: string[] = [];
    const terminal = {
      out: (line: string) => void lines.push(line),
      err: (line: string) => void lines.push(line),
    };
    const command = async (...more: string[]) => {
      const args = ['--json', '--trust', folder, ...more, file];
      const code = await verifyCommand(args, terminal);
      return [
        code,
        (JSON.parse(lines.pop() ?? '') as { signatures: { trust: string }[] }).signatures[0]?.trust,
      ];
    };
    asked.length = 0;
    expect(await command('--online', '--allow', 'ca.example')).toEqual([0, 'untrusted']);
    expect(asked).toEqual([]);
    expect(await command('--online', '--allow', host)).toEqual([0, 'trusted']);
    await expect(command('--online')).rejects.toThrow();
    await expect(command('--allow', host)).rejects.toThrow();
    revocation.revoke(signer.certificate, new Date(Date.now() - 3600_000));
    expect(await command('--online', '--allow', host)).toEqual([0, 'revoked']);
  });
});
