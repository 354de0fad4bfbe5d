import { randomBytes } from 'node:crypto';
import type { SealKeyRow } from '../database/index.js';
import {
  isSameCertificate,
  signDigests,
  tokenCertificates,
  tokenSigner,
  type Certificate,
} from '../pdf/index.js';
import { Problem } from '../platform/problem.js';
import type { Office, Scope } from '../tenants/index.js';
import { checkSealCertificate } from './check-seal-certificate.js';
import { demandKeeper } from './demand-keeper.js';
import { keepSealKey } from './keep-seal-key.js';
import { refuseKey } from './refuse-key.js';
import { sealTokenAccess } from './seal-token-access.js';

export interface SealToken {
  /** Path of its library; where it is left out, the settings name one token of that label. */
  readonly module?: string | undefined;
  readonly token: string;
  /** Label of the key, or `id:` and its CKA_ID in hexadecimal. */
  readonly key: string;
  /** Leaf first; where they are left out, those in the token. */
  readonly certificates?: readonly Certificate[];
}

/**
 * Puts a key in a token (PKCS #11) in force as the institution's seal, in the place of the one before, after it has signed
 * something that its certificate verifies. The row names library, token and key; how it is opened stays in the settings.
 *
 * @throws {Problem} `grant-missing`, `seal-token-unknown`, `seal-token-…`, `seal-file-unreadable`, and what
 *   `checkSealCertificate` says
 */
export async function registerSealToken(office: Office, scope: Scope, asked: SealToken): Promise<SealKeyRow> {
  demandKeeper(scope);
  const { token, key } = asked;
  const access = sealTokenAccess(office, token, asked.module);
  const given = asked.certificates ?? (await tokenCertificates(access, key).catch(refuseKey));
  const [certificate, ...others] = given;
  if (!certificate) throw new Problem('seal-certificate-missing');
  const chain = others.filter((other) => other.isCa && !isSameCertificate(other, certificate));
  await checkSealCertificate(office, scope, certificate, chain);
  await prove(() => signDigests(tokenSigner(access, key, certificate), [randomBytes(32)], undefined));
  return keepSealKey(scope, certificate, chain, { place: 'token', module: access.module, token, key });
}

async function prove(act: () => Promise<unknown>): Promise<void> {
  await act().catch(refuseKey);
}
