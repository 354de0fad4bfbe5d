import { describe, expect, test } from 'vitest';
import { readWholeDer } from '../../server/pdf/core/der-reader.js';
import { explicit, implicit, integer, oid, sequence, setOf, tlv } from '../../server/pdf/core/der-writer.js';
import { OID } from '../../server/pdf/core/oids.js';
import { evidenceInCms } from '../../server/pdf/verify/revocation-evidence.js';
import { leaf, root } from '../support/certificate-maker.js';
import { madeAnswer, madeCrl } from '../support/evidence-maker.js';

const ca = root();
const crl = madeCrl(ca);
const answer = madeAnswer(leaf(ca).certificate, ca);
/** Without its wrapping, as CAdES keeps it. */
const bare = readWholeDer(answer).at(1).at(0).at(1).octets();

/** As much of a CMS as holds evidence. */
function cms(parts: { lists?: Uint8Array[]; signed?: Uint8Array[]; unsigned?: Uint8Array[] }): Uint8Array {
  const attributes = (tag: number, of: Uint8Array[] | undefined) => (of ? [explicit(tag, ...of)] : []);
  const signer = sequence(
    integer(1),
    sequence(),
    sequence(),
    ...attributes(0, parts.signed),
    sequence(),
    tlv(0x04),
    ...attributes(1, parts.unsigned),
  );
  const body = sequence(
    integer(1),
    setOf(),
    sequence(oid(OID.data)),
    ...(parts.lists ? [explicit(1, ...parts.lists)] : []),
    setOf(signer),
  );
  return sequence(oid(OID.signedData), explicit(0, body));
}

const attribute = (id: string, value: Uint8Array) => sequence(oid(id), setOf(value));
const counts = (bytes: Uint8Array) => {
  const { ocsps, crls } = evidenceInCms(bytes);
  return { ocsps: ocsps.length, crls: crls.length };
};

describe('evidence in a CMS is found', () => {
  const archival = sequence(explicit(0, sequence(crl)), explicit(1, sequence(answer)));

  test('in Adobe’s signed attribute', () => {
    expect(counts(cms({ signed: [attribute(OID.revocationArchival, archival)] }))).toEqual({
      ocsps: 1,
      crls: 1,
    });
  });

  test('in CAdES’ unsigned attribute, where answers lie bare', () => {
    const held = sequence(explicit(0, sequence(crl, crl)), explicit(1, sequence(bare)));
    expect(counts(cms({ unsigned: [attribute(OID.revocationValues, held)] }))).toEqual({ ocsps: 1, crls: 2 });
  });

  test('beside the certificates', () => {
    const other = implicit(1, sequence(oid(OID.ocspInCms), answer));
    expect(counts(cms({ lists: [crl, other] }))).toEqual({ ocsps: 1, crls: 1 });
  });

  test('nowhere else, and in nothing that cannot be read', () => {
    expect(counts(cms({ signed: [attribute('1.2.3.4', archival)] }))).toEqual({ ocsps: 0, crls: 0 });
    expect(counts(cms({ lists: [crl.subarray(0, 9)] }))).toEqual({ ocsps: 0, crls: 0 });
    const whole = cms({ signed: [attribute(OID.revocationArchival, archival)] });
    for (let length = 0; length < whole.length; length += 7) counts(whole.subarray(0, length));
  });
});
