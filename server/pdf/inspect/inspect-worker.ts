import type { PdfLimits } from '../core/limits.js';
import { answerJobs } from '../core/worker-answer.js';
import { inspectFile } from './inspect-file.js';

/** Entry of the process in which a file that is handed in is looked into. */
answerJobs((limits: PdfLimits, source) => inspectFile(source, limits));
