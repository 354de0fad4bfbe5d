import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** Where the next signing on the line ends: after so many bytes that were sent, or that came back. */
export interface Cut {
  readonly side: 'request' | 'response';
  readonly after: number;
  /** What happens there; both ends of the line are gone then. */
  readonly act?: () => void;
}

export interface CutLine {
  readonly url: string;
  /** Of the last signing that went through whole, so that cuts can be spread over all of it. */
  readonly seen: { request: number; response: number };
  /** For one signing. */
  arm(cut: Cut): void;
  /** True where nothing was cut yet. */
  disarm(): boolean;
  close(): Promise<void>;
}

/** A line of TCP to somebody, which lets everything through but breaks the signing that it is told to break. */
export async function cutLine(to: string): Promise<CutLine> {
  const target = new URL(to);
  const open = new Set<Socket>();
  const seen = { request: 60_000, response: 80_000 };
  let armed: Cut | undefined;
  const server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname);
    const passed = { request: 0, response: 0 };
    let cut: Cut | undefined;
    let signs: boolean | undefined;
    const end = () => {
      near.destroy();
      far.destroy();
    };
    for (const socket of [near, far]) {
      open.add(socket);
      socket.on('error', end);
      socket.on('close', () => {
        open.delete(socket);
        end();
      });
    }
    const pass = (side: Cut['side'], piece: Buffer, onto: Socket) => {
      if (signs === undefined) {
        signs = /^POST \S*\/sign\/pdf /.test(piece.toString('latin1', 0, 200));
        if (signs) [cut, armed] = [armed, undefined];
      }
      const left = cut?.side === side ? cut.after - passed[side] : Infinity;
      passed[side] += piece.length;
      if (piece.length < left) {
        onto.write(piece);
        return;
      }
      const act = cut?.act;
      cut = undefined;
      if (left === 0 || piece.length === 0) end();
      else onto.write(piece.subarray(0, left), end);
      act?.();
    };
    near.on('data', (piece: Buffer) => pass('request', piece, far));
    far.on('data', (piece: Buffer) => pass('response', piece, near));
    far.on('end', () => {
      if (signs && passed.response > 0) Object.assign(seen, passed);
      near.end();
    });
    near.on('end', () => far.end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${String(port)}`,
    seen,
    arm: (cut) => (armed = cut),
    disarm() {
      const was = armed !== undefined;
      armed = undefined;
      return was;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of open) socket.destroy();
      }),
  };
}
