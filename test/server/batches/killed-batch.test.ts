import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { toPem } from '../../../server/pdf/index.js';
import { reconcileSigning } from '../../../server/signing/index.js';
import { holdersOf } from '../../support/find-secret.js';
import { gatewayOffice, gatewaySigners } from '../../support/gateway-office.js';
import { BatchDesk, waitingLetters } from '../../support/letter-batch.js';
import { ownHeaders, refusal } from '../../support/outgoing-letter.js';
import { simulatorLogin } from '../../support/running-simulator.js';

const script = fileURLToPath(new URL('../../support/served-office.ts', import.meta.url));
const { passphrase } = gatewaySigners.head;

test('a batch whose server was killed waits for the passphrase, and sends nothing twice', async () => {
  const master = randomBytes(32).toString('hex');
  const made = await gatewayOffice('v2', { master: Buffer.from(master, 'hex') });
  const secrets = mkdtempSync(join(tmpdir(), 'noken-batch-'));
  try {
    const bsre = {
      address: made.simulator.url,
      version: 'v2',
      login: simulatorLogin,
      originCorner: 'bottom-left',
    };
    const tenant = { bsre, trialRoots: [toPem(made.simulator.root)] };
    writeFileSync(join(secrets, 'signing.json'), JSON.stringify({ 'keerom-uji': tenant }), { mode: 0o600 });
    const desk = await BatchDesk.begin(made, await waitingLetters(made, 4));
    await desk.seeAll();
    const documents = (await desk.show()).items.map(({ sha256 }) => sha256);
    // The second letter's answer comes so late that nobody is there any more.
    await made.simulator.arm({ 'latency-ms': 60_000, skip: 1, on: 'sign' });

    const words = ['--import', 'tsx', script, made.folder, master, made.now().toISOString()];
    const server = spawn(process.execPath, [...words, join(secrets, 'signing.json')], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [port] = (await once(server.stdout, 'data')) as [Buffer];
    const pressed = await fetch(
      `http://127.0.0.1:${port.toString().trim()}/v1/sign-batches/${desk.batchId}/sign`,
      {
        method: 'POST',
        headers: ownHeaders(made),
        body: JSON.stringify({ affirmed: true, passphrase, documents }),
      },
    );
    expect(pressed.status).toBe(202);
    await expect
      .poll(async () => (await desk.progress()).items.map(({ state }) => state), { timeout: 30_000 })
      .toEqual(['signed', 'signing', 'ready', 'ready']);
    // Another process has the passphrase: this one can neither go on nor begin.
    expect(await refusal(desk.resume())).toMatchObject({ code: 'batch-running' });
    expect(await refusal(desk.cancel())).toMatchObject({ code: 'batch-running' });
    await expect.poll(() => made.dispatches()).toBe(2);
    const gone = once(server, 'exit');
    server.kill('SIGKILL');
    await gone;

    made.setClock(20_000);
    await reconcileSigning(made.office);
    const after = await desk.progress();
    expect(after.state).toBe('paused');
    expect(after.items.map(({ state }) => state)).toEqual(['signed', 'uncertain', 'ready', 'ready']);
    expect(await refusal(desk.resume())).toMatchObject({ code: 'batch-passphrase-needed' });
    expect(await holdersOf(passphrase, made.folder, {})).toEqual([]);

    expect((await desk.sign(passphrase)).status).toBe(202);
    const { state, items } = await desk.standing();
    expect(state).toBe('done');
    expect(items.map((item) => item.state)).toEqual(['signed', 'uncertain', 'signed', 'signed']);
    expect(await made.dispatches()).toBe(4);
  } finally {
    await made.close();
    rmSync(secrets, { recursive: true, force: true });
  }
}, 120_000);
