import type { PdfLimits } from '../core/limits.js';
import { answerJobs } from '../core/worker-answer.js';
import { repairPdf } from './repair-pdf.js';

/** Entry of the process in which a damaged file is read through and written anew. */
answerJobs((limits: PdfLimits, source) => repairPdf(source, limits));
