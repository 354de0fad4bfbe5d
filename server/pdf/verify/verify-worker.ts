import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import type { ByteSource } from '../core/byte-source.js';
import { readCertificate } from '../core/certificate.js';
import type { WorkerAnswer } from '../core/worker-run.js';
import { verifyPdf } from './verify-pdf.js';
import type { VerificationReport } from './verification-report.js';
import type { PieceAnswer, PieceRequest, VerifyJob } from './verify-job.js';

const { size, anchors, now, limits, pieces } = workerData as VerifyJob;
const trust = { anchors: anchors.map((der) => readCertificate(der)) };
const value = await verifyPdf(remoteSource(size, pieces), { trust, now, limits });
parentPort?.postMessage({ value } satisfies WorkerAnswer<VerificationReport>);

function remoteSource(size: number, port: MessagePort): ByteSource {
  const waiting = new Map<number, (answer: PieceAnswer) => void>();
  let asked = 0;
  port.on('message', (answer: PieceAnswer) => {
    waiting.get(answer.id)?.(answer);
    waiting.delete(answer.id);
  });
  return {
    size,
    async read(offset, length) {
      asked += 1;
      const id = asked;
      const answer = await new Promise<PieceAnswer>((resolve) => {
        waiting.set(id, resolve);
        port.postMessage({ id, offset, length } satisfies PieceRequest);
      });
      if (!answer.bytes) throw new Error('A piece of the document could not be read.');
      return answer.bytes;
    },
  };
}
