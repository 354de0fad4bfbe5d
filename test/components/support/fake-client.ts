import type { Disposed } from '../../../server/contract/dispositions.js';
import type {
  FileBytes,
  OfficeClient,
  RangeOptions,
  TransferOptions,
} from '../../../components/internal/office-client.js';
import { OfficeProblem, type OfficeReport } from '../../../components/internal/office-problem.js';
import { documentOf } from '../../fixtures/document.js';
import * as letters from '../../fixtures/letter-samples.js';
import { uncertainty } from '../../fixtures/uncertainties.js';
import { verifications } from '../../fixtures/verifications.js';

/** What was asked, in order: `['inbox', positionId, query, options]`. */
export type Call = readonly [method: keyof OfficeClient, ...parameters: readonly unknown[]];

export interface FakeClient extends OfficeClient {
  readonly calls: readonly Call[];
  /** Parameters of every call of one method. */
  callsOf(method: keyof OfficeClient): readonly (readonly unknown[])[];
}

/** Any method may be replaced: `fakeClient({ inbox: () => never() })`. */
export type Replaced = Partial<OfficeClient>;

/**
 * Answers with the letters of the pictures and talks to nobody. Same face as the real one, so what an element can ask
 * of it, it can ask of the server.
 */
export function fakeClient(replaced: Replaced = {}): FakeClient {
  const calls: Call[] = [];
  const answers: OfficeClient = {
    server: 'https://noken.example',
    me: async () => letters.me,
    renew: async () => undefined,
    inbox: async (_desk, query) => ({
      ...letters.inboxPage,
      rows: letters.inboxPage.rows.filter(
        ({ subject }) => !query?.q || subject?.toLowerCase().includes(query.q.toLowerCase()),
      ),
    }),
    letter: async () => letters.letter,
    trail: async () => letters.trail,
    dispositionChoices: async () => letters.dispositionChoices,
    letterChoices: async () => letters.letterChoices,
    duplicates: async () => [],
    monitoring: async () => letters.monitoring,
    notices: async () => ({ notices: [] }),
    unendedBatches: async () => ({ batches: [] }),
    closeNotice: async () => undefined,
    record: async () => ({
      letterId: letters.idOf(150),
      version: 1,
      agenda: { number: 413, year: 2026, unit: 'Dinas Kominfo' },
    }),
    createOutgoing: async () => ({ letterId: letters.idOf(151), version: 1 }),
    route: async () => undefined,
    markRead: async () => undefined,
    dispose: async (_desk, _letter, { recipients }) => ({
      dispositionId: letters.idOf(501),
      nodeIds: recipients.map((_, at) => letters.idOf(530 + at)),
      version: 4,
    }),
    recall: async () => undefined,
    followUp: async (_desk, _letter, { text }) => ({
      id: letters.idOf(521),
      by: letters.me.official.name,
      position: letters.desk.shortTitle,
      text,
      at: letters.fixedNow,
    }),
    close: async () => undefined,
    noDisposition: async () => undefined,
    withdraw: async () => undefined,
    giveBack: async () => undefined,
    refuse: async () => undefined,
    uncertainty: async () => uncertainty,
    decideUnsigned: async () => undefined,
    bringSigned: async (_desk, _letter, file, options) =>
      options?.onProgress?.({ done: file.size, of: file.size }),
    number: async () => ({
      number: '800.1.11.1/119/DISKOMINFO/2026',
      letterDate: '2026-11-24',
      code: '0123456789ABCDEFGHJKMNPQRS',
      version: 4,
    }),
    beginSigning: async () => ({
      intentId: letters.idOf(700),
      frameUrl: 'about:blank',
      windowUrl: 'about:blank',
      expiresAt: '2026-11-24T00:52:00.000Z',
    }),
    beginBatch: async () => ({
      batchId: letters.idOf(900),
      frameUrl: 'about:blank',
      windowUrl: 'about:blank',
      expiresAt: '2026-11-24T08:42:00.000Z',
    }),
    upload: async (_desk, _letter, file, { onProgress, onBegun }) => {
      onBegun?.(letters.idOf(800));
      onProgress?.({ done: file.size, of: file.size });
      return { uploadId: letters.idOf(800), offset: file.size, size: file.size, file: letters.file };
    },
    document: async (_desk, _letter, _document, options) => partOf(threePages, options),
    ticket: async () => ({
      url: 'https://noken.example/v1/files/contoh',
      expiresAt: '2026-11-24T00:43:00.000Z',
    }),
    letterVerification: async () => verifications.twoSigners,
    monitoringCsv: async () => ({ bytes: new TextEncoder().encode('unit;masuk\r\n'), total: 12 }),
    verifyFile: async () => verifications.trusted,
    verifyCode: async () => verifications.trusted,
    ...replaced,
  };
  const watched = Object.fromEntries(
    Object.entries(answers).map(([name, answer]: [string, unknown]) => [
      name,
      typeof answer !== 'function'
        ? answer
        : (...parameters: unknown[]): unknown => {
            calls.push([name as keyof OfficeClient, ...parameters]);
            return (answer as (...given: unknown[]) => unknown)(...parameters);
          },
    ]),
  ) as unknown as OfficeClient;
  return {
    ...watched,
    calls,
    callsOf: (method) => calls.filter(([name]) => name === method).map(([, ...parameters]) => parameters),
  };
}

const threePages = documentOf(3);

/** What a server answers to a question for a part of a file. */
export function partOf(bytes: Uint8Array<ArrayBuffer>, { range }: RangeOptions = {}): FileBytes {
  return { bytes: range ? bytes.slice(range[0], range[1] + 1) : bytes.slice(), total: bytes.length };
}

/** For the state that waits. */
export function never<T>(): Promise<T> {
  return new Promise(() => undefined);
}

/** Sends for ever and tells how far it is: 1.2 of 2.8 MB. */
export function halfway(_file: File, options?: TransferOptions): Promise<never> {
  options?.onProgress?.({ done: 1_258_291, of: 2_936_012 });
  return never();
}

/** Reads for ever and tells that 320 KB arrived. */
export function partlyThere(
  _desk: string,
  _letter: string,
  _document: string,
  options?: RangeOptions,
): Promise<never> {
  options?.onProgress?.({ done: 327_680 });
  return never();
}

/** For the state that was refused. The title is what a server would send in the reader's language. */
export function refused(
  code: OfficeReport['code'],
  title = 'Server sedang sibuk. Isian Anda tidak hilang, coba lagi sebentar.',
  status = 503,
  params: OfficeReport['params'] = {},
): Promise<never> {
  return Promise.reject(
    new OfficeProblem({
      type: `https://noken.example/problems/${code}`,
      code,
      status,
      title,
      params,
      traceId: code === 'offline' ? '' : '8F3K-20QD',
    }),
  );
}

/** The answer to a disposition is lost; from then on the server knows its key, and answers what it was sent first alone. */
export function firstArrived(disposed: Disposed): Replaced {
  let arrived: string | undefined;
  return {
    dispose: (_desk, _letter, input) => {
      const text = JSON.stringify(input);
      if (arrived === undefined) {
        arrived = text;
        return refused('offline');
      }
      return text === arrived ? Promise.resolve(disposed) : refused('idempotency-key-reused', undefined, 409);
    },
  };
}
