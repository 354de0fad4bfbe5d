import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCertificate } from '../../../server/pdf/index.js';
import { letterPdf } from '../../support/letter-pdf.js';
import { signPlainly } from '../../support/plain-signing.js';
import { makeTestAuthority } from '../../../demo/bsre-simulator/simulated-authority.js';
import { throughQpdf } from '../../support/pdf-oracles.js';
import {
  formToSign,
  jsonToSign,
  runningSimulator,
  signerNik,
  type CalledSimulator,
} from '../../support/running-simulator.js';

let simulator: CalledSimulator;
const letter = letterPdf();
let signed: Uint8Array;
let tampered: Uint8Array;

beforeAll(async () => {
  // An authority of its own, so that the authority of the other tests is a stranger's.
  simulator = await runningSimulator({ authority: await makeTestAuthority(new Date()) });
  const fields = { reason: 'Uji', location: 'Arso' };
  const answer = await simulator.form('/api/sign/pdf', formToSign(letter, fields));
  signed = new Uint8Array(await answer.arrayBuffer());
  tampered = Uint8Array.from(signed);
  const at = Buffer.from(tampered).indexOf('Surat tugas');
  tampered.set(Buffer.from('Surat palsu'), at);
});
afterAll(() => simulator.close());

const askForm = (pdf: Uint8Array) => simulator.form('/api/sign/verify', { signed_file: pdf });
const askJson = (pdf: Uint8Array) =>
  simulator.json('/api/v2/verify/pdf', { file: Buffer.from(pdf).toString('base64') });
async function bodyOf(asked: Promise<Response>): Promise<Record<string, unknown>> {
  const answer = await asked;
  expect(answer.status).toBe(200);
  return (await answer.json()) as Record<string, unknown>;
}

const jakarta = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{1,3}$/;
const span = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} to \d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}$/;
const zoned = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00$/;
const issuer = /^C=ID,O=Simulator eSign \(TEST\),OU=UJI COBA \(TRIAL\),CN=UJI COBA \(TRIAL\) CA Simulator/;

describe('v1', () => {
  it('tells of an unsigned file', async () => {
    expect(await bodyOf(askForm(letter))).toEqual({
      nama_dokumen: 'contoh.pdf',
      jumlah_signature: 0,
      notes: null,
      summary: null,
      details: [],
    });
  });

  it('tells of a signed one, in Jakarta’s time without saying so', async () => {
    const body = await bodyOf(askForm(signed));
    expect(body).toEqual({
      nama_dokumen: 'contoh.pdf',
      jumlah_signature: 1,
      notes: 'Dokumen valid, Sertifikat yang digunakan terpercaya',
      summary: 'VALID',
      details: [
        {
          signature_field: expect.stringMatching(/^sig_\d{13}$/),
          info_tsa: {
            name: expect.stringMatching(/^UJI COBA \(TRIAL\) Time-stamp/),
            tsa_cert_validity: expect.stringMatching(span),
          },
          info_signer: {
            issuer_dn: expect.stringMatching(issuer),
            signer_name: 'NAMA UJI SATU (TEST)',
            signer_cert_validity: expect.stringMatching(span),
            signer_dn: expect.stringMatching(/^C=ID,O=INSTANSI UJI \(TEST\),.*CN=NAMA UJI SATU \(TEST\)$/),
            cert_user_certified: true,
          },
          signature_document: {
            signed_using_tsa: true,
            reason: 'Uji',
            location: 'Arso',
            document_integrity: true,
            signature_value: null,
            hash_value: null,
            signed_in: expect.stringMatching(jakarta),
          },
        },
      ],
    });
    const [detail] = body.details as { signature_document: { signed_in: string } }[];
    const told = Date.parse(`${detail?.signature_document.signed_in.replace(' ', 'T') ?? ''}+07:00`);
    expect(Math.abs(told - Date.now())).toBeLessThan(10 * 60_000);
  });

  it('tells of a changed one', async () => {
    expect(await bodyOf(askForm(tampered))).toMatchObject({
      jumlah_signature: 1,
      summary: 'DOCUMENT NOT VALID !!!',
      notes: 'Konten Dokumen mengalami perubahan oleh pihak yang tidak berhak',
      details: [{ signature_document: { document_integrity: false } }],
    });
  });

  it('tells of a stranger’s certificate, and that it is not certified', async () => {
    expect(await bodyOf(askForm(await signPlainly(letter)))).toMatchObject({
      summary: 'DOCUMENT NOT VALID !!!',
      details: [
        {
          info_tsa: { name: null, tsa_cert_validity: null },
          info_signer: { signer_name: 'Yohana Contoh', cert_user_certified: false },
          signature_document: { document_integrity: true, signed_using_tsa: false },
        },
      ],
    });
  });

  it('fails where there is no PDF', async () => {
    expect((await askForm(Buffer.from('bukan pdf'))).status).toBe(500);
    expect((await simulator.form('/api/sign/verify', {})).status).toBe(500);
  });
});

describe('v2', () => {
  it('tells of an unsigned file', async () => {
    expect(await bodyOf(askJson(letter))).toMatchObject({
      conclusion: 'NO_SIGNATURE',
      signatureCount: 0,
      signatureInformations: [],
    });
  });

  it('tells of a signed one, its two names misspelt as the real ones are', async () => {
    expect(await bodyOf(askJson(signed))).toEqual({
      conclusion: 'VALID',
      description: 'Dokumen valid, Sertifikat yang digunakan terpercaya',
      signatureCount: 1,
      signatureInformations: [
        {
          id: expect.stringMatching(/^S-[0-9a-f]{64}$/),
          signatureFormat: 'PAdES-BASELINE-T',
          signerName: 'NAMA UJI SATU (TEST)',
          signatureDate: expect.stringMatching(zoned),
          fieldName: expect.stringMatching(/^sig_\d{13}$/),
          reason: 'Uji',
          location: 'Arso',
          certLevelCode: 0,
          signatureAlgorithm: null,
          digestAlgorithm: null,
          timestampInfomation: {
            id: expect.stringMatching(/^T-[0-9a-f]{64}$/),
            signerName: expect.stringMatching(/Time-stamp/),
            timestampDate: expect.stringMatching(zoned),
          },
          certificateDetails: expect.arrayContaining([
            {
              id: expect.stringMatching(/^C-[0-9a-f]{64}$/),
              commonName: 'NAMA UJI SATU (TEST)',
              issuerName: expect.stringMatching(issuer),
              serialNumber: expect.stringMatching(/^\d+$/),
              notBeforeDate: expect.stringMatching(zoned),
              notAfterDate: expect.stringMatching(zoned),
              signatureAlgoritm: 'RSA with SHA256',
              keyUsages: ['digitalSignature', 'nonRepudiation'],
            },
          ]),
          integrityValid: true,
          certificateTrusted: true,
          lastSignature: false,
          ltv: false,
          modified: false,
        },
      ],
    });
  });

  it('tells of a changed one, and of a stranger’s', async () => {
    expect(await bodyOf(askJson(tampered))).toMatchObject({
      conclusion: 'INVALID',
      description: 'Konten Dokumen mengalami perubahan oleh pihak yang tidak berhak',
      signatureInformations: [{ integrityValid: false, modified: true }],
    });
    expect(await bodyOf(askJson(await signPlainly(letter)))).toMatchObject({
      conclusion: 'INVALID',
      signatureInformations: [
        {
          signatureFormat: 'PAdES-BASELINE-B',
          timestampInfomation: null,
          integrityValid: true,
          certificateTrusted: false,
          certificateDetails: [{ commonName: 'Yohana Contoh' }],
        },
      ],
    });
  });

  it('shows the clock of the gateway beside that of the time-stamp', async () => {
    const headers = { 'x-sim-clock-ahead': '347' };
    const answer = await simulator.json('/api/v2/sign/pdf', jsonToSign(letter), headers);
    const { file } = (await answer.json()) as { file: string[] };
    const body = await bodyOf(simulator.json('/api/v2/verify/pdf', { file: file[0] }));
    const [{ signatureDate = '', timestampInfomation } = {}] = body.signatureInformations as {
      signatureDate: string;
      timestampInfomation: { timestampDate: string };
    }[];
    const ahead = Date.parse(signatureDate) - Date.parse(timestampInfomation?.timestampDate ?? '');
    expect(ahead / 1000).toBeGreaterThan(330);
    expect(ahead / 1000).toBeLessThan(349);
  });

  it('fails where there is no PDF, or one that is locked', async () => {
    const locked = await throughQpdf(letter, '--encrypt', 'a', 'b', '256', '--');
    for (const pdf of [Buffer.from('bukan pdf'), locked]) {
      const answer = await askJson(pdf);
      expect(answer.status).toBe(500);
      expect(await answer.json()).toMatchObject({ status: 500 });
    }
    expect((await simulator.json('/api/v2/verify/pdf', { file: '' })).status).toBe(500);
    expect((await simulator.json('/api/v2/verify/pdf', { file: ['JVBERi0='] })).status).toBe(500);
    expect((await simulator.json('/api/v2/verify/pdf', { file: 'JVBERi0' })).status).toBe(400);
  });
});

describe('the chain of a certificate', () => {
  it('is leaf, issuer and root, by person or by certificate', async () => {
    const body = await bodyOf(simulator.call(`/api/v2/user/certificate/chain/${signerNik}`));
    const chain = (body.data as string[]).map((text) => readCertificate(Buffer.from(text, 'base64')));
    expect(chain).toHaveLength(3);
    const [leaf, between, root] = chain;
    expect(between && leaf?.isSignedBy(between) && root && between.isSignedBy(root)).toBe(true);
    expect(Buffer.from(root?.der ?? []).equals(simulator.root.der)).toBe(true);

    const judged = await bodyOf(askJson(signed));
    const [{ certificateDetails = [] } = {}] = judged.signatureInformations as {
      certificateDetails: { id: string }[];
    }[];
    const byId = await bodyOf(
      simulator.call(`/api/v2/user/certificate/chain/${certificateDetails[0]?.id ?? ''}`),
    );
    expect(byId).toEqual(body);
  });

  it('of nobody is a line of text that says it is JSON', async () => {
    for (const id of ['9111990101900002', 'C-00', 'x']) {
      const answer = await simulator.call(`/api/v2/user/certificate/chain/${id}`);
      expect([answer.status, answer.headers.get('content-type')]).toEqual([400, 'application/json']);
      await expect(answer.json()).rejects.toThrow();
    }
  });

  it('ends at a root that can be had', async () => {
    const pem = await (await simulator.call('/sim/root')).text();
    expect(Buffer.from(readCertificate(pem).der).equals(simulator.root.der)).toBe(true);
    expect(simulator.root.subjectName).toMatch(/TEST/);
  });
});
