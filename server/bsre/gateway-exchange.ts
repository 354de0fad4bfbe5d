import {
  request as requestPlain,
  type ClientRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
} from 'node:http';
import { request as requestSecure } from 'node:https';
import { rootCertificates, TLSSocket } from 'node:tls';
import type { RequestBody } from './request-body.js';

/** Which machine is asked, and as whom. */
export interface GatewayDoor {
  /** Without a slash at its end. */
  readonly address: string;
  readonly authorization: string;
  /** PEM; trusted beside the usual roots. */
  readonly authorities: readonly string[];
}

export interface Exchange {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: RequestBody;
  /** Until the last byte of the answer, in milliseconds. */
  readonly time: number;
  /** Most bytes of an answer. */
  readonly size: number;
}

export interface Answer {
  readonly http: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export type ExchangeFaultKind = 'unreachable' | 'tls-refused' | 'cut-off' | 'too-slow' | 'answer-too-long';

/** An exchange without a whole answer. */
export class ExchangeFault extends Error {
  override readonly name = 'ExchangeFault';

  constructor(
    readonly kind: ExchangeFaultKind,
    /** Whether a byte of the request may have reached the other side. */
    readonly sent: boolean,
    /** What had come of the answer. */
    readonly begun: Answer | undefined,
    /** The system's short code, such as `ECONNRESET`. Never a message: those can quote. */
    readonly reason: string,
  ) {
    super(`${kind} ${reason}`);
  }
}

/**
 * Asks the gateway once, over a connection of its own. By hand, since only so is it known whether a byte was sent: nothing
 * is written before the connection, and its TLS, stand. No redirect is followed, no proxy asked, no answer unpacked.
 *
 * @throws {ExchangeFault}
 */
export function exchange(door: GatewayDoor, asked: Exchange): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const course = new Course();
    const call = open(door, asked);
    const timer = setTimeout(() => {
      course.isLate = true;
      call.destroy();
      // Where there was no answer, no event need follow.
      settle(() => reject(course.fault('ETIMEDOUT')));
    }, asked.time);
    const settle = (end: () => void) => {
      clearTimeout(timer);
      end();
    };
    call.on('socket', (socket) => {
      socket.once('connect', () => (course.isConnected = true));
      socket.once(socket instanceof TLSSocket ? 'secureConnect' : 'connect', () => {
        course.isSent = true;
        void send(call, asked.body, course);
      });
    });
    call.on('response', (response) => {
      take(response, asked.size, course)
        .then(
          (answer) => settle(() => resolve(answer)),
          (error: unknown) => settle(() => reject(course.fault(reasonOf(error)))),
        )
        .finally(() => call.destroy());
    });
    call.on('error', (error) => {
      // An answer that has begun says more than that the rest of the request found nobody.
      if (!course.begun) settle(() => reject(course.fault(reasonOf(error))));
    });
    call.on('close', () => {
      if (!course.begun) settle(() => reject(course.fault('ECONNRESET')));
    });
  });
}

/** How far it came. */
class Course {
  isConnected = false;
  isSent = false;
  isLate = false;
  isTooLong = false;
  begun: { http: number; headers: IncomingHttpHeaders; pieces: Buffer[] } | undefined;

  fault(reason: string): ExchangeFault {
    const begun = this.begun && {
      http: this.begun.http,
      headers: this.begun.headers,
      body: Buffer.concat(this.begun.pieces),
    };
    return new ExchangeFault(this.kind(), this.isSent, begun, reason);
  }

  private kind(): ExchangeFaultKind {
    if (!this.isConnected) return 'unreachable';
    if (!this.isSent) return this.isLate ? 'unreachable' : 'tls-refused';
    if (this.isTooLong) return 'answer-too-long';
    return this.isLate ? 'too-slow' : 'cut-off';
  }
}

function open(door: GatewayDoor, asked: Exchange): ClientRequest {
  const url = new URL(door.address + asked.path);
  const ask = url.protocol === 'https:' ? requestSecure : requestPlain;
  return ask(url, {
    method: asked.method,
    agent: false,
    // Said aloud, since an environment variable could turn it off.
    rejectUnauthorized: true,
    minVersion: 'TLSv1.2',
    ...(door.authorities.length > 0 && { ca: [...rootCertificates, ...door.authorities] }),
    headers: {
      authorization: door.authorization,
      accept: 'application/json, application/pdf, */*;q=0.5',
      'accept-encoding': 'identity',
      connection: 'close',
      ...(asked.body && { 'content-type': asked.body.type, 'content-length': asked.body.length }),
    },
  });
}

async function send(call: ClientRequest, body: RequestBody | undefined, course: Course): Promise<void> {
  for (const piece of body?.pieces() ?? []) {
    // Who has answered reads no further, and what is not sent cannot be lost.
    if (course.begun || call.destroyed) return;
    if (!call.write(piece)) await isWritable(call);
  }
  if (!call.destroyed) call.end();
}

function isWritable(call: ClientRequest): Promise<void> {
  return new Promise((resolve) => {
    const events = ['drain', 'close', 'response'];
    const go = () => {
      for (const event of events) call.off(event, go);
      resolve();
    };
    for (const event of events) call.on(event, go);
  });
}

async function take(response: IncomingMessage, most: number, course: Course): Promise<Answer> {
  const pieces: Buffer[] = [];
  const http = response.statusCode ?? 0;
  course.begun = { http, headers: response.headers, pieces };
  let length = 0;
  for await (const piece of response as AsyncIterable<Buffer>) {
    length += piece.length;
    if (length > most) {
      course.isTooLong = true;
      throw new Error('EMSGSIZE');
    }
    pieces.push(piece);
  }
  if (course.isLate || !response.complete) throw new Error('ECONNRESET');
  return { http, headers: response.headers, body: Buffer.concat(pieces) };
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return /^[A-Z][A-Z0-9_]{1,60}$/.test(code) ? code : 'ECONNRESET';
}
