import { beforeAll, describe, expect, test } from 'vitest';
import { bytesSource, concatSource } from '../../server/pdf/core/byte-source.js';
import { hashOf } from '../../server/pdf/core/hash-algorithm.js';
import { KeyRefusal } from '../../server/pdf/core/key-refusal.js';
import { PdfDict, PdfRef, PdfStream } from '../../server/pdf/core/objects.js';
import { addDocumentTimestamp } from '../../server/pdf/sign/document-timestamp.js';
import { addValidationMaterial } from '../../server/pdf/sign/add-validation-material.js';
import type { KeySigner } from '../../server/pdf/sign/key-signer.js';
import { signPdf, type SignatureLevel, type SignPdfOptions } from '../../server/pdf/sign/sign-pdf.js';
import type { TimestampAuthority } from '../../server/pdf/sign/timestamp-authority.js';
import { verifyPdf } from '../../server/pdf/verify/verify-pdf.js';
import { hybridLetterPdf, letterPdf } from '../support/letter-pdf.js';
import { opensslRevocation, type OpensslRevocation } from '../support/openssl-revocation.js';
import { pdfsigVerdicts, qpdfCheck, throughQpdf, withFile } from '../support/pdf-oracles.js';
import { joined, opened, signedParts } from '../support/signed-parts.js';
import { certifiedSigner, testAuthority, testTimestamps } from '../support/test-authority.js';

let head: KeySigner<void>;
let regent: KeySigner<void>;
let timestamp: TimestampAuthority;
let revocation: OpensslRevocation;
let issuers: SignPdfOptions['issuers'];
beforeAll(async () => {
  head = await certifiedSigner('rsa-sha256', 'Kepala Dinas');
  regent = await certifiedSigner('ecdsa-sha256', 'Bupati');
  timestamp = await testTimestamps();
  const { root, issuing } = await testAuthority();
  issuers = [root.certificate];
  revocation = opensslRevocation({ issuers: [root, issuing] });
});

const how = (level: SignatureLevel, more: Partial<SignPdfOptions> = {}): SignPdfOptions => ({
  ...{ at: new Date(), name: 'Yohana Contoh', level, timestamp, revocation },
  ...(issuers && { issuers }),
  ...more,
});

const sign = async (
  base: Uint8Array,
  level: SignatureLevel,
  signer = head,
  more: Partial<SignPdfOptions> = {},
) => joined(base, await signPdf(bytesSource(base), signer, how(level, more)));

const judge = async (bytes: Uint8Array) => {
  const { root } = await testAuthority();
  return verifyPdf(bytesSource(bytes), { trust: { anchors: [root.certificate] }, now: new Date() });
};

const refusal = async (asked: Promise<unknown>) => {
  const error: unknown = await asked.catch((reason: unknown) => reason);
  if (!(error instanceof KeyRefusal)) throw error;
  return error.code;
};

test.each([1, 2, 3] as const)(
  'a certification of level %d lets what proves it be added, to B-LTA',
  async (certify) => {
    const file = await sign(letterPdf(), 'B-LTA', head, { certify });
    const { verdict, trusted, signatures } = await judge(file);
    expect({ verdict, trusted }).toEqual({ verdict: 'intact', trusted: true });
    expect(signatures.map(({ level, changesAfter, kind }) => [kind, level, changesAfter])).toEqual([
      ['signature', 'B-LTA', 'permitted'],
      ['timestamp', 'other', 'none'],
    ]);
  },
);

describe('two signers in order, each with evidence and a document time-stamp', () => {
  const shapes: Record<string, () => Promise<Uint8Array> | Uint8Array> = {
    'a classic table': () => letterPdf(),
    'a cross-reference stream with object streams': () =>
      throughQpdf(letterPdf(), '--object-streams=generate'),
    'a hybrid file': () => hybridLetterPdf(),
    'a linearized file': () => throughQpdf(letterPdf(), '--linearize'),
    'a linearized file with object streams': () =>
      throughQpdf(letterPdf(), '--linearize', '--object-streams=generate'),
  };

  test.each(Object.keys(shapes))('on %s', async (name) => {
    const base = (await shapes[name]?.()) ?? new Uint8Array();
    const once = await sign(base, 'B-LTA');
    const twice = await sign(once, 'B-LTA', regent);
    expect(once.subarray(0, base.length)).toEqual(base);
    expect(twice.subarray(0, once.length)).toEqual(once);

    expect(await judge(twice)).toMatchObject({
      verdict: 'intact',
      trusted: true,
      signatures: [
        { kind: 'signature', level: 'B-LTA', changesAfter: 'permitted' },
        { kind: 'timestamp', changesAfter: 'permitted' },
        { kind: 'signature', level: 'B-LTA', changesAfter: 'permitted' },
        { kind: 'timestamp', covers: 'whole-file', changesAfter: 'none' },
      ],
    });
    await withFile(twice, async (path) => {
      const verdicts = await pdfsigVerdicts(path);
      expect(verdicts.filter((verdict) => verdict === 'Signature is Valid.')).toHaveLength(2);
      expect(await qpdfCheck(path)).toBe(0);
    });
  });
});

test.each([
  ['B-B', 1, 0],
  ['B-T', 1, 0],
  ['B-LT', 2, 0],
  ['B-LTA', 3, 1],
] as const)('%s is %d revisions, %d of them a document time-stamp', async (level, revisions, stamps) => {
  const signed = await sign(letterPdf(), level);
  const report = await judge(signed);
  expect(report).toMatchObject({ verdict: 'intact', revisions: revisions + 1 });
  expect(report.signatures[0]?.level).toBe(level);
  expect(report.signatures.filter(({ kind }) => kind === 'timestamp')).toHaveLength(stamps);
});

describe('the store of evidence', () => {
  const storeOf = async (bytes: Uint8Array) => {
    const document = await opened(bytes);
    const catalog = await document.catalog();
    const store = (await document.dict(catalog.get('DSS'))) ?? new PdfDict();
    const list = async (key: string) => (await document.array(store.get(key))) ?? [];
    const own = (await document.dict(store.get('VRI'))) ?? new PdfDict();
    return { document, catalog, store, own, list };
  };

  test('names each signature by the hash of its whole value, and what belongs to it', async () => {
    const signed = await sign(letterPdf(), 'B-LT');
    const { own, list, document, catalog } = await storeOf(signed);
    const [part] = await signedParts(signed);
    const key = Buffer.from(hashOf('sha1', part?.contents ?? new Uint8Array()))
      .toString('hex')
      .toUpperCase();
    expect([...own.keys()]).toEqual([key]);
    const entry = await document.dict(own.get(key));
    // Signer, stamp, issuing CA and root; OCSP for the first two, a list for the third.
    expect(entry?.get('Cert')).toHaveLength(4);
    expect(entry?.get('OCSP')).toHaveLength(2);
    expect(entry?.get('CRL')).toHaveLength(1);
    expect(await list('Certs')).toEqual(entry?.get('Cert'));
    const [first] = await list('OCSPs');
    const stream = await document.get(first as PdfRef);
    expect(stream instanceof PdfStream && stream.dict.name('Filter')).toBe('FlateDecode');
    const extensions = await document.dict(catalog.get('Extensions'));
    expect(extensions?.get('ESIC')).toMatchObject({});
  });

  test('grows without losing or repeating anything', async () => {
    const once = await storeOf(await sign(letterPdf(), 'B-LT'));
    const twice = await storeOf(await sign(await sign(letterPdf(), 'B-LT'), 'B-LT', regent));
    expect(once.own.size).toBe(1);
    expect(twice.own.size).toBe(2);
    // One certificate more: that of the second signer.
    expect(await twice.list('Certs')).toHaveLength((await once.list('Certs')).length + 1);
    const pieces = new Set<string>();
    for (const key of ['Certs', 'OCSPs', 'CRLs']) {
      for (const ref of await twice.list(key)) {
        const stream = await twice.document.resolve(ref);
        if (stream instanceof PdfStream)
          pieces.add(Buffer.from(await twice.document.decodedBytes(stream)).toString('hex'));
      }
    }
    const listed = await Promise.all(['Certs', 'OCSPs', 'CRLs'].map((key) => twice.list(key)));
    expect(pieces.size).toBe(listed.flat().length);
  });

  test('keeps what others put there, and their extensions', async () => {
    const base = letterPdf({
      catalogEntries: '/DSS 10 0 R /Extensions << /ADBE << /BaseVersion /1.7 /ExtensionLevel 8 >> >>',
      objects: [
        '<< /Certs [11 0 R] /OCSPs 12 0 R /VRI << /AA << /Cert [11 0 R] >> >> >>',
        '<< /Length 3 >>\nstream\nabc\nendstream',
        '[11 0 R]',
      ],
    });
    const { catalog, own, list, document } = await storeOf(await sign(base, 'B-LT'));
    expect(catalog.get('DSS')).toEqual(new PdfRef(10));
    expect((await list('Certs'))[0]).toEqual(new PdfRef(11));
    expect((await list('OCSPs'))[0]).toEqual(new PdfRef(11));
    expect(await document.dict(own.get('AA'))).toBeDefined();
    const extensions = await document.dict(catalog.get('Extensions'));
    expect([...(extensions?.keys() ?? [])]).toEqual(['ADBE', 'ESIC']);
  });

  test('holds the responder that the issuer appointed, which nobody need ask about', async () => {
    const { root, issuing } = await testAuthority();
    const delegated = opensslRevocation({ issuers: [root, issuing], responder: 'delegated' });
    const signed = await sign(letterPdf(), 'B-LT', head, { revocation: delegated });
    const { document, list } = await storeOf(signed);
    const names: string[] = [];
    for (const ref of await list('Certs')) {
      const stream = await document.resolve(ref);
      if (stream instanceof PdfStream)
        names.push(Buffer.from(await document.decodedBytes(stream)).toString('latin1'));
    }
    expect(names.some((der) => der.includes('Penjawab OCSP'))).toBe(true);
    expect(delegated.asked).not.toContain('Penjawab OCSP');
    expect(await judge(signed)).toMatchObject({ verdict: 'intact', signatures: [{ level: 'B-LT' }] });
  });

  test('holds a list that clears a responder without that mark', async () => {
    const { root, issuing } = await testAuthority();
    const delegated = opensslRevocation({ issuers: [root, issuing], responder: 'delegated-unmarked' });
    const signed = await sign(letterPdf(), 'B-LT', head, { revocation: delegated });
    expect(delegated.asked).toContain('Penjawab OCSP');
    expect(await judge(signed)).toMatchObject({ verdict: 'intact', signatures: [{ level: 'B-LT' }] });
    const deaf = {
      evidence: async (...asked: Parameters<typeof delegated.evidence>) => ({
        ...(await delegated.evidence(...asked)),
        crls: [],
      }),
    };
    expect(await refusal(sign(letterPdf(), 'B-LT', head, { revocation: deaf }))).toBe('evidence-missing');
  });

  test('takes an issuer that the source finds, and not one that did not sign', async () => {
    const finds = (found: 'root' | 'issuing'): SignPdfOptions['revocation'] & object => ({
      evidence: (...asked) => revocation.evidence(...asked),
      issuer: async () => (await testAuthority())[found].certificate,
    });
    const without = (found: 'root' | 'issuing') =>
      sign(letterPdf(), 'B-LT', head, { issuers: [], revocation: finds(found) });
    expect(await judge(await without('root'))).toMatchObject({ signatures: [{ level: 'B-LT' }] });
    expect(await refusal(without('issuing'))).toBe('evidence-missing');
  });

  test('takes lists alone where there is no OCSP', async () => {
    const { root, issuing } = await testAuthority();
    const lists = opensslRevocation({ issuers: [root, issuing], kind: 'crl' });
    const { list } = await storeOf(await sign(letterPdf(), 'B-LT', head, { revocation: lists }));
    expect(await list('OCSPs')).toEqual([]);
    expect((await list('CRLs')).length).toBeGreaterThanOrEqual(2);
  });

  test('asks once for each certificate, after the time-stamp is there', async () => {
    const order: string[] = [];
    const watched: SignPdfOptions['revocation'] = {
      evidence: (certificate, issuer) => {
        order.push(certificate.commonName);
        return revocation.evidence(certificate, issuer);
      },
    };
    const stamping: TimestampAuthority = {
      stamp: (imprint) => {
        order.push('stamp');
        return timestamp.stamp(imprint);
      },
    };
    await sign(letterPdf(), 'B-LTA', head, { revocation: watched, timestamp: stamping });
    expect(order[0]).toBe('stamp');
    expect(order.at(-1)).toBe('stamp');
    const asked = order.slice(1, -1);
    expect(asked).toHaveLength(3);
    expect(new Set(asked).size).toBe(3);
  });
});

describe('each step alone', () => {
  test('evidence and a document time-stamp are added to a signature of others', async () => {
    const signed = await sign(letterPdf(), 'B-T');
    const { tail, missing, ...counts } = await addValidationMaterial(bytesSource(signed), {
      ...{ revocation, now: new Date() },
      certificates: issuers ?? [],
    });
    expect(missing).toEqual([]);
    expect(counts).toEqual({ certificates: 4, ocsps: 2, crls: 1 });
    const provided = concatSource(bytesSource(signed), bytesSource(tail));
    const stamp = await addDocumentTimestamp(provided, timestamp);
    expect(await judge(joined(joined(signed, tail), stamp))).toMatchObject({
      verdict: 'intact',
      signatures: [{ level: 'B-LTA' }, { kind: 'timestamp' }],
    });
  });

  test('both are allowed by a certification that allows nothing else', async () => {
    const signed = await sign(letterPdf(), 'B-LTA', head, { certify: 1 });
    expect(await judge(signed)).toMatchObject({ verdict: 'intact' });
  });

  test('a file without a signature has no evidence to gather, but may be stamped', async () => {
    const plain = bytesSource(letterPdf());
    await expect(addValidationMaterial(plain, { revocation, now: new Date() })).rejects.toMatchObject({
      code: 'pdf-unsigned',
    });
    const stamped = joined(letterPdf(), await addDocumentTimestamp(plain, timestamp));
    expect(await judge(stamped)).toMatchObject({ verdict: 'intact', signatures: [{ kind: 'timestamp' }] });
  });

  test('an encrypted file gets neither', async () => {
    const encrypted = bytesSource(await throughQpdf(letterPdf(), '--encrypt', 'u', 'o', '256', '--'));
    for (const adding of [
      addValidationMaterial(encrypted, { revocation, now: new Date() }),
      addDocumentTimestamp(encrypted, timestamp),
    ]) {
      await expect(adding).rejects.toMatchObject({ code: 'pdf-encrypted' });
    }
  });

  test('a token larger than usual finds its room', async () => {
    const sizes: number[] = [];
    const large: TimestampAuthority = {
      stamp: (imprint) => {
        sizes.push(imprint.length);
        return Promise.resolve(
          Buffer.concat([Buffer.from([0x30, 0x83, 0, 0x50, 0]), Buffer.alloc(0x5000, 5)]),
        );
      },
    };
    const tail = await addDocumentTimestamp(bytesSource(letterPdf()), large);
    expect(sizes).toHaveLength(2);
    const [part] = await signedParts(joined(letterPdf(), tail));
    expect(part?.cms).toHaveLength(0x5005);
  });
});

/** The last byte changed, which belongs to the signature or to the certificate that it verifies with. */
function forged(der: Uint8Array): Uint8Array {
  const copy = Uint8Array.from(der);
  copy[copy.length - 1] = (copy.at(-1) ?? 0) ^ 1;
  return copy;
}

describe('what is refused, and leaves nothing', () => {
  const down: TimestampAuthority = {
    stamp: () => Promise.reject(new KeyRefusal('timestamp-unreachable', 'no answer')),
  };

  test('an authority for time-stamps that is down', async () => {
    expect(await refusal(sign(letterPdf(), 'B-LT', head, { timestamp: down }))).toBe('timestamp-unreachable');
  });

  test('one that goes down between the signature and the document', async () => {
    let left = 1;
    const failing: TimestampAuthority = {
      stamp: (imprint) => (left-- > 0 ? timestamp.stamp(imprint) : down.stamp(imprint)),
    };
    expect(await refusal(sign(letterPdf(), 'B-LTA', head, { timestamp: failing }))).toBe(
      'timestamp-unreachable',
    );
  });

  test('evidence that cannot be had, and an issuer that is not at hand', async () => {
    const silent = opensslRevocation({ issuers: [] });
    expect(await refusal(sign(letterPdf(), 'B-LT', head, { revocation: silent }))).toBe('evidence-missing');
    expect(await refusal(sign(letterPdf(), 'B-LT', head, { issuers: [] }))).toBe('evidence-missing');
  });

  test('evidence about another certificate, by another hand, or none that can be read', async () => {
    const odd: (SignPdfOptions['revocation'] & object)[] = [
      { evidence: (_, issuer) => revocation.evidence(regent.certificate, issuer) },
      { evidence: () => Promise.resolve({ ocsps: [Buffer.from('0')], crls: [Buffer.from('x')] }) },
      {
        evidence: async (certificate, issuer) => {
          const { ocsps, crls } = await revocation.evidence(certificate, issuer);
          return { ocsps: ocsps.map(forged), crls: crls.map(forged) };
        },
      },
    ];
    for (const source of odd) {
      expect(await refusal(sign(letterPdf(), 'B-LT', head, { revocation: source }))).toBe('evidence-missing');
    }
  });

  test('a signer that was revoked before, not one of another name', async () => {
    const { root, issuing } = await testAuthority();
    for (const kind of ['ocsp', 'crl'] as const) {
      const source = opensslRevocation({ issuers: [root, issuing], kind });
      source.revoke(head.certificate, new Date(Date.now() - 60_000));
      expect(await refusal(sign(letterPdf(), 'B-LT', head, { revocation: source }))).toBe(
        'certificate-revoked',
      );
      await expect(sign(letterPdf(), 'B-LT', regent, { revocation: source })).resolves.toBeDefined();
    }
  });

  test('a level whose parts are not there', async () => {
    const bare = { at: new Date(), name: 'Yohana Contoh' };
    for (const level of ['B-T', 'B-LT', 'B-LTA'] as const) {
      await expect(signPdf(bytesSource(letterPdf()), head, { ...bare, level })).rejects.toThrow(TypeError);
    }
  });
});
