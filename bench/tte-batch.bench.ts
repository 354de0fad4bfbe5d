import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { cpuUsage } from 'node:process';
import { batchWithFaults } from '../test/support/batch-faults.js';
import { gatewayOffice } from '../test/support/gateway-office.js';
import { BatchDesk, waitingLetters } from '../test/support/letter-batch.js';
import { madeOffice } from '../test/support/made-office.js';
import { enrol } from '../test/support/outgoing-letter.js';
import { scannedLetter } from './bench-letters.js';
import type { Bench, BenchResult } from './bench-result.js';

const LETTERS = 200;
/** Of a run of all benches. */
const FEW = 20;
const FAULTS = 5;
const passphrase = 'sungai Tami di musim hujan 5';

/**
 * Many letters under one passphrase: with a key of ours against what the signatures alone cost, and at the gateway's
 * stand-in with faults.
 */
export const tteBatch: Bench = {
  name: 'tte-batch',
  async run(amongOthers) {
    const letters = amongOthers ? FEW : LETTERS;
    return [
      ...(await withKey(letters)),
      ...(await withFaults(letters, 'v1')),
      ...(await withFaults(letters, 'v2')),
    ];
  },
};

async function withKey(letters: number): Promise<BenchResult[]> {
  const made = await madeOffice();
  try {
    await enrol(made, 'head', passphrase);
    const file = scannedLetter(200_000);
    const desk = await BatchDesk.begin(made, await waitingLetters(made, letters, ['head'], file));
    await desk.seeAll();
    const pressed = performance.now();
    const answer = await desk.sign(passphrase);
    if (!answer.ok) throw new Error(await answer.text());
    const unlocked = performance.now();
    const before = cpuUsage();
    const { state, items } = await desk.standing(50);
    const { user, system } = cpuUsage(before);
    const wall = performance.now() - unlocked;
    if (state !== 'done' || items.some((item) => item.state !== 'signed'))
      throw new Error(`The batch is ${state}.`);
    const limit = limitOf(file, letters);
    return [
      { name: 'unlocking, once', value: unlocked - pressed, unit: 'ms' },
      { name: `${String(letters)} letters of 200 kB signed, each`, value: wall / letters, unit: 'ms' },
      { name: 'of it on processors', value: (user + system) / 1000 / letters, unit: 'ms' },
      {
        name: 'RSA-2048 and SHA-256 of the files, each',
        value: limit / letters,
        unit: 'ms',
        versus: 'the whole',
        ratio: limit / wall,
      },
    ];
  } finally {
    await made.close();
  }
}

async function withFaults(letters: number, version: 'v1' | 'v2'): Promise<BenchResult[]> {
  const made = await gatewayOffice(version);
  try {
    const tally = await batchWithFaults(made, letters, FAULTS, 1);
    for (const sentence of tally.wrong) console.log(sentence);
    return [
      { name: `${version}: letters in one batch`, value: letters, unit: 'letters' },
      { name: `${version}: faults met`, value: tally.faults, unit: 'calls' },
      { name: `${version}: signed`, value: tally.signed, unit: 'letters' },
      { name: `${version}: uncertain`, value: tally.uncertain, unit: 'letters' },
      { name: `${version}: wrong`, value: tally.wrong.length, unit: 'findings', aim: 0 },
    ];
  } finally {
    await made.close();
  }
}

/** One signature and the digest of its file, for so many files. Milliseconds. */
function limitOf(file: Uint8Array, letters: number): number {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const began = performance.now();
  for (let i = 0; i < letters; i++) sign('sha256', createHash('sha256').update(file).digest(), privateKey);
  return performance.now() - began;
}
