import { readCertificate } from '../core/certificate.js';
import type { PdfLimits } from '../core/limits.js';
import { answerJobs } from '../core/worker-answer.js';
import { verifyPdf } from './verify-pdf.js';

/** What a verification in a worker begins with. */
export interface VerifyJob {
  /** Trust anchors in DER. */
  readonly anchors: readonly Uint8Array[];
  readonly now: Date;
  readonly limits: PdfLimits;
}

/** Entry of the process in which strangers' files are judged. */
answerJobs(({ anchors, now, limits }: VerifyJob, source) => {
  const trust = { anchors: anchors.map((der) => readCertificate(der)) };
  return verifyPdf(source, { trust, now, limits });
});
