import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { GatewayRefusal, notKnown, wrongPassphrase } from './gateway-refusal.js';
import { KeptDocuments } from './kept-documents.js';
import { OneTimeCodes } from './one-time-codes.js';
import { SimulatedAuthority } from './simulated-authority.js';
import { findPerson, statusOf, type Identity, type SimulatedPerson } from './simulated-people.js';
import type { Faults } from './simulator-faults.js';
import type { SimulatorEntry } from './simulator-log.js';
import { simulatorDefaults, type SimulatorSettings } from './simulator-settings.js';
import type { LocalAuthority } from '../../server/pdf/index.js';

/** What the gateway holds between calls. */
export class GatewayState {
  readonly documents = new KeptDocuments();
  readonly authority: SimulatedAuthority;
  readonly codes: OneTimeCodes;
  readonly now: () => Date;
  readonly sealSubscriber: string;
  private readonly salt = randomBytes(32);
  private readonly login: Buffer;
  private readonly passphrases: ReadonlyMap<string, Buffer>;

  constructor(settings: SimulatorSettings, authority: LocalAuthority) {
    this.now = settings.now ?? (() => new Date());
    this.authority = new SimulatedAuthority(authority, this.now);
    this.codes = new OneTimeCodes(this.now, settings.onCode ?? (() => undefined));
    this.sealSubscriber = settings.sealSubscriber ?? simulatorDefaults.sealSubscriber;
    this.login = this.print(`${settings.login.name}:${settings.login.password}`);
    this.passphrases = new Map(
      Object.entries(settings.passphrases).map(([nik, passphrase]) => [nik, this.print(passphrase)]),
    );
  }

  /** Whether the header is the credential of our one application (RFC 7617). */
  isLogin(authorization: string | undefined): boolean {
    const token = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(authorization ?? '')?.[1];
    return token !== undefined && timingSafeEqual(this.print(Buffer.from(token, 'base64')), this.login);
  }

  /** @throws {GatewayRefusal} for whoever is not known or has no certificate in force */
  demandSigner(identity: Identity): SimulatedPerson {
    const person = findPerson(identity);
    if (!person) throw notKnown();
    const { status, code, message, synthetic } = statusOf(person);
    if (status !== 'ISSUE') throw new GatewayRefusal(400, code, message, 'own', synthetic);
    return person;
  }

  /** @throws {GatewayRefusal} 2031. There is no lock after wrong tries: no source shows one. */
  demandPassphrase({ nik }: SimulatedPerson, passphrase: string): void {
    const right = this.passphrases.get(nik);
    if (!right || !timingSafeEqual(this.print(passphrase), right)) throw wrongPassphrase();
  }

  /** Kept in the place of what must not be found in memory by accident. */
  private print(secret: string | Uint8Array): Buffer {
    return createHmac('sha256', this.salt).update(secret).digest();
  }
}

/** One call as its handler sees it, faults of the connection apart. */
export interface GatewayCall {
  /** Last part of the path where it names something. */
  readonly name: string;
  /** `Content-Type` as it came. */
  readonly type: string;
  readonly body: Uint8Array;
  readonly faults: Faults;
  readonly entry: SimulatorEntry;
  readonly started: Date;
}
