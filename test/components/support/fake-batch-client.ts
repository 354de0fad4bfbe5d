import { BatchFrameElement } from '../../../components/sign-frame/batch-frame.js';
import type { BatchClient } from '../../../components/sign-frame/batch-client.js';
import type { Theme } from '../../../components/internal/surroundings.js';
import type { Language } from '../../../components/internal/words.js';
import type { BatchProgress, SignBatch } from '../../../server/contract/sign-batches.js';
import type { SignPreflight } from '../../../server/contract/signing.js';
import { allRead } from '../../fixtures/drawn-batches.js';
import { preflight } from '../../fixtures/sign-preflights.js';
import { paper } from './fake-sign-client.js';
import { boxed } from './frame-box.js';

type Answer = BatchProgress | (() => Promise<BatchProgress>);

export interface FakeBatch {
  /** Answers of `show`, each once, the last for ever. */
  readonly shows?: readonly (SignBatch | (() => Promise<SignBatch>))[];
  /** Answers of `progress`, each once, the last for ever. */
  readonly progress?: readonly Answer[];
  readonly sign?: Answer;
  readonly resume?: Answer;
  readonly cancel?: Answer;
  readonly leave?: (letterId: string, left: boolean) => Promise<BatchProgress>;
  readonly seen?: () => Promise<void>;
  /** A letter's own checks. */
  readonly own?: SignPreflight | (() => Promise<SignPreflight>);
}

/** What was asked, in order: `['sign', passphrase, documents]`. */
export type Asked = readonly [string, ...unknown[]];

/** Speaks with nobody. Keeps what it was asked, so that a test can tell what was sent and how often. */
export function fakeBatchClient(setting: FakeBatch = {}) {
  const { shows = [allRead], progress = [], own = preflight } = setting;
  const asked: Asked[] = [];
  const counts = { show: 0, progress: 0 };
  const give = <T>(answer: T | (() => Promise<T>)): Promise<T> =>
    typeof answer === 'function' ? (answer as () => Promise<T>)() : Promise.resolve(answer);
  const next = <T>(answers: readonly (T | (() => Promise<T>))[], name: 'show' | 'progress'): Promise<T> => {
    const answer = answers[Math.min(counts[name]++, answers.length - 1)];
    if (answer === undefined) throw new Error(`Nobody expected ${name}.`);
    return give(answer);
  };
  const last = shows.at(-1);
  const same: Answer = typeof last === 'object' ? last : allRead;
  const client: BatchClient = {
    show: () => next(shows, 'show'),
    progress: () => next(progress.length > 0 ? progress : [same], 'progress'),
    seen: (...given) => {
      asked.push(['seen', ...given]);
      return setting.seen?.() ?? Promise.resolve();
    },
    leave: (letterId, left) => {
      asked.push(['leave', letterId, left]);
      return setting.leave?.(letterId, left) ?? give(withLeft(same, letterId, left));
    },
    sign: (passphrase, documents, { code } = {}) => {
      asked.push(['sign', passphrase, documents, ...(code === undefined ? [] : [code])]);
      return give(setting.sign ?? same);
    },
    resume: () => {
      asked.push(['resume']);
      return give(setting.resume ?? same);
    },
    cancel: () => {
      asked.push(['cancel']);
      return give(setting.cancel ?? same);
    },
    of: (intentId) => ({
      show: () => {
        asked.push(['own', intentId]);
        return give(own);
      },
      askPasskey: () => Promise.reject(new Error('Nobody enrolled a passkey.')),
      notice: (what) => Promise.resolve(void asked.push(['notice', intentId, what])),
      pageUrl: (page) => paper(page),
    }),
  };
  return { client, asked, counts, askedOf: (name: string) => asked.filter(([one]) => one === name) };
}

function withLeft(answer: Answer, letterId: string, left: boolean): Answer {
  if (typeof answer === 'function') return answer;
  const { items } = answer as SignBatch;
  return {
    ...answer,
    items: items.map((one) => (one.letterId === letterId ? { ...one, state: left ? 'left' : 'ready' } : one)),
  };
}

export interface BatchSetting extends FakeBatch {
  readonly language?: Language | undefined;
  readonly theme?: Theme | undefined;
  readonly height?: string | undefined;
}

/** The screen in a box of the page, as that of one letter. */
export function batchFrame(setting: BatchSetting = {}): BatchFrameElement {
  BatchFrameElement.define();
  const element = document.createElement('noken-batch-frame');
  element.style.contain = 'layout';
  element.style.height = setting.height ?? '760px';
  element.client = fakeBatchClient(setting).client;
  element.windowUrl = 'https://noken.example/v1/batch-frame?batch=contoh&window=1';
  element.language = setting.language ?? 'id';
  element.theme = setting.theme ?? 'light';
  element.pause = 10;
  element.grace = 40;
  return element;
}

export async function shownBatch(setting: FakeBatch = {}, width = '800px') {
  const frame = batchFrame();
  const fake = fakeBatchClient(setting);
  frame.client = fake.client;
  return { frame, told: await boxed(frame, width), ...fake };
}
