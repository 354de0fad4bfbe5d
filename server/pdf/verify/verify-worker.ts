import { readCertificate } from '../core/certificate.js';
import { remoteSource } from '../core/remote-source.js';
import { answerJobs } from '../core/worker-answer.js';
import type { VerifyJob } from './verify-job.js';
import { verifyPdf } from './verify-pdf.js';

/** Entry of the thread on which strangers' files are judged. */
answerJobs(({ size, anchors, now, limits, pieces }: VerifyJob) => {
  const trust = { anchors: anchors.map((der) => readCertificate(der)) };
  return verifyPdf(remoteSource(size, pieces), { trust, now, limits });
});
