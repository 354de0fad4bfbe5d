import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { gatewayOffice, gatewaySigners, type GatewayOffice } from '../test/support/gateway-office.js';
import { enrol, numbered, outgoingLetter, pressSign, signIntent } from '../test/support/outgoing-letter.js';
import { letterPdf } from '../test/support/letter-pdf.js';
import type { Bench, BenchResult } from './bench-result.js';

const LETTERS = 30;
const passphrase = 'sungai Tami di musim hujan 5';

/** What a signature costs from the press of the button to the answer, and which part of it is ours. */
export const tte: Bench = {
  name: 'tte',
  async run(amongOthers) {
    const letters = amongOthers ? 5 : LETTERS;
    const made = await gatewayOffice('v2');
    try {
      return [...(await atGateway(made, letters)), ...(await withKey(made, letters))];
    } finally {
      await made.close();
    }
  },
};

/** The stand-in answers at once and lives in this process: what it takes itself is taken off. */
async function atGateway(made: GatewayOffice, letters: number): Promise<BenchResult[]> {
  let outside = 0;
  const gateway = made.office.gateways?.get('keerom-uji')?.gateway;
  if (!gateway) throw new Error('The office has no gateway.');
  for (const ask of ['sign', 'status'] as const) {
    const call = gateway[ask].bind(gateway) as (request: never) => Promise<never>;
    Object.assign(gateway, {
      async [ask](request: never) {
        const began = performance.now();
        try {
          return await call(request);
        } finally {
          outside += performance.now() - began;
        }
      },
    });
  }
  const times = await timesOf(made, 'head', gatewaySigners.head.passphrase, letters);
  const whole = middle(times);
  return [
    { name: 'click to signed at the gateway', value: whole, unit: 'ms' },
    {
      name: 'of it ours',
      value: whole - outside / letters,
      unit: 'ms',
      versus: 'the whole',
      ratio: (whole - outside / letters) / whole,
    },
  ];
}

/** With a key that lies here the unlocking (scrypt) is most of it, and is told apart. */
async function withKey(made: GatewayOffice, letters: number): Promise<BenchResult[]> {
  await made.store.write(async (db) => {
    await db.updateTable('officials').set({ nik_sealed: null }).execute();
  });
  await enrol(made, 'head', passphrase);
  const wrong = await timesOf(made, 'head', 'bukan ini', 4).catch(() => []);
  const times = await timesOf(made, 'head', passphrase, Math.min(letters, 10));
  const limit = limitOf(letterPdf());
  const whole = middle(times);
  return [
    { name: 'click to signed with a key here, unlocking included', value: whole, unit: 'ms' },
    ...(wrong.length === 0
      ? []
      : [{ name: 'a wrong passphrase, which is unlocking alone', value: middle(wrong), unit: 'ms' }]),
    { name: 'RSA-2048 and SHA-256 of the file', value: limit, unit: 'ms' },
  ];
}

async function timesOf(
  made: GatewayOffice,
  person: 'head',
  secret: string,
  letters: number,
): Promise<number[]> {
  const times: number[] = [];
  for (let index = 0; index < letters; index++) {
    const letter = await outgoingLetter(made, [person]);
    await numbered(made, letter);
    const { intentId } = await signIntent(made, person, letter.letterId);
    const began = performance.now();
    const answer = await pressSign(made, intentId, secret);
    if (secret !== 'bukan ini' && !answer.ok) throw new Error(await answer.text());
    times.push(performance.now() - began);
  }
  return times;
}

function limitOf(file: Uint8Array): number {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const times = Array.from({ length: 50 }, () => {
    const began = performance.now();
    sign('sha256', createHash('sha256').update(file).digest(), privateKey);
    return performance.now() - began;
  });
  return middle(times);
}

function middle(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
}
