import type { SealKeyRow } from '../database/index.js';
import { openP12, privateKeySigner, type OpenedP12 } from '../pdf/index.js';
import { sealSecret } from '../platform/secret-keys.js';
import type { Office, Scope } from '../tenants/index.js';
import { checkSealCertificate } from './check-seal-certificate.js';
import { demandKeeper } from './demand-keeper.js';
import { keepSealKey } from './keep-seal-key.js';
import { refuseKey } from './refuse-key.js';
import { sealKeyContext } from './seal-key-context.js';

export interface SealKeyFile {
  readonly p12: Uint8Array;
  /** Wiped here whatever happens. */
  readonly passphrase: Uint8Array;
}

/**
 * Takes in an institution's seal key from a PKCS #12 file and puts it in force in the place of the one before.
 *
 * The private key is wrapped anew at once, under a key of this tenant that only the server's master key gives, and not
 * under a passphrase: a seal is put by the office and by no person, so that a passphrase would have to lie beside it for
 * every letter, while the master key is kept where backups of the database are not (design.md §7). A person's key is
 * never kept like that (§8). The file and its passphrase are not kept.
 *
 * @throws {Problem} `grant-missing`, `seal-passphrase-wrong`, `seal-file-unreadable`, and what `checkSealCertificate` says
 */
export async function importSealKey(office: Office, scope: Scope, file: SealKeyFile): Promise<SealKeyRow> {
  try {
    demandKeeper(scope);
    const { privateKey, certificate, chain } = openFile(file);
    await checkSealCertificate(office, scope, certificate, chain);
    const pkcs8 = privateKey.export({ type: 'pkcs8', format: 'der' });
    const context = sealKeyContext(scope.tenantId, certificate.serialHex);
    const sealedKey = sealSecret(office.keys.keyFor(scope.tenantId, 'seal-keys'), pkcs8, context);
    pkcs8.fill(0);
    return await keepSealKey(scope, certificate, chain, { place: 'server', sealedKey });
  } finally {
    file.passphrase.fill(0);
  }
}

function openFile({ p12, passphrase }: SealKeyFile): OpenedP12 {
  try {
    const opened = openP12(p12, passphrase);
    // A key that could not sign is refused now and not at the first letter.
    privateKeySigner(opened.privateKey, opened.certificate);
    return opened;
  } catch (error) {
    refuseKey(error);
  }
}
