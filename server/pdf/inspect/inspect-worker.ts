import type { MessagePort } from 'node:worker_threads';
import type { PdfLimits } from '../core/limits.js';
import { remoteSource } from '../core/remote-source.js';
import { answerJobs } from '../core/worker-answer.js';
import { inspectFile } from './inspect-file.js';

/** What an inspection in a worker begins with. */
export interface InspectJob {
  readonly size: number;
  readonly limits: PdfLimits;
  readonly pieces: MessagePort;
}

/** Entry of the thread on which a file that is handed in is looked into. */
answerJobs(({ size, limits, pieces }: InspectJob) => inspectFile(remoteSource(size, pieces), limits));
