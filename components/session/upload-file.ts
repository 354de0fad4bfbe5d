import type { UploadState } from '../../server/contract/letters.js';
import type { UploadOptions } from '../internal/office-client.js';
import { OfficeProblem } from '../internal/office-problem.js';
import { type HttpAnswer, type HttpClient, parseJson } from './http-client.js';
import { safeJson } from './safe-json.js';

/** About four seconds on a 512 kbps line: little is lost when it breaks. */
const pieceSize = 256 * 1024;
/** Tries without a byte of progress before giving up; waits double from one second up to thirty. */
const tries = 7;
const tus = { 'Tus-Resumable': '1.0.0' };

/**
 * Sends a file in pieces and survives a broken line (the core of tus 1.0): after a cut the server is asked how much it
 * has, and the rest follows.
 *
 * @param beginPath where the upload is begun, e.g. `/v1/desks/…/letters/…/uploads`
 * @throws {OfficeProblem} what the server refused, or `offline` after seven tries
 */
export async function uploadFile(
  http: HttpClient,
  beginPath: string,
  file: File,
  options: UploadOptions,
): Promise<UploadState> {
  const { signal, onProgress, onBegun, purpose } = options;
  const begun =
    options.uploadId === undefined
      ? await begin(
          http,
          beginPath,
          { name: file.name.slice(0, 200) || 'berkas.pdf', size: file.size, purpose },
          signal,
        )
      : {
          uploadId: options.uploadId,
          offset: await offsetOf(http, options.uploadId, signal),
          size: file.size,
        };
  onBegun?.(begun.uploadId);

  let { offset } = begun;
  let failures = 0;
  onProgress?.({ done: offset, of: file.size });
  // An empty file is sent too, so that the server's own refusal of it is what the reader sees.
  for (;;) {
    try {
      const answer = await sendPiece(http, begun.uploadId, file, offset, options);
      failures = 0;
      offset = Number(answer.header('Upload-Offset') ?? Math.min(offset + pieceSize, file.size));
      onProgress?.({ done: offset, of: file.size });
      if (offset >= file.size) return finished(answer, begun.uploadId, file.size);
    } catch (error) {
      if (!isPassing(error) || ++failures >= tries) throw error;
      await pause(Math.min(30_000, 500 * 2 ** failures), signal);
      offset = await offsetOf(http, begun.uploadId, signal).catch((again: unknown) => {
        if (isPassing(again)) return offset;
        throw again;
      });
    }
  }
}

function begin(
  http: HttpClient,
  path: string,
  body: unknown,
  signal: AbortSignal | undefined,
): Promise<UploadState> {
  return http.askJson({
    method: 'POST',
    path,
    signal,
    headers: { 'Content-Type': 'application/json' },
    body: safeJson(body),
  });
}

async function offsetOf(
  http: HttpClient,
  uploadId: string,
  signal: AbortSignal | undefined,
): Promise<number> {
  const answer = await http.ask({ method: 'HEAD', path: `/v1/uploads/${uploadId}`, headers: tus, signal });
  return Number(answer.header('Upload-Offset') ?? 0);
}

function sendPiece(
  http: HttpClient,
  uploadId: string,
  file: File,
  offset: number,
  options: UploadOptions,
): Promise<HttpAnswer> {
  return http.ask({
    method: 'PATCH',
    path: `/v1/uploads/${uploadId}`,
    headers: { ...tus, 'Content-Type': 'application/offset+octet-stream', 'Upload-Offset': String(offset) },
    body: file.slice(offset, offset + pieceSize),
    signal: options.signal,
    onSent: ({ done }) => options.onProgress?.({ done: Math.min(offset + done, file.size), of: file.size }),
  });
}

/** The last piece is answered with the finished upload, or with nothing. */
function finished(answer: HttpAnswer, uploadId: string, size: number): UploadState {
  if (answer.bytes.length === 0) return { uploadId, offset: size, size };
  return parseJson<UploadState>(answer.bytes) ?? { uploadId, offset: size, size };
}

/** Worth another try: the line, a busy server, or a piece that arrived though its answer did not. */
function isPassing(error: unknown): boolean {
  if (!(error instanceof OfficeProblem)) return false;
  return ['offline', 'server-busy', 'upload-offset-wrong', 'answer-invalid'].includes(error.report.code);
}

/** Ends early when the browser says that it is connected again. */
function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer);
      removeEventListener('online', end);
      signal?.removeEventListener('abort', end);
      if (signal?.aborted) reject(new DOMException('The upload was given up.', 'AbortError'));
      else resolve();
    };
    const timer = setTimeout(end, milliseconds);
    addEventListener('online', end);
    signal?.addEventListener('abort', end);
    // Given up while the answer came: no event will tell.
    if (signal?.aborted) end();
  });
}
