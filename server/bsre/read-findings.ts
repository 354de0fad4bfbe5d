import {
  booleanIn,
  integerIn,
  jsonObject,
  objectIn,
  objectsIn,
  textIn,
  type Fields,
} from './answer-fields.js';
import { gatewayTime } from './gateway-time.js';

/** What the gateway finds in a file. An opinion beside our own verification, which decides. */
export interface BsreFindings {
  readonly conclusion: 'valid' | 'invalid' | 'unsigned' | 'unclear';
  /** The gateway's sentence, masked. */
  readonly said: string | undefined;
  readonly signatures: readonly BsreFoundSignature[];
  /** The answer, masked. */
  readonly raw: string;
}

export interface BsreFoundSignature {
  readonly field: string | undefined;
  readonly signer: string | undefined;
  readonly issuer: string | undefined;
  /** Such as `PAdES-BASELINE-T`; v1 does not say. */
  readonly format: string | undefined;
  /** ISO 8601, UTC, as the signer's clock had it. */
  readonly signedAt: string | undefined;
  /** Who stamped the time, and when; the instant is not told by v1. */
  readonly timestamp: { readonly name: string | undefined; readonly at: string | undefined } | undefined;
  readonly isWhole: boolean | undefined;
  readonly isTrusted: boolean | undefined;
}

/** @returns undefined where it is no answer of either version */
export function readFindings(text: string): Omit<BsreFindings, 'raw'> | undefined {
  const fields = jsonObject(text);
  if (!fields) return undefined;
  if ('signatureInformations' in fields || 'conclusion' in fields) return ofSecondVersion(fields);
  return 'jumlah_signature' in fields || 'details' in fields ? ofFirstVersion(fields) : undefined;
}

function ofSecondVersion(fields: Fields): Omit<BsreFindings, 'raw'> {
  const word = textIn(fields, 'conclusion')?.toUpperCase();
  const signatures = objectsIn(fields, 'signatureInformations').map((each): BsreFoundSignature => {
    // Both are spelled so by the gateway; the right spelling is read in case it is mended.
    const timestamp = objectIn(each, 'timestampInfomation', 'timestampInformation');
    const certificate = objectsIn(each, 'certificateDetails')[0];
    return {
      field: textIn(each, 'fieldName'),
      signer: textIn(each, 'signerName') ?? textIn(certificate, 'commonName'),
      issuer: textIn(certificate, 'issuerName'),
      format: textIn(each, 'signatureFormat'),
      signedAt: gatewayTime(textIn(each, 'signatureDate')),
      timestamp: timestamp && {
        name: textIn(timestamp, 'signerName'),
        at: gatewayTime(textIn(timestamp, 'timestampDate')),
      },
      isWhole: booleanIn(each, 'modified') === true ? false : booleanIn(each, 'integrityValid'),
      isTrusted: booleanIn(each, 'certificateTrusted'),
    };
  });
  const isValid = word === 'VALID' || word === 'TOTAL_PASSED';
  const isInvalid = word === 'INVALID' || word === 'TOTAL_FAILED';
  return {
    conclusion: concluded(signatures, integerIn(fields, 'signatureCount'), isValid, isInvalid),
    said: textIn(fields, 'description'),
    signatures,
  };
}

function ofFirstVersion(fields: Fields): Omit<BsreFindings, 'raw'> {
  const signatures = objectsIn(fields, 'details').map((each): BsreFoundSignature => {
    const signer = objectIn(each, 'info_signer');
    const stamp = objectIn(each, 'info_tsa');
    const document = objectIn(each, 'signature_document');
    return {
      field: textIn(each, 'signature_field'),
      signer: textIn(signer, 'signer_name'),
      issuer: textIn(signer, 'issuer_dn'),
      format: undefined,
      signedAt: gatewayTime(textIn(document, 'signed_in'), '+07:00'),
      timestamp:
        booleanIn(document, 'signed_using_tsa') === true
          ? { name: textIn(stamp, 'name'), at: undefined }
          : undefined,
      isWhole: booleanIn(document, 'document_integrity'),
      isTrusted: booleanIn(signer, 'cert_user_certified'),
    };
  });
  const summary = textIn(fields, 'summary', 'SUMMARY')?.toUpperCase() ?? '';
  return {
    conclusion: concluded(
      signatures,
      integerIn(fields, 'jumlah_signature'),
      /^(?:DOCUMENT )?VALID\b/.test(summary),
      /\b(?:NOT|TIDAK) VALID\b|\bINVALID\b/.test(summary),
    ),
    said: textIn(fields, 'notes'),
    signatures,
  };
}

/** Valid only where the word, the count and every signature say so. */
function concluded(
  signatures: readonly BsreFoundSignature[],
  count: number | undefined,
  isValid: boolean,
  isInvalid: boolean,
): BsreFindings['conclusion'] {
  if (signatures.some(({ isWhole }) => isWhole === false) || isInvalid) return 'invalid';
  if (signatures.length === 0 && count === 0 && !isValid) return 'unsigned';
  const isSure = signatures.length > 0 && (count ?? signatures.length) === signatures.length;
  return isValid && isSure && signatures.every(({ isWhole }) => isWhole === true) ? 'valid' : 'unclear';
}
