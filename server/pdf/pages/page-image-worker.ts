import { parentPort, workerData } from 'node:worker_threads';
import { refusalAnswer } from '../core/worker-run.js';
import { drawPage, type PageImageJob } from './draw-page.js';

/** Entry of the thread on which a page is drawn. */
const job = workerData as PageImageJob;
try {
  const image = await drawPage(job);
  parentPort?.postMessage({ value: image }, [image.bytes.buffer]);
} catch (error) {
  parentPort?.postMessage(refusalAnswer(error));
}
