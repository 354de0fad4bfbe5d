export {
  type ByteSource,
  bytesSource,
  type ClosableSource,
  concatSource,
  fileSource,
  prefixSource,
  readAll,
} from './core/byte-source.js';
export { defaultLimits, type PdfLimits } from './core/limits.js';
export { openPdf, type PdfDocument } from './core/pdf-document.js';
export { PdfRefusal, type PdfRefusalCode } from './core/pdf-refusal.js';
export {
  isSameCertificate,
  readCertificate,
  readCertificates,
  toPem,
  type Certificate,
} from './core/certificate.js';
export { hashOf, startHash, type ContentHasher, type HashAlgorithm } from './core/hash-algorithm.js';
export { KeyRefusal, type KeyRefusalCode } from './core/key-refusal.js';
export { readTstInfo, type TstInfo } from './core/tst-info.js';
export {
  createAuthority,
  generateSigningKey,
  issueSigningCertificate,
  type AuthorityInput,
  type CertifiedKey,
  type LocalAuthority,
  type SigningCertificateInput,
} from './authority/local-authority.js';
export {
  checkPassphrase,
  openSealedKey,
  PASSPHRASE_LENGTH,
  sealedKeyContext,
  sealPrivateKey,
} from './authority/sealed-key.js';
export { privateKeySigner, type KeySigner, type SignatureAlgorithm } from './sign/key-signer.js';
export { openP12, type OpenedP12 } from './sign/open-p12.js';
export {
  localTimestampAuthority,
  type LocalTimestampAuthority,
  type LocalTimestampAuthorityInput,
  type TimestampAuthority,
} from './sign/timestamp-authority.js';
export { timestampClient, type TimestampClientInput } from './sign/timestamp-client.js';
export { timestampRequest } from './sign/timestamp-request.js';
export { readTimestampResponse } from './sign/timestamp-response.js';
export { checkCms, type CmsCheck } from './verify/check-cms.js';
export { checkPath, type PathCheck, type PathProblem, type PathPurpose } from './verify/check-path.js';
export { checkTimestampToken, type TimestampCheck } from './verify/check-timestamp.js';
export { type CmsProblem } from './verify/cms-problem.js';
export { readTrustStore, type TrustStore } from './verify/trust-store.js';
