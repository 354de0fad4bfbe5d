import { randomBytes } from 'node:crypto';
import { openBsreGateway, type BsreSettings } from '../../server/bsre/index.js';
import { keepNik } from '../../server/people/index.js';
import { madeOffice, type MadeOffice, type Person } from './made-office.js';
import { runningSimulator, simulatorLogin, type CalledSimulator } from './running-simulator.js';

/** Who signs at the gateway, by the invented NIK of each. */
export const gatewaySigners = {
  head: { nik: '9111990101900001', passphrase: randomBytes(12).toString('base64url') },
  regent: { nik: '9111990202900001', passphrase: randomBytes(12).toString('base64url') },
} as const satisfies Partial<Record<Person, { nik: string; passphrase: string }>>;

export interface GatewayOffice extends MadeOffice {
  readonly simulator: CalledSimulator;
  /** Calls of `sign` that the gateway got since it started. */
  dispatches(): Promise<number>;
}

/** The small office, whose head and regent sign at a running stand-in of BSrE's gateway. */
export async function gatewayOffice(
  version: BsreSettings['version'],
  more: {
    settings?: Partial<BsreSettings>;
    master?: Uint8Array;
    publicUrl?: string;
    /** What is on the gateway's clock, and its time-stamps', when that is on the office's; the same where left out. */
    theirs?: (ours: Date) => Date;
  } = {},
): Promise<GatewayOffice> {
  const passphrases = Object.fromEntries(
    Object.values(gatewaySigners).map(({ nik, passphrase }) => [nik, passphrase]),
  );
  const made = await madeOffice({}, more.master, more.publicUrl);
  // The stand-in's authority is of today.
  made.setClock(new Date().toISOString());
  const simulator = await runningSimulator({
    passphrases,
    now: () => more.theirs?.(made.now()) ?? made.now(),
  });
  const gateway = openBsreGateway({
    address: simulator.url,
    version,
    login: simulatorLogin,
    originCorner: 'bottom-left',
    ...more.settings,
  });
  const tenantGateway = { gateway, originCorner: 'bottom-left', trialRoots: [simulator.root] } as const;
  Object.assign(made.office, { gateways: new Map([['keerom-uji', tenantGateway]]) });
  const scope = await made.commandScope();
  for (const [person, { nik }] of Object.entries(gatewaySigners))
    await keepNik(scope, made.office.keys, made.officials[person as Person], nik);
  return {
    ...made,
    simulator,
    async dispatches() {
      const log = (await (await simulator.call('/sim/log')).json()) as { kind: string }[];
      return log.filter(({ kind }) => kind === 'sign').length;
    },
    async close() {
      await made.close();
      await simulator.close();
    },
  };
}
