import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as after } from 'node:timers/promises';
import { toPem, type Certificate } from '../../server/pdf/index.js';
import {
  drawRefusal,
  jsonAnswer,
  sendAnswer,
  spoilt,
  textAnswer,
  type GatewayAnswer,
} from './gateway-answer.js';
import { GatewayRefusal, misformed, uncaught } from './gateway-refusal.js';
import { findRoute, type GatewayRoute } from './gateway-routes.js';
import { GatewayState } from './gateway-state.js';
import type { CodeMail } from './one-time-codes.js';
import { CallerGone, readBody } from './read-body.js';
import { readJson } from './request-fields.js';
import { makeTestAuthority } from './simulated-authority.js';
import { simulatedPeople, type SimulatedPerson } from './simulated-people.js';
import { FaultSwitch, UnknownFault, type Faults } from './simulator-faults.js';
import { SimulatorLog, type SimulatorEntry } from './simulator-log.js';
import { simulatorDefaults, type SimulatorSettings } from './simulator-settings.js';

export interface RunningSimulator {
  /** `http://127.0.0.1:8789`, without a stroke at its end. */
  readonly url: string;
  readonly people: readonly SimulatedPerson[];
  readonly faults: FaultSwitch;
  readonly log: SimulatorLog;
  /** Codes that were sent, oldest first. */
  readonly mails: readonly CodeMail[];
  /** Where every path of its certificates ends. */
  readonly root: Certificate;
  close(): Promise<void>;
}

/**
 * Starts a stand-in of the eSign Client Service, both versions at once, on a port of its own. It signs truly, with
 * certificates that say TEST and bind nobody.
 */
export async function startBsreSimulator(settings: SimulatorSettings): Promise<RunningSimulator> {
  const now = settings.now ?? (() => new Date());
  const state = new GatewayState(settings, settings.authority ?? (await makeTestAuthority(now())));
  const simulator = new Simulator(state, new FaultSwitch(settings.standing), settings);
  const server = createServer((request, response) => {
    simulator.answer(request, response).catch(() => request.socket.destroy());
  });
  server.on('clientError', (_, socket) => socket.destroy());
  const host = settings.host ?? simulatorDefaults.host;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(settings.port ?? 0, host, resolve);
  });
  return {
    url: `http://${host}:${String((server.address() as AddressInfo).port)}`,
    people: simulatedPeople,
    faults: simulator.faults,
    log: simulator.log,
    mails: state.codes.mails,
    root: state.authority.root,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

class Simulator {
  readonly log = new SimulatorLog();
  private readonly mostBytes: number;

  constructor(
    private readonly state: GatewayState,
    readonly faults: FaultSwitch,
    { maxBodyBytes = simulatorDefaults.maxBodyBytes }: SimulatorSettings,
  ) {
    this.mostBytes = maxBodyBytes;
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
    if (path.startsWith('/sim/')) {
      await sendAnswer(response, await this.administer(request, path), false);
      return;
    }
    const started = this.state.now();
    const route = findRoute(request.method ?? '', path);
    const entry = this.log.begin(started, route?.kind ?? 'unknown', route?.version ?? '');
    let faults: Faults = {};
    try {
      if (!this.state.isLogin(request.headers.authorization)) throw uncaught(401);
      if (!route) throw uncaught(404);
      if (route.method !== request.method) throw uncaught(405);
      entry.faults = faults = this.faults.take(route.kind, request.headers);
      await this.serve({ request, response, route, entry, faults, started });
    } catch (error) {
      if (error instanceof CallerGone) {
        cut(request, entry);
        return;
      }
      const refusal = asRefusal(error);
      if (!refusal) entry.bug = error instanceof Error ? error.name : typeof error;
      await this.refuse(refusal ?? uncaught(), { request, response, entry, faults }, path);
    }
  }

  private async refuse(
    refusal: GatewayRefusal,
    { request, response, entry, faults }: Pick<Exchange, 'request' | 'response' | 'entry' | 'faults'>,
    path: string,
  ): Promise<void> {
    const answer = drawRefusal(refusal, faults['error-shape'], path, this.state.now());
    Object.assign(entry, { outcome: 'refused', code: refusal.code });
    if (refusal.synthetic) entry.synthetic = true;
    await this.send(request, response, entry, answer, faults);
  }

  private async serve({ request, response, route, entry, faults, started }: Exchange): Promise<void> {
    if (faults.drop === 'mid-request') {
      await readBody(request, this.mostBytes, 'half');
      cut(request, entry);
      return;
    }
    const body = await readBody(request, this.mostBytes);
    if (faults['latency-ms']) await after(Number(faults['latency-ms']));
    const busy = (['413', '429', '503', '504'] as const).find((status) => faults[`status-${status}`]);
    if (busy) {
      entry.outcome = 'unavailable';
      const headers = faults['retry-after'] ? { 'retry-after': faults['retry-after'] } : {};
      await this.send(request, response, entry, { ...textAnswer('', Number(busy)), headers }, faults);
      return;
    }
    if (faults.drop === 'before') {
      cut(request, entry);
      return;
    }
    const type = request.headers['content-type'] ?? '';
    const answer = await route.handle(this.state, { name: route.name, type, body, faults, entry, started });
    entry.outcome = 'answered';
    await this.send(request, response, entry, answer, faults);
  }

  /** Whatever was decided goes out, or is cut. */
  private async send(
    request: IncomingMessage,
    response: ServerResponse,
    entry: SimulatorEntry,
    answer: GatewayAnswer,
    faults: Faults,
  ): Promise<void> {
    entry.http = answer.status;
    if (faults.drop === 'after') {
      cut(request, entry);
      return;
    }
    const ahead = 1000 * Number(faults['clock-ahead'] ?? 0);
    const headers = {
      date: new Date(this.state.now().getTime() + ahead).toUTCString(),
      ...answer.headers,
      ...(answer.status === 401 ? { 'www-authenticate': 'Basic realm="esign"' } : {}),
    };
    // What is not wanted is let pass: a caller that is cut off while it sends may never read the answer.
    request.resume();
    if (faults.drop === 'mid-response') entry.outcome = 'dropped';
    await sendAnswer(response, spoilt({ ...answer, headers }, faults), faults.drop === 'mid-response');
  }

  /** Doors for tests, behind the same credential. */
  private async administer(request: IncomingMessage, path: string): Promise<GatewayAnswer> {
    try {
      if (!this.state.isLogin(request.headers.authorization)) throw uncaught(401);
      const body = await readBody(request, 64 * 1024);
      switch (`${request.method ?? ''} ${path}`) {
        case 'GET /sim/log':
          return jsonAnswer(this.log.all());
        case 'DELETE /sim/log':
          this.log.clear();
          return jsonAnswer({ cleared: true });
        case 'POST /sim/faults':
          this.faults.arm(readJson(body, request.headers['content-type'] ?? ''));
          return jsonAnswer({ armed: true });
        case 'DELETE /sim/faults':
          this.faults.clear();
          return jsonAnswer({ cleared: true });
        case 'GET /sim/people':
          return jsonAnswer(simulatedPeople);
        case 'GET /sim/mail':
          return jsonAnswer(this.state.codes.mails);
        case 'GET /sim/root':
          return { ...textAnswer(toPem(this.state.authority.root), 200), type: 'application/x-pem-file' };
        default:
          throw uncaught(404);
      }
    } catch (error) {
      return drawRefusal(asRefusal(error) ?? uncaught(), undefined, path, this.state.now());
    }
  }
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly route: GatewayRoute & { readonly name: string };
  readonly entry: SimulatorEntry;
  readonly faults: Faults;
  readonly started: Date;
}

function asRefusal(error: unknown): GatewayRefusal | undefined {
  if (error instanceof GatewayRefusal) return error;
  if (error instanceof UnknownFault) return misformed(error.message);
  return undefined;
}

function cut(request: IncomingMessage, entry: SimulatorEntry): void {
  entry.outcome = 'dropped';
  request.socket.destroy();
}
