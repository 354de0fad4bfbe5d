import type { Socket } from 'node:net';
import { afterEach, expect } from 'vitest';
import { BsreFailure, openBsreGateway, type BsreSettings, type BsreSigned } from '../../server/bsre/index.js';
import { letterPdf } from './letter-pdf.js';
import { isWhole, rawGateway, type RawGateway } from './raw-gateway.js';

export const callerNik = '9111990101900001';
export const callerPassphrase = () => Buffer.from('Rahasia "besar" 73\\');
export const callerLetter = letterPdf();
/** What v2 answers where it signed; the file is no signed one, which the client does not judge. */
export const signedAnswer = () => ({ time: 862, file: [Buffer.from(callerLetter).toString('base64')] });

export function settingsFor(address: string, more: Partial<BsreSettings> = {}): BsreSettings {
  return {
    address,
    version: 'v2',
    login: { name: 'noken', password: 'sandi-gerbang-5512' },
    originCorner: 'bottom-left',
    ...more,
  };
}

export function signAt(
  address: string,
  more: Partial<BsreSettings> = {},
  pdf: Uint8Array = callerLetter,
): Promise<BsreSigned> {
  return openBsreGateway(settingsFor(address, more)).sign({
    identity: { nik: callerNik },
    authorisation: { passphrase: callerPassphrase() },
    pdf,
    appearance: { kind: 'invisible' },
  });
}

export async function failureOf(promise: Promise<unknown>): Promise<BsreFailure> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(BsreFailure);
  return error as BsreFailure;
}

/** Gateways of bare bytes that live as long as a test. */
export function gatewaysOfTest() {
  const open: RawGateway[] = [];
  afterEach(async () => {
    await Promise.all(open.splice(0).map((gateway) => gateway.close()));
  });
  const playing = async (
    play: (socket: Socket, heard: Buffer, count: number) => void,
    more: Parameters<typeof rawGateway>[1] = {},
  ): Promise<RawGateway> => {
    const gateway = await rawGateway(play, more);
    open.push(gateway);
    return gateway;
  };
  /** Answers each whole request with the next of these, and then with the last. */
  const answering = (...answers: readonly Buffer[]) =>
    playing((socket, heard, count) => {
      if (isWhole(heard)) socket.end(answers[Math.min(count, answers.length) - 1] ?? '');
    });
  return { playing, answering };
}
