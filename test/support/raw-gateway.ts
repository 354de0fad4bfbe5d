import { createServer as createSecureServer, type TlsOptions } from 'node:tls';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A gateway of bare bytes: what it does with a connection, the test says. */
export interface RawGateway {
  readonly address: string;
  readonly port: number;
  /** Every byte of every connection, joined. */
  readonly heard: () => Buffer;
  readonly connections: () => number;
  close(): Promise<void>;
}

/**
 * @param play Called for each connection once a part of the request has come: with what came so far, and the socket.
 * @param tls Key and certificate; left out, plain
 */
export async function rawGateway(
  play: (socket: Socket, heard: Buffer, count: number) => void,
  { tls, onConnection }: { tls?: TlsOptions; onConnection?: (socket: Socket) => void } = {},
): Promise<RawGateway> {
  const pieces: Buffer[] = [];
  const sockets = new Set<Socket>();
  let count = 0;
  const accept = (socket: Socket) => {
    const number = ++count;
    const own: Buffer[] = [];
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    socket.on('data', (piece) => {
      pieces.push(piece);
      own.push(piece);
      play(socket, Buffer.concat(own), number);
    });
    onConnection?.(socket);
  };
  const server: Server = tls ? createSecureServer(tls, accept) : createServer(accept);
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    // A certificate is for a name.
    address: tls ? `https://localhost:${port}` : `http://127.0.0.1:${port}`,
    port,
    heard: () => Buffer.concat(pieces),
    connections: () => count,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** Whether a request has come whole, by the length that its head tells. */
export function isWhole(heard: Buffer): boolean {
  const end = heard.indexOf('\r\n\r\n');
  if (end < 0) return false;
  const length = /content-length: (\d+)/i.exec(heard.subarray(0, end).toString('latin1'))?.[1];
  return heard.length >= end + 4 + Number(length ?? 0);
}

/** An answer as bytes. */
export function httpAnswer(
  status: number,
  type: string | undefined,
  body: string | Uint8Array,
  headers: Readonly<Record<string, string>> = {},
): Buffer {
  const bytes = Buffer.from(body);
  const lines = [
    `HTTP/1.1 ${status} X`,
    ...(type === undefined ? [] : [`Content-Type: ${type}`]),
    ...Object.entries({ 'Content-Length': String(bytes.length), Connection: 'close', ...headers }).map(
      ([name, value]) => `${name}: ${value}`,
    ),
  ];
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`), bytes]);
}
