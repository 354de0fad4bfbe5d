import { createHash, generateKeyPairSync, sign, webcrypto, type KeyObject } from 'node:crypto';
import { CryptoKeySigner, PDF } from '@libpdf/core';
import { plainAddPlaceholder } from '@signpdf/placeholder-plain';
import { P12Signer } from '@signpdf/signer-p12';
import { SignPdf } from '@signpdf/signpdf';
import forge from 'node-forge';
import {
  createAuthority,
  issueSigningCertificate,
  privateKeySigner,
  signPdf,
  toPem,
  type ByteSource,
  type Certificate,
  type KeySigner,
} from '../server/pdf/index.js';
import { longTermBy } from '../test/support/long-term.js';
import type { PackedKey } from './pdfsig-signer.js';

export const now = new Date();
const passphrase = 'bench';
const nickname = 'bench';

/** One certified RSA-2048 key, in the hands of each program that is measured. */
export interface PdfSigners {
  readonly signer: KeySigner<void>;
  readonly root: Certificate;
  /** For programs that are no library. */
  readonly packed: PackedKey;
  /** What no program can do without: one RSA-2048 signature and the hash of the file. */
  limit(pdf: Uint8Array): unknown;
  hash(pdf: Uint8Array): unknown;
  /** Ours, with the box that is seen, or without. */
  visible(source: ByteSource): Promise<Uint8Array>;
  unseen(source: ByteSource): Promise<Uint8Array>;
  /** With the box, and with all that is needed to check it in years: level B-LT. */
  lasting(source: ByteSource): Promise<Uint8Array>;
  /** `@libpdf/core`, which draws no box. */
  libpdf(pdf: Uint8Array): Promise<unknown>;
  /** `@signpdf`, with its own placeholder and PKCS #12 signer. */
  signpdf(pdf: Uint8Array): Promise<unknown>;
}

export async function pdfSigners(): Promise<PdfSigners> {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const authority = await createAuthority({ name: 'Pengukuran', legalMode: 'trial', now });
  const notAfter = new Date(now.getTime() + 86_400_000 * 30);
  const names = { commonName: 'Yohana Contoh', notBefore: now, notAfter };
  const certificate = await issueSigningCertificate({ authority, publicKey, ...names });
  const chain = [authority.issuing.certificate];
  const signer = privateKeySigner(privateKey, certificate, chain);
  const p12 = p12Of(privateKey, [certificate, ...chain]);
  const longTerm = await longTermBy(authority);
  const peer = await libpdfSigner(privateKey, certificate, chain);
  const appearance = {
    capacity: ['Plh. KEPALA DINAS KOMUNIKASI DAN INFORMATIKA'],
    name: 'Yohana Contoh',
    rank: 'Pembina (IV/a)',
    nip: '19800101 200501 1 001',
    trial: true,
  };
  const placement = { page: 1, rect: { x: 340, y: 200 } };
  const hash = (pdf: Uint8Array) => createHash('sha256').update(pdf).digest();
  return {
    signer,
    root: authority.root.certificate,
    packed: { p12, passphrase, nickname },
    hash,
    limit: (pdf) => sign('sha256', hash(pdf), privateKey),
    visible: (source) => signPdf(source, signer, { at: now, name: 'Yohana Contoh', placement, appearance }),
    lasting: (source) =>
      signPdf(source, signer, {
        at: now,
        name: 'Yohana Contoh',
        placement,
        appearance,
        level: 'B-LT',
        ...longTerm,
      }),
    unseen: (source) => signPdf(source, signer, { at: now, name: 'Yohana Contoh' }),
    libpdf: async (pdf) => (await PDF.load(pdf)).sign({ signer: peer, signingTime: now }),
    async signpdf(pdf) {
      const words = { reason: '', contactInfo: '', name: 'Yohana Contoh', location: '' };
      const prepared = plainAddPlaceholder({ pdfBuffer: Buffer.from(pdf.buffer), ...words });
      // Its signer can be used once only.
      return new SignPdf().sign(prepared, new P12Signer(p12, { passphrase }));
    },
  };
}

async function libpdfSigner(privateKey: KeyObject, certificate: Certificate, chain: readonly Certificate[]) {
  const key = await webcrypto.subtle.importKey(
    'pkcs8',
    privateKey.export({ format: 'der', type: 'pkcs8' }),
    { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
    false,
    ['sign'],
  );
  const issuers = chain.map(({ der }) => der);
  return new CryptoKeySigner(key, certificate.der, 'RSA', 'RSASSA-PKCS1-v1_5', issuers);
}

function p12Of(privateKey: KeyObject, certificates: readonly Certificate[]): Buffer {
  const key = forge.pki.privateKeyFromPem(privateKey.export({ format: 'pem', type: 'pkcs1' }) as string);
  const read = certificates.map((each) => forge.pki.certificateFromPem(toPem(each)));
  const p12 = forge.pkcs12.toPkcs12Asn1(key, read, passphrase, { algorithm: '3des', friendlyName: nickname });
  return Buffer.from(forge.asn1.toDer(p12).getBytes(), 'latin1');
}
