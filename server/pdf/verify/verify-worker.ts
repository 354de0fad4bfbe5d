import { readCertificate } from '../core/certificate.js';
import type { PdfLimits } from '../core/limits.js';
import { answerJobs } from '../core/worker-answer.js';
import type { AnchorRule } from './anchor-rule.js';
import type { OutsideEvidence } from './judge-all.js';
import { WantedList, type WantedDer } from './wanted-list.js';
import type { VerificationReport } from './verification-report.js';
import { verifyPdf } from './verify-pdf.js';

/** What a verification in a worker begins with. */
export interface VerifyJob {
  /** Trust anchors in DER. */
  readonly anchors: readonly Uint8Array[];
  readonly rules: readonly AnchorRule[];
  readonly now: Date;
  readonly limits: PdfLimits;
  readonly requireRevocation: boolean;
  readonly evidence: OutsideEvidence | undefined;
}

/** What it ends with. The wanted is beside the report, for whoever may ask the network. */
export interface VerifyAnswer {
  readonly report: VerificationReport;
  readonly wanted: readonly WantedDer[];
}

/** Entry of the process in which strangers' files are judged. */
answerJobs(async ({ anchors, rules, evidence, ...options }: VerifyJob, source): Promise<VerifyAnswer> => {
  const trust = { anchors: anchors.map((der) => readCertificate(der)), rules };
  const list = new WantedList();
  const report = await verifyPdf(source, {
    ...options,
    trust,
    ...(evidence && { evidence }),
    want: (wanted) => list.add(wanted),
  });
  return { report, wanted: list.all };
});
