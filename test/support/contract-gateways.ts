import { readFileSync } from 'node:fs';
import sharp from 'sharp';
import { openBsreGateway, type BsreGateway, type BsreSettings } from '../../server/bsre/index.js';
import type { Certificate } from '../../server/pdf/index.js';
import {
  runningSimulator,
  signerNik,
  signerPassphrase,
  simulatorLogin,
  type CalledSimulator,
} from './running-simulator.js';

/** A gateway that the contract is tried on, and one who can sign there. */
export interface ContractGateway {
  readonly name: string;
  readonly open: () => Promise<OpenedGateway>;
}

export interface OpenedGateway {
  readonly gateway: BsreGateway;
  readonly settings: BsreSettings;
  readonly nik: string;
  /** Anew each time, to be wiped. */
  passphrase(): Buffer;
  /** Whom signatures there end at; unknown of a real one. */
  readonly root: Certificate | undefined;
  /** Where faults can be had. A real gateway is asked for none. */
  readonly simulator: CalledSimulator | undefined;
  close(): Promise<void>;
}

/** The stand-in, as either version. */
export async function openSimulated(
  version: 'v1' | 'v2',
  more: Partial<BsreSettings> = {},
): Promise<OpenedGateway & { simulator: CalledSimulator; root: Certificate }> {
  const standing = { 'origin-corner': more.originCorner ?? 'bottom-left' };
  const simulator = await runningSimulator({ standing });
  const settings: BsreSettings = {
    address: simulator.url,
    version,
    login: simulatorLogin,
    originCorner: 'bottom-left',
    pageSpace: 'shown',
    ...more,
  };
  return {
    gateway: openBsreGateway(settings),
    settings,
    nik: signerNik,
    passphrase: () => Buffer.from(signerPassphrase),
    root: simulator.root,
    simulator,
    close: () => simulator.close(),
  };
}

/**
 * Both versions of the stand-in, and a real one where the environment names it: `NOKEN_BSRE_URL`, `NOKEN_BSRE_LOGIN`
 * (`name:password`), `NOKEN_BSRE_VERSION`, `NOKEN_BSRE_NIK` and `NOKEN_BSRE_PASSPHRASE_FILE` of a test account.
 */
export function contractGateways(): ContractGateway[] {
  const simulated = (['v1', 'v2'] as const).map((version) => ({
    name: `the stand-in, ${version}`,
    open: () => openSimulated(version),
  }));
  const { NOKEN_BSRE_URL: address, NOKEN_BSRE_LOGIN: login = '', NOKEN_BSRE_VERSION: version } = process.env;
  const { NOKEN_BSRE_NIK: nik, NOKEN_BSRE_PASSPHRASE_FILE: file } = process.env;
  if (!address) return simulated;
  if (!nik || !file || !/^[^:]+:./.test(login) || !['v1', 'v2'].includes(version ?? ''))
    throw new Error('NOKEN_BSRE_URL needs _LOGIN, _VERSION, _NIK and _PASSPHRASE_FILE beside it.');
  const colon = login.indexOf(':');
  const settings: BsreSettings = {
    address,
    version: version === 'v1' ? 'v1' : 'v2',
    login: { name: login.slice(0, colon), password: login.slice(colon + 1) },
    originCorner: 'bottom-left',
    plainHttp: true,
  };
  const real = {
    name: `the gateway of the environment, ${settings.version}`,
    open: () =>
      Promise.resolve({
        gateway: openBsreGateway(settings),
        settings,
        nik,
        passphrase: () => Buffer.from(readFileSync(file, 'utf8').replace(/\r?\n$/, '')),
        root: undefined,
        simulator: undefined,
        close: () => Promise.resolve(),
      }),
  };
  return [...simulated, real];
}

/** A small red picture. */
export async function contractPicture(): Promise<Uint8Array> {
  const create = { width: 60, height: 30, channels: 3, background: { r: 200, g: 0, b: 0 } } as const;
  return new Uint8Array(await sharp({ create }).png().toBuffer());
}
