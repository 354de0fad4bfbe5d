/** Why the gateway did not do what it was asked for. What people read stands in the table of problems. */
export type BsreCode =
  /** Said by the gateway about the person. */
  | 'passphrase-wrong'
  | 'totp-wrong'
  | 'person-unregistered'
  | 'certificate-missing'
  | 'certificate-expired'
  /** Said by the gateway about the document. */
  | 'pdf-unreadable'
  | 'pdf-too-large'
  | 'document-gone'
  /** Said by the gateway about us or itself. */
  | 'login-refused'
  | 'address-wrong'
  | 'gateway-busy'
  | 'gateway-failed'
  | 'refused'
  | 'redirected'
  /** Seen from here. */
  | 'unreachable'
  | 'tls-refused'
  | 'cut-off'
  | 'too-slow'
  | 'answer-too-long'
  | 'answer-unreadable'
  /** Never sent. */
  | 'not-offered'
  | 'request-invalid'
  | 'placement-outside'
  | 'placement-uncertain';

interface Meaning {
  readonly code: BsreCode;
  /** Nobody has seen the gateway use this number so: it is a guess that our own trials share. */
  readonly synthetic?: true;
}

/** Numbers that BSrE's own answers carry, as far as public code shows what they mean. */
const meanings: Readonly<Record<number, Meaning>> = {
  1110: { code: 'person-unregistered' },
  2011: { code: 'person-unregistered' },
  2021: { code: 'certificate-missing' },
  2031: { code: 'passphrase-wrong' },
  2041: { code: 'totp-wrong', synthetic: true },
  2051: { code: 'certificate-expired', synthetic: true },
  4044: { code: 'document-gone' },
};

export function meaningOf(statusCode: number | undefined): Meaning | undefined {
  return statusCode === undefined ? undefined : meanings[statusCode];
}

/** Sentences that came without a number. */
const sentences: readonly (readonly [RegExp, BsreCode])[] = [
  [/passphrase\b.*\bsalah/i, 'passphrase-wrong'],
  [/\b(?:tidak|belum) terdaftar/i, 'person-unregistered'],
  [/telah di-?download|sudah di-?download|belum di-?download/i, 'document-gone'],
  [/itextpdf|InvalidPdf|BadPassword|PDF header|startxref|not a pdf|bukan (?:file )?pdf/i, 'pdf-unreadable'],
];

export function codeSaid(text: string): BsreCode | undefined {
  return sentences.find(([pattern]) => pattern.test(text))?.[1];
}
