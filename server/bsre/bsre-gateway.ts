import { bsreLimits } from './bsre-limits.js';
import { maskOf, type Mask, type Secret } from './bsre-mask.js';
import type { BsreIdentity, BsreSealRequest, BsreSignRequest } from './bsre-request.js';
import { readBsreSettings, type BsreSettings } from './bsre-settings.js';
import { gatewayDesk } from './gateway-desk.js';
import { openLine } from './gateway-line.js';
import type { BsreChain } from './read-chain.js';
import type { BsreFindings } from './read-findings.js';
import type { BsreOneTimeCode } from './read-one-time-code.js';
import type { BsreSigned } from './read-signed.js';
import type { BsreStanding } from './read-standing.js';
import { firstVersion } from './gateway-v1.js';
import { secondVersion } from './gateway-v2.js';

/**
 * BSrE's eSign Client Service, which an institution runs. Every way to fail is a {@link BsreFailure}, whose `outcome` says
 * whether a signature may exist.
 *
 * `sign` and `seal` are put once and never again: who wants another try needs to know that there was none.
 */
export interface BsreGateway {
  readonly version: BsreSettings['version'];
  /** Largest file that it is asked to sign, in bytes; of a larger one nothing is sent (`pdf-too-large`). */
  readonly fileSize: number;
  status(identity: BsreIdentity): Promise<BsreStanding>;
  /** Has a code sent to the person, good for that many files (v2). */
  requestTotp(identity: BsreIdentity, count: number): Promise<BsreOneTimeCode>;
  sign(request: BsreSignRequest): Promise<BsreSigned>;
  /** Once: the gateway then forgets the file (v1). Its failures always leave the outcome `unknown`. */
  download(documentId: string): Promise<BsreSigned>;
  verify(pdf: Uint8Array): Promise<BsreFindings>;
  certificateChain(id: string): Promise<BsreChain>;
  /** Has the activation code of an institution sent; with a code, asks until when that one is good (v2). */
  sealActivation(subscriber: string, totp?: Buffer): Promise<BsreOneTimeCode>;
  revokeSealActivation(subscriber: string, totp: Buffer): Promise<BsreOneTimeCode>;
  /** A code for that many files, by a good activation code (v2). */
  sealTotp(subscriber: string, count: number, activation: Buffer): Promise<BsreOneTimeCode>;
  /** Seals for an institution (v2). */
  seal(request: BsreSealRequest): Promise<BsreSigned>;
}

/**
 * The gateway of those settings. Nothing is asked yet.
 *
 * @throws {BsreSettingsRefusal}
 */
export function openBsreGateway(settings: BsreSettings): BsreGateway {
  const { address, login, version, certificateAuthorities = [], limits } = readBsreSettings(settings);
  const whole = { ...bsreLimits, ...limits };
  const credential = `${login.name}:${login.password}`;
  const door = {
    address: new URL(address).href.replace(/\/+$/, ''),
    authorization: `Basic ${Buffer.from(credential).toString('base64')}`,
    authorities: certificateAuthorities,
  };
  const own: Secret[] = [credential, login.password].map((text) => ({
    name: 'password',
    bytes: Buffer.from(text),
  }));
  const mask = (secrets: readonly Secret[]): Mask => maskOf([...own, ...secrets]);
  const desk = gatewayDesk(openLine(door, whole), whole, mask);
  return { ...(version === 'v1' ? firstVersion(desk) : secondVersion(desk)), fileSize: whole.fileSize };
}
