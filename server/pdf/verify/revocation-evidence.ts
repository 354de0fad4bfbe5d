import { readCrl, type Crl } from '../core/crl.js';
import { readDer, type DerNode } from '../core/der-reader.js';
import { KeyRefusal } from '../core/key-refusal.js';
import { OID } from '../core/oids.js';
import { readOcspResponse, type OcspResponse } from '../core/ocsp-response.js';

/** Answers and lists that may tell whether a certificate was revoked. Nothing in them has been checked. */
export interface Evidence {
  readonly ocsps: readonly OcspResponse[];
  readonly crls: readonly Crl[];
}

/** The same as it came, in DER. */
export interface RawEvidence {
  readonly ocsps: readonly Uint8Array[];
  readonly crls: readonly Uint8Array[];
}

export const noEvidence: Evidence = { ocsps: [], crls: [] };

/** More than the path of any real signature needs; a hundred signers with an answer each still fit. */
const MOST_OF_A_KIND = 300;

/** Reads what can be read. What cannot is left out: it would have proved nothing. */
export function readEvidence({ ocsps, crls }: RawEvidence): Evidence {
  return {
    ocsps: ocsps.slice(0, MOST_OF_A_KIND).flatMap((der) => readable(() => readOcspResponse(der))),
    crls: crls.slice(0, MOST_OF_A_KIND).flatMap((der) => readable(() => readCrl(der))),
  };
}

export function joinEvidence(...parts: readonly Evidence[]): Evidence {
  return { ocsps: parts.flatMap(({ ocsps }) => ocsps), crls: parts.flatMap(({ crls }) => crls) };
}

/**
 * What lies in a CMS: Adobe's signed attribute, CAdES' unsigned one, and the lists beside the certificates.
 *
 * @param cms a `ContentInfo` with `SignedData`, DER or BER, padded or not; of anything else nothing comes
 */
export function evidenceInCms(cms: Uint8Array): Evidence {
  const found = { ocsps: [] as Uint8Array[], crls: [] as Uint8Array[] };
  readable(() => {
    const body = readDer(cms).node.at(1).at(0);
    for (const choice of body.children.find((field) => field.is(0xa1))?.children ?? [])
      noteChoice(choice, found);
    for (const signer of body.at(body.children.length - 1).children) noteAttributes(signer, found);
  });
  return readEvidence(found);
}

type Found = { readonly ocsps: Uint8Array[]; readonly crls: Uint8Array[] };

/** `RevocationInfoChoice` (RFC 5652 §10.2.1). */
function noteChoice(choice: DerNode, { ocsps, crls }: Found): void {
  if (choice.is(0x30)) crls.push(choice.encoded);
  else if (choice.is(0xa1) && choice.at(0).oid() === OID.ocspInCms) ocsps.push(choice.at(1).encoded);
}

function noteAttributes(signer: DerNode, found: Found): void {
  for (const attributes of signer.children.filter((field) => field.is(0xa0) || field.is(0xa1))) {
    for (const attribute of attributes.children) {
      const type = attribute.at(0).oid();
      // Both have [0] lists and [1] answers; only what each calls an answer differs, and the reader takes both.
      if (type !== OID.revocationArchival && type !== OID.revocationValues) continue;
      for (const value of attribute.at(1).children) {
        found.crls.push(...listIn(value, 0));
        found.ocsps.push(...listIn(value, 1));
      }
    }
  }
}

function listIn(value: DerNode, tag: number): Uint8Array[] {
  return (
    value
      .tagged(tag)
      ?.at(0)
      .children.map((each) => each.encoded) ?? []
  );
}

function readable<Value>(read: () => Value): Value[] {
  try {
    return [read()];
  } catch (error) {
    if (error instanceof KeyRefusal) return [];
    throw error;
  }
}
