import { beforeAll, describe, expect, test } from 'vitest';
import { bytesSource } from '../../server/pdf/core/byte-source.js';
import { readCertificate } from '../../server/pdf/core/certificate.js';
import { readSignedData } from '../../server/pdf/core/cms-reader.js';
import { readCrl } from '../../server/pdf/core/crl.js';
import { hashOf, type ContentHasher } from '../../server/pdf/core/hash-algorithm.js';
import { KeyRefusal } from '../../server/pdf/core/key-refusal.js';
import { ocspRequest, readOcspRequest } from '../../server/pdf/core/ocsp-request.js';
import { readOcspResponse } from '../../server/pdf/core/ocsp-response.js';
import { openPdf } from '../../server/pdf/core/pdf-document.js';
import { PdfRefusal } from '../../server/pdf/core/pdf-refusal.js';
import { readTstInfo } from '../../server/pdf/core/tst-info.js';
import { openP12 } from '../../server/pdf/sign/open-p12.js';
import { checkCms } from '../../server/pdf/verify/check-cms.js';
import { checkTimestampToken } from '../../server/pdf/verify/check-timestamp.js';
import { leaf, noon, root } from '../support/certificate-maker.js';
import { madeAnswer, madeCrl } from '../support/evidence-maker.js';
import { changeBytes } from '../support/fuzz-bytes.js';
import { changeDer } from '../support/fuzz-der.js';
import { fuzzRandom } from '../support/fuzz-random.js';
import { fuzzSeeds } from '../support/fuzz-seeds.js';
import { changePlumbing, changeToken } from '../support/fuzz-tokens.js';
import { madeCms } from '../support/made-cms.js';
import { bytesOf, onePage, streamPdf, textOfBytes } from '../support/made-pdfs.js';
import { sealedP12 } from '../support/sealed-p12.js';
import { sha256, testTimestamps } from '../support/test-authority.js';

const CASES = 400;
const ca = root();
const holder = leaf(ca);
const content = Buffer.from('isi naskah');
const hashes: ContentHasher = (hash) => Promise.resolve(hashOf(hash, content));

/** Reads as many changed values as there are cases. @returns errors that are not of the kinds that callers expect */
async function strangeErrors(
  read: (bytes: Uint8Array) => unknown,
  change: (number: number) => Uint8Array,
  cases = CASES,
): Promise<string[]> {
  const strange: string[] = [];
  for (let number = 1; number <= cases; number += 1) {
    try {
      await read(change(number));
    } catch (error) {
      if (error instanceof KeyRefusal || error instanceof PdfRefusal) continue;
      strange.push(`case ${String(number)}: ${String(error instanceof Error ? error.stack : error)}`);
    }
  }
  return strange;
}

describe('a changed value of ASN.1 is read or refused, and never a bug', () => {
  const cms = madeCms(holder, content);
  const { certificate } = holder;
  const crl = madeCrl(ca, { entries: [{ certificate, at: noon, reason: 1 }] });
  const answer = madeAnswer(certificate, ca);

  test.each<[string, Uint8Array, (bytes: Uint8Array) => unknown]>([
    ['CMS', cms, readSignedData],
    ['a checked CMS', cms, (bytes) => checkCms(bytes, hashes, 'ETSI.CAdES.detached')],
    [
      'a certificate',
      certificate.der,
      (bytes) => {
        const read = readCertificate(bytes);
        return [read.publicKey, read.isSignedBy(ca.certificate), read.subjectName];
      },
    ],
    [
      'a revocation list',
      crl,
      (bytes) => {
        const read = readCrl(bytes);
        return [read.find(certificate.serialDer), read.isSignedBy(ca.certificate)];
      },
    ],
    ['an OCSP response', answer, (bytes) => readOcspResponse(bytes).isSignedBy(ca.certificate)],
    ['an OCSP request', ocspRequest(certificate, ca.certificate), readOcspRequest],
  ])('%s', async (_what, der, read) => {
    const others = [cms, certificate.der, crl, answer];
    expect(await strangeErrors(read, (number) => changeDer(der, fuzzRandom(number), others))).toEqual([]);
  });

  test('a time-stamp', async () => {
    const token = await (await testTimestamps()).stamp(sha256(content));
    const read = async (bytes: Uint8Array) => [readTstInfo(bytes), await checkTimestampToken(bytes, hashes)];
    expect(await strangeErrors(read, (number) => changeDer(token, fuzzRandom(number), [cms]))).toEqual([]);
  });

  test('a PKCS #12', async () => {
    const passphrase = Buffer.from('rahasia');
    const sealed = await sealedP12(holder, 'rahasia');
    expect(openP12(sealed, passphrase).certificate.serialHex).toBe(certificate.serialHex);
    const change = (number: number) => changeDer(sealed, fuzzRandom(number), [cms]);
    expect(await strangeErrors((bytes) => openP12(bytes, passphrase), change, 100)).toEqual([]);
  });

  test('no revocation list and no answer is signed after a change of what is signed', () => {
    for (const [der, isSigned] of [
      [crl, (bytes: Uint8Array) => readCrl(bytes).isSignedBy(ca.certificate)],
      [answer, (bytes: Uint8Array) => readOcspResponse(bytes).isSignedBy(ca.certificate)],
    ] as const) {
      expect(isSigned(der)).toBe(true);
      // From its maker's name on, all is under the signature: the times and the certificates.
      const from = Buffer.from(der).indexOf(ca.certificate.subject.der);
      for (let number = 1; number <= CASES; number += 1) {
        const random = fuzzRandom(number);
        const at = from + random.below(90);
        const changed = Uint8Array.from(der);
        changed[at] = (changed[at] ?? 0) ^ (1 << random.below(8));
        expect([number, isSignedOrRefused(isSigned, changed)]).toEqual([number, false]);
      }
    }
  });
});

function isSignedOrRefused(isSigned: (bytes: Uint8Array) => boolean, bytes: Uint8Array): boolean {
  try {
    return isSigned(bytes);
  } catch (error) {
    if (error instanceof KeyRefusal) return false;
    throw error;
  }
}

describe('a changed PDF is walked or refused, and never a bug', () => {
  let files: Uint8Array[];

  beforeAll(async () => {
    files = [...(await fuzzSeeds()).map(({ bytes }) => bytes), streamPdf(onePage, { packed: [1, 2, 3] })];
  });

  const walk = async (bytes: Uint8Array) => {
    const pdf = await openPdf(bytesSource(bytes));
    await pdf.catalog();
    await pdf.formFields();
    return [await pdf.pageCount(), pdf.maxObjectNumber, pdf.trailer.size];
  };

  test.each<[string, (bytes: Uint8Array, number: number) => Uint8Array]>([
    ['in its bytes', (bytes, number) => changeBytes(bytes, fuzzRandom(number))],
    ['in its tokens', (bytes, number) => bytesOf(changeToken(textOfBytes(bytes), fuzzRandom(number)))],
    [
      'in its offsets and lengths',
      (bytes, number) => bytesOf(changePlumbing(textOfBytes(bytes), fuzzRandom(number))),
    ],
  ])('%s', async (_where, change) => {
    const made = (number: number) => change(files[number % files.length] ?? new Uint8Array(), number);
    expect(await strangeErrors(walk, made)).toEqual([]);
  });
});
