import type {
  BatchItem,
  BatchItemState,
  BatchProgress,
  SignBatch,
} from '../../server/contract/sign-batches.js';
import type { FrameMessage } from '../../server/contract/signing.js';
import type { OfficeReport } from '../internal/office-problem.js';
import type { Said } from './frame-stage.js';
import { wrongAt } from './run-signing.js';

/** Where the frame of many letters stands. One at a time. `said`: a refusal, above what is shown. */
export type BatchStage =
  | { readonly is: 'loading' }
  | { readonly is: 'failed'; readonly problem: OfficeReport }
  | { readonly is: 'list'; readonly said?: string | undefined }
  | { readonly is: 'letter'; readonly letterId: string; readonly said?: string | undefined }
  | { readonly is: 'sign'; readonly said?: Said | undefined }
  | {
      readonly is: 'running';
      /** The server cannot be reached at the moment. */
      readonly cut: boolean;
      /** Whether it was asked to stop after the letter that is under way. */
      readonly stopping: 'no' | 'asked' | 'unheard';
      /** How many were done when the passphrase was sent: until one more is, it may still be looked at. Else -1. */
      readonly from: number;
    }
  | { readonly is: 'stopped'; readonly said?: string | undefined }
  | { readonly is: 'refused' }
  | { readonly is: 'over' }
  | { readonly is: 'elsewhere' };

/** The batch as it stands after what the server said of its progress. */
export function withProgress(batch: SignBatch, { items, ...progress }: BatchProgress): SignBatch {
  const next: SignBatch = { ...batch, items: batch.items.map((item) => ({ ...item })) };
  delete next.stop;
  delete next.place;
  for (const item of next.items) delete item.problem;
  return { ...next, ...progress, items: next.items.map((item, at) => ({ ...item, ...items[at] })) };
}

/** The batch with pages that were in view. */
export function withSeen(batch: SignBatch, letterId: string, pages: readonly number[]): SignBatch {
  const items = batch.items.map((item) =>
    item.letterId === letterId ? { ...item, seen: [...new Set([...item.seen, ...pages])] } : item,
  );
  return { ...batch, items };
}

/** Letters that would be signed now, in their order. */
export function toSign({ items }: SignBatch): readonly BatchItem[] {
  return items.filter(({ state }) => state === 'ready' || state === 'failed');
}

/** SHA-256 of each of them. */
export function documentsOf(batch: SignBatch): readonly string[] {
  return toSign(batch).map(({ sha256 }) => sha256);
}

export function wasOpened({ seen }: BatchItem): boolean {
  return seen.length > 0;
}

export function countOf({ items }: Pick<BatchProgress, 'items'>, ...states: BatchItemState[]): number {
  return items.filter(({ state }) => states.includes(state)).length;
}

/** Letters of which it is known what became of them. */
export function doneOf(batch: Pick<BatchProgress, 'items'>): number {
  return countOf(batch, 'signed', 'uncertain', 'failed', 'refused');
}

/** All but those that the official took out. */
export function chosen({ items }: Pick<BatchProgress, 'items'>): number {
  return items.length - countOf({ items }, 'left');
}

/** The next letter that was not opened yet, after this one and then from the start. */
export function nextUnopened(batch: SignBatch, after?: string): BatchItem | undefined {
  const at = batch.items.findIndex(({ letterId }) => letterId === after);
  const round = [...batch.items.slice(at + 1), ...batch.items.slice(0, Math.max(at, 0))];
  const unopened = new Set(toSign(batch).filter((item) => !wasOpened(item)));
  return round.find((item) => unopened.has(item));
}

export function itemOf(batch: SignBatch | undefined, letterId: string | undefined): BatchItem | undefined {
  return batch?.items.find((item) => item.letterId === letterId);
}

/** Where the frame goes to when the server says how a batch stands. */
export function stageFor(batch: SignBatch, title?: string): BatchStage {
  switch (batch.state) {
    case 'running':
      return { is: 'running', cut: false, stopping: 'no', from: -1 };
    case 'stopped':
      return { is: 'stopped', said: title };
    case 'done':
    case 'cancelled':
    case 'expired':
      return { is: 'over' };
  }
  const { act } = batch;
  const mayReturn = countOf(batch, 'left') > 0;
  if (act ? !act.signable : toSign(batch).length === 0 && !mayReturn) return { is: 'refused' };
  if (batch.state === 'open' || toSign(batch).some((item) => !wasOpened(item)))
    return { is: 'list', said: title };
  return { is: 'sign', ...(title === undefined ? {} : { said: { at: 'top', title } }) };
}

/** What is wrong with a field, where the refusal is about one that can be tried again. */
export function saidOf({ code, params: { left } }: OfficeReport): Said | undefined {
  const at = wrongAt[code];
  return at && (left === undefined ? { at } : { at, wrongWithLeft: Number(left) });
}

/** Tells the page around what changed, and of each letter its outcome once. */
export class BatchNews {
  private readonly told = new Map<string, BatchItemState>();
  private last = '';

  messagesOf(batch: SignBatch): readonly FrameMessage[] {
    const { state, items } = batch;
    const news: FrameMessage[] = [];
    for (const { letterId, state: outcome } of items) {
      if ((outcome !== 'signed' && outcome !== 'uncertain') || this.told.get(letterId) === outcome) continue;
      this.told.set(letterId, outcome);
      news.push({ t: 'done', letterId, outcome });
    }
    const counts = { t: 'batch', state, signed: countOf(batch, 'signed'), of: chosen(batch) } as const;
    if (JSON.stringify(counts) !== this.last) news.push(counts);
    this.last = JSON.stringify(counts);
    return news;
  }
}

/** What the page around is told when the frame comes to a stage. */
export function stepOf(stage: BatchStage, batch: SignBatch | undefined): FrameMessage | undefined {
  switch (stage.is) {
    case 'list':
    case 'letter':
    case 'sign':
    case 'stopped':
      return { t: 'state', step: 'ready' };
    case 'running':
      return { t: 'state', step: 'signing' };
    case 'refused':
      return { t: 'state', step: 'refused' };
    case 'over': {
      if (!batch) return undefined;
      if (countOf(batch, 'uncertain') > 0) return { t: 'state', step: 'uncertain' };
      return { t: 'state', step: countOf(batch, 'signed') > 0 ? 'signed' : 'refused' };
    }
    default:
      return undefined;
  }
}
