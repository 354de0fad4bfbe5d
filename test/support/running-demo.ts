import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run, type Outcome } from './pdf-oracles.js';

export interface RunningDemo {
  readonly noken: string;
  readonly portal: string;
  /** Where it keeps everything. */
  readonly folder: string;
  password(username: string): string;
  passphrase(username: string): string;
  /** What it wrote to its terminal. */
  said(): string;
  /** One of the commands of the server, on the same data. */
  command(...words: readonly string[]): Promise<Outcome>;
  stop(): Promise<void>;
}

/** The built demo as a newcomer starts it, on free ports and in an empty folder. */
export async function runningDemo(): Promise<RunningDemo> {
  const folder = await mkdtemp(join(tmpdir(), 'noken-demo-'));
  const [port, portalPort, simulatorPort] = [await freePort(), await freePort(), await freePort()];
  const child = spawn(process.execPath, ['dist/server/cli.js', 'demo'], {
    env: {
      ...process.env,
      NOKEN_DATA: folder,
      NOKEN_PORT: String(port),
      NOKEN_PORTAL_PORT: String(portalPort),
      NOKEN_BSRE_SIMULATOR_PORT: String(simulatorPort),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  await new Promise<void>((resolve, reject) => {
    const listen = (piece: Buffer) => {
      said += piece.toString();
      if (said.includes('Ctrl-C')) resolve();
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.once('exit', (code) => reject(new Error(`The demo ended with ${code}: ${said}`)));
  });
  const secrets = JSON.parse(await readFile(join(folder, 'secrets.json'), 'utf8')) as {
    masterKey: string;
    logins: { username: string; password: string; passphrase?: string }[];
  };
  const loginOf = (username: string) => {
    const login = secrets.logins.find((one) => one.username === username);
    if (!login) throw new Error(`The demo has no ${username}.`);
    return login;
  };
  return {
    noken: `http://localhost:${port}`,
    portal: `http://127.0.0.1:${portalPort}`,
    folder,
    password: (username) => loginOf(username).password,
    passphrase: (username) => loginOf(username).passphrase ?? '',
    said: () => said,
    command: (...words) =>
      run(process.execPath, ['dist/server/cli.js', ...words], 60_000, {
        NOKEN_DATA: folder,
        NOKEN_PUBLIC_URL: `http://localhost:${port}`,
        NOKEN_MASTER_KEY: secrets.masterKey,
      }),
    async stop() {
      child.removeAllListeners('exit');
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
