import { writeCertificateId } from '../../server/pdf/core/certificate-id.js';
import type { Certificate } from '../../server/pdf/core/certificate.js';
import {
  certificateTime,
  explicit,
  generalizedTime,
  integer,
  octetString,
  oid,
  sequence,
  tlv,
} from '../../server/pdf/core/der-writer.js';
import { OID } from '../../server/pdf/core/oids.js';
import {
  daysFrom,
  ecdsa,
  extensionDer,
  nameDer,
  signed,
  type Holder,
  type MadeExtension,
} from './certificate-maker.js';

export interface MadeEntry {
  readonly certificate: Certificate;
  readonly at: Date;
  readonly reason?: number;
}

export interface MadeCrl {
  readonly from?: Date;
  readonly to?: Date | null;
  readonly entries?: readonly MadeEntry[];
  readonly extensions?: readonly MadeExtension[];
  readonly issuerName?: string;
  readonly hash?: 'sha1' | 'sha256';
}

/** A revocation list (RFC 5280 §5.1), of a week unless it says otherwise. */
export function madeCrl(issuer: Holder, wanted: MadeCrl = {}): Uint8Array {
  const { from = daysFrom(-1), to = daysFrom(6, from), entries = [], extensions = [] } = wanted;
  const hash = wanted.hash ?? 'sha256';
  const rows = entries.map(({ certificate, at, reason }) =>
    sequence(
      certificate.serialDer,
      certificateTime(at),
      ...(reason === undefined ? [] : [reasonDer(reason)]),
    ),
  );
  const all = [{ id: OID.crlNumber, value: integer(7) }, ...extensions];
  const body = sequence(
    integer(1),
    ecdsa(hash),
    wanted.issuerName === undefined ? issuer.certificate.subject.der : nameDer(wanted.issuerName),
    certificateTime(from),
    ...(to === null ? [] : [certificateTime(to)]),
    ...(rows.length > 0 ? [sequence(...rows)] : []),
    explicit(0, sequence(...all.map(extensionDer))),
  );
  return signed(body, issuer.key, hash);
}

function reasonDer(reason: number): Uint8Array {
  return sequence(extensionDer({ id: OID.crlReason, value: tlv(0x0a, Uint8Array.of(reason)) }));
}

export interface MadeAnswer {
  readonly status?: 'good' | 'unknown' | { readonly at: Date; readonly reason?: number };
  readonly from?: Date;
  readonly to?: Date | null;
  /** Who answers, if not the issuer. */
  readonly responder?: Holder;
  /** Sent along; the responder unless it says otherwise. */
  readonly certificates?: readonly Certificate[];
  readonly extensions?: readonly MadeExtension[];
  /** Whose key the answer is for, if not the issuer's. */
  readonly idIssuer?: Holder;
  readonly hash?: 'sha1' | 'sha256';
}

/** An OCSP response about one certificate (RFC 6960 §4.2.1), of a day unless it says otherwise. */
export function madeAnswer(certificate: Certificate, issuer: Holder, wanted: MadeAnswer = {}): Uint8Array {
  const { status = 'good', from = daysFrom(0), to = daysFrom(1, from), extensions = [] } = wanted;
  const responder = wanted.responder ?? issuer;
  const hash = wanted.hash ?? 'sha256';
  const single = sequence(
    writeCertificateId(certificate, (wanted.idIssuer ?? issuer).certificate),
    statusDer(status),
    generalizedTime(from),
    ...(to === null ? [] : [explicit(0, generalizedTime(to))]),
    ...(extensions.length > 0 ? [explicit(1, sequence(...extensions.map(extensionDer)))] : []),
  );
  const body = sequence(
    explicit(1, responder.certificate.subject.der),
    generalizedTime(from),
    sequence(single),
  );
  const along = wanted.certificates ?? (wanted.responder ? [wanted.responder.certificate] : []);
  const held = along.length > 0 ? [explicit(0, sequence(...along.map(({ der }) => der)))] : [];
  return wrapped(signed(body, responder.key, hash, ...held));
}

/** `OCSPResponse` around a basic one. */
export function wrapped(basic: Uint8Array): Uint8Array {
  return sequence(tlv(0x0a, Uint8Array.of(0)), explicit(0, sequence(oid(OID.ocspBasic), octetString(basic))));
}

function statusDer(status: NonNullable<MadeAnswer['status']>): Uint8Array {
  if (status === 'good') return tlv(0x80);
  if (status === 'unknown') return tlv(0x82);
  const { at, reason } = status;
  const why = reason === undefined ? [] : [explicit(0, tlv(0x0a, Uint8Array.of(reason)))];
  return tlv(0xa1, generalizedTime(at), ...why);
}
