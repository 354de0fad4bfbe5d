import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bytesSource, readAll, toPem, verifyPdf } from '../../server/pdf/index.js';
import type { SignIntent, SignPreflight, Uncertainty } from '../../server/contract/signing.js';
import { verifyLedger } from '../../server/ledger/index.js';
import { cutLine, type CutLine } from './cut-line.js';
import { holdersOf } from './find-secret.js';
import { fuzzRandom, type FuzzRandom } from './fuzz-random.js';
import { gatewayOffice, gatewaySigners, type GatewayOffice } from './gateway-office.js';
import { answer, numbered, outgoingLetter, ownHeaders } from './outgoing-letter.js';
import { simulatorLogin } from './running-simulator.js';

const script = fileURLToPath(new URL('./served-office.ts', import.meta.url));
const { passphrase } = gatewaySigners.head;

/** What became of the letters of all runs. */
export interface FaultTally {
  runs: number;
  killed: number;
  signed: number;
  waiting: number;
  uncertain: number;
  decided: number;
  /** What must never be; each as a sentence. */
  wrong: string[];
}

/**
 * Signs letters at a running stand-in of the gateway over a line that breaks at every step and at random bytes, with the
 * server killed (SIGKILL) in a third of the runs, and holds what the office says against what the gateway did.
 *
 * @param seed the same cuts come again; when a process dies is the machine's own
 */
export async function faultRuns(version: 'v1' | 'v2', runs: number, seed: number): Promise<FaultTally> {
  const desk = await FaultDesk.open(version);
  try {
    const random = fuzzRandom(seed);
    for (let run = 0; run < runs; run++) await desk.run(random, run % 3 === 2);
    await desk.close();
    return desk.tally;
  } catch (error) {
    await desk.stop();
    throw error;
  }
}

class FaultDesk {
  readonly tally: FaultTally = {
    runs: 0,
    killed: 0,
    signed: 0,
    waiting: 0,
    uncertain: 0,
    decided: 0,
    wrong: [],
  };
  private child: ChildProcess | undefined;
  private address = '';
  private dying = Promise.resolve();

  private constructor(
    private readonly made: GatewayOffice,
    private readonly line: CutLine,
    private readonly master: string,
    private readonly secrets: string,
  ) {}

  static async open(version: 'v1' | 'v2'): Promise<FaultDesk> {
    const master = randomBytes(32).toString('hex');
    const made = await gatewayOffice(version, { master: Buffer.from(master, 'hex') });
    const line = await cutLine(made.simulator.url);
    const secrets = mkdtempSync(join(tmpdir(), 'noken-faults-'));
    const bsre = { address: line.url, version, login: simulatorLogin, originCorner: 'bottom-left' };
    const tenant = { bsre, trialRoots: [toPem(made.simulator.root)] };
    writeFileSync(join(secrets, 'signing.json'), JSON.stringify({ 'keerom-uji': tenant }), { mode: 0o600 });
    const desk = new FaultDesk(made, line, master, secrets);
    await desk.start();
    return desk;
  }

  /** One letter, one cut. */
  async run(random: FuzzRandom, kills: boolean): Promise<void> {
    const letter = await outgoingLetter(this.made, ['head']);
    await numbered(this.made, letter);
    const { letterId } = letter;
    const before = (await this.calls()).length;
    const wasKilled = await this.press(letterId, () => this.plan(random, kills), random);
    this.tally.runs += 1;
    if (wasKilled) {
      this.tally.killed += 1;
      await this.start();
    }
    const calls = (await this.settledCalls()).slice(before);
    const status = await this.statusOf(letterId);
    this.judge(letterId, status, calls);
    if (status === 'uncertain' && random.percent(50)) await this.decide(letterId, calls.length + before);
    await this.judgeFile(letterId);
  }

  /** The passphrase is nowhere, the ledger whole. */
  async close(): Promise<void> {
    const { made } = this;
    const holders = await holdersOf(passphrase, made.folder, this.processes());
    if (holders.length > 0) this.tally.wrong.push(`the passphrase lies in ${holders.join(', ')}`);
    await this.kill();
    const scope = { tenantId: made.tenantId, store: made.store };
    const { problems } = await verifyLedger(scope, { outside: [], anchors: [] });
    if (problems.length > 0) this.tally.wrong.push(`the ledger has ${String(problems.length)} problems`);
    await this.stop();
  }

  async stop(): Promise<void> {
    await this.kill();
    await this.line.close();
    await this.made.close();
    rmSync(this.secrets, { recursive: true, force: true });
  }

  private plan(random: FuzzRandom, kills: boolean): { delay?: number } {
    const act = kills ? () => void this.kill() : undefined;
    const side = random.pick(['request', 'response'] as const);
    // At the very ends, too: before the first byte, after the last, and beyond it, where nothing is cut.
    const after = random.percent(15) ? 0 : random.below(Math.ceil(this.line.seen[side] * 1.4));
    if (kills && random.percent(50)) return { delay: random.below(400) };
    this.line.arm({ side, after, ...(act && { act }) });
    return {};
  }

  /** Presses the button. True where the server died of it. */
  private async press(
    letterId: string,
    plan: () => { delay?: number },
    random: FuzzRandom,
  ): Promise<boolean> {
    const path = `/v1/desks/:desk/letters/${letterId}`;
    const { intentId } = await answer<SignIntent>(await this.ask('POST', `${path}/sign-intents`, {}));
    const shown = await this.own<SignPreflight>(`/v1/sign-intents/${intentId}`);
    const { delay } = plan();
    const body = { intentId, affirmed: true, passphrase, sha256: shown.letter?.sha256 };
    const timer = delay === undefined ? undefined : setTimeout(() => void this.kill(), delay);
    await this.own('/v1/sign', body).catch(() => undefined);
    clearTimeout(timer);
    this.line.disarm();
    await this.dying;
    if (!this.child) return true;
    if (random.percent(20)) await this.own(`/v1/sign-intents/${intentId}`);
    return false;
  }

  /** What the office says against what the gateway did. */
  private judge(letterId: string, status: string, calls: readonly Call[]): void {
    const { tally } = this;
    const made = calls.filter(({ signed }) => signed > 0).length;
    if (calls.length > 1) tally.wrong.push(`${letterId} was dispatched ${String(calls.length)} times`);
    if (status === 'awaiting-signature') {
      tally.waiting += 1;
      if (made > 0) tally.wrong.push(`${letterId} waits, and the gateway signed it`);
    } else if (status === 'signed') {
      tally.signed += 1;
      if (made !== 1) tally.wrong.push(`${letterId} is signed, and the gateway did it ${String(made)} times`);
    } else if (status === 'uncertain') tally.uncertain += 1;
    else tally.wrong.push(`${letterId} is left ${status}`);
  }

  /** Nothing is sent again before a person says so; then it is, once. */
  private async decide(letterId: string, before: number): Promise<void> {
    const path = `/v1/desks/:desk/letters/${letterId}`;
    const refused = await this.ask('POST', `${path}/sign-intents`, {});
    if (refused.status !== 409) this.tally.wrong.push(`${letterId} is uncertain and may be signed again`);
    const { intentId } = await answer<Uncertainty>(await this.ask('GET', `${path}/uncertainty`));
    const decision = { intentId, decision: 'not-signed', reason: 'Catatan gateway sudah diperiksa.' };
    await answer(await this.ask('POST', `${path}/uncertainty`, decision));
    await this.press(letterId, () => ({}), fuzzRandom(0));
    const status = await this.statusOf(letterId);
    const calls = (await this.settledCalls()).length - before;
    if (status !== 'signed' || calls !== 1)
      this.tally.wrong.push(`${letterId} is ${status} after a decision and ${String(calls)} dispatches`);
    this.tally.decided += 1;
  }

  /** A signed letter has exactly one signature, and a letter that is not has none. */
  private async judgeFile(letterId: string): Promise<void> {
    const { made } = this;
    const row = await made.store.read((db) =>
      db.selectFrom('letters').selectAll().where('id', '=', letterId).executeTakeFirstOrThrow(),
    );
    const rows = await made.store.read((db) =>
      db.selectFrom('signatures').select('id').where('letter_id', '=', letterId).execute(),
    );
    const file = await readAll(await made.office.documents.open(made.tenantId, row.document_sha256 ?? ''));
    const trust = { anchors: [made.simulator.root] };
    const { signatures, verdict } = await verifyPdf(bytesSource(file), { trust, now: made.now() });
    const right = row.status === 'signed' ? 1 : 0;
    const sound = right === 0 || verdict === 'intact';
    if (rows.length !== right || signatures.length !== right || !sound)
      this.tally.wrong.push(
        `${letterId} is ${row.status} with ${String(signatures.length)} signatures, ${verdict}`,
      );
  }

  private async calls(): Promise<Call[]> {
    const log = (await (await this.made.simulator.call('/sim/log')).json()) as Call[];
    return log.filter(({ kind }) => kind === 'sign');
  }

  /** Once the gateway has ended whatever it still did for somebody who is gone. */
  private async settledCalls(): Promise<Call[]> {
    for (let tries = 0; ; tries++) {
      const calls = await this.calls();
      if (tries > 400 || calls.every(({ outcome }) => outcome !== 'open')) return calls;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  private async statusOf(letterId: string): Promise<string> {
    const row = await this.made.store.read((db) =>
      db.selectFrom('letters').select('status').where('id', '=', letterId).executeTakeFirstOrThrow(),
    );
    return row.status;
  }

  private async ask(method: string, path: string, body?: unknown): Promise<Response> {
    const { token, deskId } = await this.made.as('head');
    return fetch(`${this.address}${path.replace(':desk', deskId)}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        origin: this.made.portals.A.origin,
        'content-type': 'application/json',
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  /** As the frame asks. Fetch sets no forbidden header here, so what a browser adds is added by hand. */
  private async own<T>(path: string, body?: unknown): Promise<T> {
    const headers = ownHeaders(this.made);
    const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    return answer<T>(await fetch(`${this.address}${path}`, { headers, ...init }));
  }

  private async start(): Promise<void> {
    await this.kill();
    const { made, master, secrets } = this;
    const words = ['--import', 'tsx', script, made.folder, master, made.now().toISOString()];
    const child = spawn(process.execPath, [...words, join(secrets, 'signing.json')], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.child = child;
    const [port] = (await once(child.stdout, 'data')) as [Buffer];
    this.address = `http://127.0.0.1:${port.toString().trim()}`;
  }

  /** As a power cut does. */
  private kill(): Promise<void> {
    const { child } = this;
    if (!child) return this.dying;
    this.child = undefined;
    this.dying = once(child, 'exit').then(() => undefined);
    child.kill('SIGKILL');
    return this.dying;
  }

  /** Command line and environment of every process that may be looked at, by its number; not of this one, which has it. */
  private processes(): Record<string, Uint8Array> {
    const found: Record<string, Uint8Array> = {};
    for (const pid of readdirSync('/proc').filter(
      (name) => /^\d+$/.test(name) && Number(name) !== process.pid,
    ))
      for (const file of ['cmdline', 'environ']) {
        try {
          found[`process ${pid} ${file}`] = readFileSync(`/proc/${pid}/${file}`);
        } catch {
          // It ended, or is another's.
        }
      }
    return found;
  }
}

interface Call {
  readonly kind: string;
  readonly signed: number;
  readonly outcome: string;
}
