import type { ServerResponse } from 'node:http';
import type { GatewayRefusal } from './gateway-refusal.js';
import type { Faults } from './simulator-faults.js';

/** What goes back, before any fault touches it. */
export interface GatewayAnswer {
  readonly status: number;
  readonly type: string;
  readonly body: Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
}

export function jsonAnswer(
  value: unknown,
  status = 200,
  headers: Record<string, string> = {},
): GatewayAnswer {
  return { status, type: 'application/json', body: Buffer.from(JSON.stringify(value)), headers };
}

export function textAnswer(text: string, status: number): GatewayAnswer {
  return { status, type: 'text/plain;charset=UTF-8', body: Buffer.from(text) };
}

/** A refusal on the wire: shapes A and B, the engine's words, or the framework's (domain page, 5.3 and 5.5). */
export function drawRefusal(
  { http, code, text, kind }: GatewayRefusal,
  shape: Faults['error-shape'],
  path: string,
  now: Date,
): GatewayAnswer {
  const framework = (status: number, error: string) =>
    jsonAnswer({ timestamp: now.toISOString().replace('Z', '+00:00'), status, error, path }, status);
  if (kind === 'framework') return framework(http, text);
  const long = `Proses signing gagal : ${text}${kind === 'engine' || code < 1000 ? '' : ` ${String(code)}`}`;
  if (shape === 'C') return framework(500, 'Internal Server Error');
  if (shape === 'C-text') return textAnswer(long, 500);
  if (kind === 'engine' || shape === 'B') return jsonAnswer({ error: long, status_code: 400 }, http);
  return jsonAnswer({ error: text, status_code: code }, http);
}

/** The answer as the faults of its content make it; the connection itself is another matter. */
export function spoilt(answer: GatewayAnswer, faults: Faults): GatewayAnswer {
  if (faults['json-labelled-text'])
    return { ...answer, type: 'application/json', body: Buffer.from('Terjadi kesalahan pada server') };
  return faults['wrong-content-type'] ? { ...answer, type: 'text/html' } : answer;
}

/** Sends it whole, or half of it and then nothing. */
export async function sendAnswer(
  response: ServerResponse,
  answer: GatewayAnswer,
  half: boolean,
): Promise<void> {
  const { status, type, body, headers = {} } = answer;
  response.writeHead(status, { ...headers, 'content-type': type, 'content-length': body.length });
  if (!half) {
    response.end(body);
    return;
  }
  await new Promise<void>((resolve) => {
    response.write(body.subarray(0, body.length >> 1), () => resolve());
  });
  response.socket?.destroy();
}
