/** What can be made to go wrong, or to look as another release of the gateway makes it look. */
const choices = {
  /** A, B: the two shapes of a refusal. C: HTTP 500 of the framework, C-text: HTTP 500 in plain text. */
  'error-shape': ['A', 'B', 'C', 'C-text'],
  'latency-ms': 'number',
  /** As a proxy before the gateway says of a file that is too large for it. */
  'status-413': 'flag',
  'status-429': 'flag',
  'status-503': 'flag',
  'status-504': 'flag',
  /** Seconds, sent along with those above. */
  'retry-after': 'number',
  /**
   * Where the connection is cut. before: read, not signed. after: signed, kept for download (v1). mid-response: half of
   * the answer is sent. mid-request: while the request is still coming in; not signed.
   */
  drop: ['before', 'after', 'mid-response', 'mid-request'],
  'id-header': ['id_dokumen', 'id-dokumen', 'none'],
  'time-form': ['int', 'iso'],
  /** Whether `status_code` of the status answer is a number or digits in quotes. */
  'code-form': ['number', 'string'],
  /** How a second download is refused: a sentence, or the older JSON. */
  'gone-form': ['text', 'json'],
  'origin-corner': ['bottom-left', 'top-left'],
  /** What is counted on a page that is turned or cropped: the page as readers show it, or its own space. */
  'page-space': ['shown', 'own'],
  /** Damaged bytes in what was signed: true and tail: in the new revision. base: in the given file. cut: the end is gone. */
  'corrupt-pdf': ['true', 'tail', 'base', 'cut'],
  /** Written anew before it was signed: the signature is right, but the given bytes are no prefix of it. */
  'rewritten-pdf': 'flag',
  /** Seconds by which the gateway's clock is ahead of its time-stamp authority's. */
  'clock-ahead': 'number',
  'json-labelled-text': 'flag',
  'wrong-content-type': 'flag',
} as const satisfies Record<string, readonly string[] | 'number' | 'flag'>;

export type FaultName = keyof typeof choices;
export type Faults = Readonly<Partial<Record<FaultName, string>>>;
export type CallKind = 'sign' | 'seal' | 'download' | 'verify' | 'status' | 'totp' | 'chain';

/** What a test asks for: for the next `calls` calls of a kind, signing and sealing where none is named. */
export interface FaultWish extends Readonly<Partial<Record<FaultName, string | number | boolean>>> {
  readonly calls?: number;
  /** So many calls of that kind go by first. */
  readonly skip?: number;
  readonly on?: CallKind | 'any';
}

/** A wish that nobody can fulfil; a test with a slip of the pen must not pass. */
export class UnknownFault extends Error {
  override readonly name = 'UnknownFault';
}

const names = Object.keys(choices) as FaultName[];
const isName = (name: string): name is FaultName => (names as string[]).includes(name);

interface Armed {
  readonly faults: Faults;
  readonly on: CallKind | 'any' | undefined;
  skip: number;
  left: number;
}

/** The switch: faults that wait for calls. */
export class FaultSwitch {
  private armed: Armed[] = [];

  /** @param standing how this gateway behaves when nothing is wished */
  constructor(private readonly standing: Faults = {}) {}

  /** @throws {UnknownFault} */
  arm({ calls = 1, skip = 0, on, ...wish }: FaultWish): void {
    if (!Number.isInteger(calls) || calls < 1 || calls > 1_000_000)
      throw new UnknownFault('calls: a whole number from 1');
    if (!Number.isInteger(skip) || skip < 0 || skip > 1_000_000)
      throw new UnknownFault('skip: a whole number from 0');
    if (on !== undefined && !kinds.has(on)) throw new UnknownFault(`on: ${[...kinds].join(', ')}`);
    this.armed.push({ faults: readFaults(wish), on, skip, left: calls });
  }

  clear(): void {
    this.armed = [];
  }

  /** Faults of one call, which uses up one of each wish that it meets. What its own headers say goes before. */
  take(kind: CallKind, headers: Readonly<Record<string, string | string[] | undefined>>): Faults {
    let faults = this.standing;
    for (const wish of this.armed) {
      const meets = wish.on === 'any' || (wish.on ? wish.on === kind : kind === 'sign' || kind === 'seal');
      if (!meets || wish.left === 0) continue;
      if (wish.skip > 0) {
        wish.skip -= 1;
        continue;
      }
      wish.left -= 1;
      faults = { ...faults, ...wish.faults };
    }
    this.armed = this.armed.filter(({ left }) => left > 0);
    const own = Object.entries(headers).filter(([name]) => name.startsWith('x-sim-'));
    return {
      ...faults,
      ...readFaults(Object.fromEntries(own.map(([name, value]) => [name.slice(6), value]))),
    };
  }
}

const kinds: ReadonlySet<string> = new Set([
  'sign',
  'seal',
  'download',
  'verify',
  'status',
  'totp',
  'chain',
  'any',
]);

/** A flag that is false is left out. @throws {UnknownFault} */
export function readFaults(wish: Readonly<Record<string, unknown>>): Faults {
  const faults: Partial<Record<FaultName, string>> = {};
  for (const [name, value] of Object.entries(wish)) {
    if (!isName(name)) throw new UnknownFault(`no fault is called ${name}`);
    const given = ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : '';
    if (given !== 'false') faults[name] = checked(name, given);
  }
  return faults;
}

function checked(name: FaultName, value: string): string {
  const wanted: readonly string[] | 'number' | 'flag' = choices[name];
  const right =
    wanted === 'number'
      ? /^\d{1,6}$/.test(value)
      : wanted === 'flag'
        ? value === 'true'
        : wanted.includes(value);
  if (!right) throw new UnknownFault(`${name}: ${typeof wanted === 'string' ? wanted : wanted.join(', ')}`);
  return value;
}
