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
export { openPdf } from './core/pdf-document.js';
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
  createResponder,
  generateSigningKey,
  issueSigningCertificate,
  type AuthorityAddresses,
  type AuthorityInput,
  type CertifiedKey,
  type LocalAuthority,
  type SigningCertificateInput,
} from './authority/local-authority.js';
export { issueCrl, type CrlInput, type RevokedCertificate } from './authority/crl-issuer.js';
export { localRevocation, type LocalRevocationInput } from './authority/local-revocation.js';
export {
  ocspResponder,
  type CertificateStanding,
  type OcspAnswer,
  type OcspResponder,
} from './authority/ocsp-responder.js';
export {
  isRevocationReason,
  revocationReasons,
  type Revocation,
  type RevocationReason,
} from './authority/revocation-reason.js';
export {
  checkPassphrase,
  openSealedKey,
  PASSPHRASE_LENGTH,
  sealedKeyContext,
  sealPrivateKey,
} from './authority/sealed-key.js';
export { privateKeySigner, type KeySigner, type SignatureAlgorithm } from './sign/key-signer.js';
export { type RevocationEvidence, type RevocationSource } from './sign/revocation-source.js';
export { evidenceFolder, joinSources } from './sign/evidence-folder.js';
export { openP12, type OpenedP12 } from './sign/open-p12.js';
export { type TokenAccess } from './sign/token-session.js';
export { tokenCertificates, tokenSigner } from './sign/token-signer.js';
export {
  localTimestampAuthority,
  type LocalTimestampAuthority,
  type LocalTimestampAuthorityInput,
  type TimestampAuthority,
} from './sign/timestamp-authority.js';
export { timestampClient, type TimestampClientInput } from './sign/timestamp-client.js';
export { timestampRequest } from './sign/timestamp-request.js';
export { readTimestampResponse } from './sign/timestamp-response.js';
export { proofParts, type ProofParts, type SignatureParts } from './verify/proof-parts.js';
export { checkCms, type CmsCheck } from './verify/check-cms.js';
export { checkPath, type PathCheck } from './verify/check-path.js';
export { isSealCertificate } from './verify/seal-certificate.js';
export { type PathProblem, type PathPurpose } from './verify/path-rules.js';
export { type RevocationProblem } from './verify/check-revocation.js';
export { type OutsideEvidence } from './verify/judge-all.js';
export { revocationClient, type RevocationClient } from './verify/revocation-client.js';
export { verifyWithRevocation, type VerifyWithRevocationOptions } from './verify/verify-with-revocation.js';
export { checkTimestampToken, type TimestampCheck } from './verify/check-timestamp.js';
export { type ChangeRule, type RuleCount } from './verify/change-rule.js';
export { type CmsProblem } from './verify/cms-problem.js';
export { type DifferenceReason } from './verify/difference-reason.js';
export {
  type ReportReason,
  type RevisionReport,
  reportWithout,
  type SignatureProblem,
  type SignatureReport,
  type SignerReport,
  type StructureProblem,
  type Verdict,
  type VerificationReport,
} from './verify/verification-report.js';
export { verifyInWorker, type VerifyInWorkerOptions } from './verify/verify-in-worker.js';
export { verifyPdf, type VerifyOptions } from './verify/verify-pdf.js';
export { fingerprint, type AnchorRule } from './verify/anchor-rule.js';
export { readTrustStore, type TrustStore } from './verify/trust-store.js';
export { repairInWorker } from './repair/repair-in-worker.js';
export { type RepairedPdf, type RepairNote } from './repair/repair-pdf.js';
export { type FoundOddity, type Oddities, type Oddity } from './oddities/find-oddities.js';
export { odditiesInWorker } from './oddities/oddities-in-worker.js';
export { inspectInWorker } from './inspect/inspect-in-worker.js';
export { type FileFacts } from './inspect/inspect-file.js';
export { pageImage, pageImageLimits, type PageImageLimits } from './pages/page-image.js';
export { type PageImage, type PageImageFormat } from './pages/draw-page.js';
export { previewSignature, type PreviewOptions } from './pages/preview-signature.js';
export { type Anchor } from './anchors/anchor.js';
export {
  anchorLimits,
  findAnchors,
  findUnfilled,
  type AnchorLimits,
  type AnchorOptions,
} from './anchors/find-anchors.js';
export { onlyAnchor, placementAt } from './anchors/placement-at.js';
export { prepareSignature, type PreparedSignature, type SignatureRequest } from './sign/prepare-signature.js';
export { type SignaturePlacement } from './sign/signature-widget.js';
export { type CertificationLevel } from './sign/certification.js';
export { signFile, type SignFileJob } from './sign/sign-file.js';
export { SignFileRefusal, type SignFileRefusalCode } from './sign/sign-file-refusal.js';
export { renewSource, type RenewedSource, type RenewSourceJob } from './sign/renew-source.js';
export { renewFile, type RenewedFile, type RenewFileJob } from './sign/renew-file.js';
export {
  signPdf,
  type AuthorisedSignPdfOptions,
  type SignatureLevel,
  type SignPdfOptions,
} from './sign/sign-pdf.js';
export {
  addValidationMaterial,
  type AddedMaterial,
  type ValidationMaterialOptions,
} from './sign/add-validation-material.js';
export { addDocumentTimestamp } from './sign/document-timestamp.js';
export { signDigests } from './sign/sign-digests.js';
export { maxCmsSize } from './sign/build-cms.js';
export { type SignaturePicture } from './sign/picture-box.js';
export { signatureBox, signatureBoxWidth, type SignatureBoxText } from './sign/signature-appearance.js';
export { appendSheet, type SheetText } from './sign/append-sheet.js';
export { stampPdf, type StampRequest } from './sign/stamp-pdf.js';
export { pageGeometry, type PageGeometry } from './sign/page-geometry.js';
export { stampInset, type StampInset } from './sign/stamp-strip.js';
export { logoImage, type LogoImage } from './typeset/logo-image.js';
export { placeQr, qrDrawing, type QrDrawing } from './typeset/qr-drawing.js';
export { a4, drawnDocument, type DrawnDocument } from './typeset/drawn-document.js';
export { Drawing } from './typeset/drawing.js';
export { type Face } from './typeset/face-fonts.js';
export { printable } from './typeset/printed-text.js';
export { textWidth, wrapText } from './typeset/text-layout.js';
export { plainPage, type PlainPage } from './typeset/plain-page.js';
