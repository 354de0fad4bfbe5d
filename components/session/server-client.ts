import type { Disposed, FollowUp } from '../../server/contract/dispositions.js';
import type {
  LetterView,
  Numbered,
  OutgoingCreated,
  Recorded,
  Ticket,
} from '../../server/contract/letters.js';
import type { BatchBegun } from '../../server/contract/sign-batches.js';
import type { SignIntent } from '../../server/contract/signing.js';
import type {
  ActOptions,
  CallOptions,
  FileBytes,
  OfficeClient,
  RangeOptions,
  TransferOptions,
} from '../internal/office-client.js';
import type { BatchReader } from './batch-reader.js';
import type { HttpClient, HttpRequest } from './http-client.js';
import { safeJson } from './safe-json.js';
import { uploadFile } from './upload-file.js';
import { verificationClient } from './verification-client.js';

export interface ServerClientParts {
  readonly server: string;
  /** With the official's token. */
  readonly http: HttpClient;
  /** Without any. */
  readonly publicHttp: HttpClient;
  readonly reader: BatchReader;
  readonly renew: () => Promise<void>;
}

/** Every path of the server that an element may need, and nothing of how a request travels. */
export function createServerClient({
  server,
  http,
  publicHttp,
  reader,
  renew,
}: ServerClientParts): OfficeClient {
  const desk = (positionId: string) => `/desks/${encodeURIComponent(positionId)}`;
  const letterPath = (positionId: string, letterId: string) =>
    `${desk(positionId)}/letters/${encodeURIComponent(letterId)}`;

  function posting(path: string, body: unknown, options: ActOptions = {}): HttpRequest {
    return {
      method: 'POST',
      path: `/v1${path}`,
      headers: {
        'Content-Type': 'application/json',
        ...(options.key === undefined ? {} : { 'Idempotency-Key': options.key }),
      },
      body: safeJson(body),
      signal: options.signal,
    };
  }
  const act = <T>(path: string, body: unknown, options?: ActOptions) =>
    http.askJson<T>(posting(path, body, options));
  const tell = async (path: string, body: unknown, options?: ActOptions) =>
    void (await http.ask(posting(path, body, options)));
  const read = <T>(path: string, options?: CallOptions) => reader.read<T>(path, options?.signal);

  return {
    server,
    renew,
    me: (options) => read('/me', options),

    inbox: (positionId, query, options) => read(`${desk(positionId)}/inbox${queryString(query)}`, options),
    letter: (positionId, letterId, options) => read<LetterView>(letterPath(positionId, letterId), options),
    trail: (positionId, letterId, options) => read(`${letterPath(positionId, letterId)}/trail`, options),
    dispositionChoices: (positionId, letterId, options) =>
      read(`${letterPath(positionId, letterId)}/disposition-choices`, options),
    letterChoices: (positionId, options) => read(`${desk(positionId)}/letter-choices`, options),
    duplicates: (positionId, like, options) =>
      read(`${desk(positionId)}/duplicates${queryString(like)}`, options),
    monitoring: (query, options) => read(`/monitoring${queryString(query)}`, options),
    notices: (positionId, options) => read(`${desk(positionId)}/notices`, options),
    unendedBatches: (positionId, options) => read(`${desk(positionId)}/sign-batches`, options),

    closeNotice: (positionId, noticeId, options) =>
      tell(`${desk(positionId)}/notices/${encodeURIComponent(noticeId)}/seen`, {}, options),

    record: (positionId, letter, options) => act<Recorded>(`${desk(positionId)}/letters`, letter, options),
    createOutgoing: (positionId, letter, options) =>
      act<OutgoingCreated>(`${desk(positionId)}/outgoing`, letter, options),
    route: (positionId, letterId, to, options) =>
      tell(`${letterPath(positionId, letterId)}/route`, to, options),
    markRead: (positionId, letterId, options) =>
      tell(`${letterPath(positionId, letterId)}/read`, {}, options),
    dispose: (positionId, letterId, disposition, options) =>
      act<Disposed>(`${letterPath(positionId, letterId)}/dispositions`, disposition, options),
    recall: (positionId, nodeId, options) =>
      tell(`${desk(positionId)}/dispositions/${encodeURIComponent(nodeId)}/recall`, {}, options),
    followUp: (positionId, letterId, report, options) =>
      act<FollowUp>(`${letterPath(positionId, letterId)}/follow-ups`, report, options),
    close: (positionId, letterId, closing, options) =>
      tell(`${letterPath(positionId, letterId)}/close`, closing, options),
    noDisposition: (positionId, letterId, closing, options) =>
      tell(`${letterPath(positionId, letterId)}/no-disposition`, closing, options),
    giveBack: (positionId, letterId, nodeId, reason, options) =>
      tell(
        `${letterPath(positionId, letterId)}/dispositions/${encodeURIComponent(nodeId)}/return`,
        { reason },
        options,
      ),
    number: (positionId, letterId, version, options) =>
      act<Numbered>(`${letterPath(positionId, letterId)}/number`, { version }, options),
    beginSigning: (positionId, letterId, version, options) =>
      act<SignIntent>(`${letterPath(positionId, letterId)}/sign-intents`, { version }, options),
    beginBatch: (positionId, letterIds, options) =>
      act<BatchBegun>(`${desk(positionId)}/sign-batches`, { letterIds }, options),

    refuse: (positionId, letterId, refusal, options) =>
      tell(`${letterPath(positionId, letterId)}/refuse`, refusal, options),
    // Alone, since the server may settle the letter on the way.
    uncertainty: (positionId, letterId, options) =>
      http.askJson({
        method: 'GET',
        path: `/v1${letterPath(positionId, letterId)}/uncertainty`,
        signal: options?.signal,
      }),
    decideUnsigned: (positionId, letterId, decision, options) =>
      tell(
        `${letterPath(positionId, letterId)}/uncertainty`,
        { ...decision, decision: 'not-signed' },
        options,
      ),
    bringSigned: async (positionId, letterId, file, options) =>
      void (await http.ask({
        method: 'POST',
        path: `/v1${letterPath(positionId, letterId)}/uncertainty/file`,
        headers: { 'Content-Type': 'application/pdf' },
        body: file,
        signal: options?.signal,
        onSent: options?.onProgress,
      })),

    withdraw: (positionId, letterId, withdrawal, options) =>
      tell(`${letterPath(positionId, letterId)}/withdraw`, withdrawal, options),

    upload: (positionId, letterId, file, options) =>
      uploadFile(http, `/v1${letterPath(positionId, letterId)}/uploads`, file, options),
    document: (positionId, letterId, documentId, options) =>
      fetchFile(
        http,
        `/v1${letterPath(positionId, letterId)}/documents/${encodeURIComponent(documentId)}${
          options?.revision === undefined ? '' : `/revisions/${options.revision}`
        }`,
        'application/pdf',
        options,
      ),
    ticket: (positionId, letterId, request, options) =>
      act<Ticket>(`${letterPath(positionId, letterId)}/tickets`, request, options),
    letterVerification: (positionId, letterId, document, options) =>
      read(`${letterPath(positionId, letterId)}/verification${queryString({ document })}`, options),
    monitoringCsv: (query, options) =>
      fetchFile(http, `/v1/monitoring${queryString(query)}`, 'text/csv', options),

    ...verificationClient(publicHttp),
  };
}

async function fetchFile(
  http: HttpClient,
  path: string,
  type: string,
  options: RangeOptions & TransferOptions = {},
): Promise<FileBytes> {
  const { range, signal, onProgress } = options;
  const answer = await http.ask({
    method: 'GET',
    path,
    // Refusals are JSON whatever was asked for.
    headers: {
      Accept: `${type}, application/problem+json`,
      ...(range ? { Range: `bytes=${range[0]}-${range[1]}` } : {}),
    },
    signal,
    onReceived: onProgress,
  });
  const total = /\/(\d+)$/.exec(answer.header('Content-Range') ?? '')?.[1];
  return { bytes: answer.bytes, total: total === undefined ? answer.bytes.length : Number(total) };
}

function queryString(query: Readonly<Record<string, string | undefined>> = {}): string {
  const given = Object.entries(query).filter(
    (pair): pair is [string, string] => pair[1] !== undefined && pair[1] !== '',
  );
  return given.length === 0 ? '' : `?${new URLSearchParams(given).toString()}`;
}
