import type { KeyObject } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { findTool } from '../../scripts/tools.mjs';
import type { Certificate } from '../../server/pdf/core/certificate.js';
import { PKCS11, type Pkcs11Handle, type Pkcs11Library } from '../../server/pdf/sign/pkcs11-api.js';
import { withToken } from '../../server/pdf/sign/token-session.js';
import type { Holder } from './certificate-maker.js';
import { run } from './pdf-oracles.js';

/** A token that is a folder: SoftHSM2, as Debian has it. */
export interface SoftToken {
  readonly module: string;
  readonly token: string;
  readonly pin: string;
  /** Puts a key into it, with certificates where they are given: the first is the key's. */
  put(label: string, id: string, key: KeyObject, certificates?: readonly Certificate[]): Promise<void>;
  close(): void;
}

const library = 'softhsm/libsofthsm2.so';

function softModule(): string | undefined {
  const tool = findTool('softhsm2-util');
  if (tool === undefined) return undefined;
  const lib = join(dirname(realpathSync(tool)), '../lib');
  const machine = { x64: 'x86_64-linux-gnu', arm64: 'aarch64-linux-gnu' }[process.arch as string] ?? '';
  return [join(lib, library), join(lib, machine, library)].find((path) => existsSync(path));
}

/** Why there can be no soft token here, as a sentence; undefined where there can. */
export function softTokenLack(): string | undefined {
  if (softModule() === undefined) return 'SoftHSM2 is missing (Debian: apt-get install softhsm2)';
  try {
    createRequire(import.meta.url)('pkcs11js');
    return undefined;
  } catch {
    return 'the optional package pkcs11js was not built (it needs python3, make and g++)';
  }
}

/** One for each test file, since a library reads its settings once in a process. */
export async function softToken(token: string, settings = ''): Promise<SoftToken> {
  const module = softModule();
  if (module === undefined) throw new Error(softTokenLack());
  const folder = mkdtempSync(join(tmpdir(), 'noken-token-'));
  const pin = '482913';
  mkdirSync(join(folder, 'tokens'));
  writeFileSync(
    join(folder, 'softhsm2.conf'),
    `directories.tokendir = ${join(folder, 'tokens')}\nobjectstore.backend = file\nlog.level = ERROR\n${settings}\n`,
  );
  // Read by the library, in this process and in the tool.
  process.env['SOFTHSM2_CONF'] = join(folder, 'softhsm2.conf');
  await softhsm('--init-token', '--free', '--label', token, '--so-pin', '9182736450', '--pin', pin);
  return {
    module,
    token,
    pin,
    put: async (label, id, key, certificates = []) => {
      const file = join(folder, 'key.pem');
      writeFileSync(file, key.export({ type: 'pkcs8', format: 'pem' }));
      await softhsm('--import', file, '--token', token, '--label', label, '--id', id, '--pin', pin);
      rmSync(file);
      await withToken({ module, token, pin }, ({ cryptoki, slot }) => {
        putCertificates(cryptoki, slot, id, certificates);
        return Promise.resolve();
      });
    },
    close: () => rmSync(folder, { recursive: true }),
  };
}

/** A holder's key and the issuers of its certificate, as a token comes from an authority. */
export function putHolder(
  soft: SoftToken,
  label: string,
  id: string,
  holder: Holder,
  issuers: Holder[] = [],
) {
  const certificates = [holder, ...issuers].map(({ certificate }) => certificate);
  return soft.put(label, id, holder.key, certificates);
}

async function softhsm(...parameters: string[]): Promise<void> {
  const { code, output } = await run(findTool('softhsm2-util') ?? '', parameters);
  if (code !== 0) throw new Error(output);
}

/** What only a test does with a token. */
type Writing = Pkcs11Library & {
  C_CreateObject(session: Pkcs11Handle, template: readonly Attribute[]): Pkcs11Handle;
};
interface Attribute {
  readonly type: number;
  readonly value: unknown;
}

/** PKCS #11 2.40 §A, beyond what the server needs. */
const CKF_RW_SESSION = 2;
const [CKA_TOKEN, CKA_PRIVATE, CKA_CERTIFICATE_TYPE, CKA_SUBJECT] = [1, 2, 0x80, 0x101];

/** X.509 certificates, kept in the token, to be read by all. */
function putCertificates(
  library: Pkcs11Library,
  slot: Pkcs11Handle,
  id: string,
  certificates: readonly Certificate[],
): void {
  const session = library.C_OpenSession(slot, PKCS11.CKF_SERIAL_SESSION | CKF_RW_SESSION);
  for (const [at, certificate] of certificates.entries())
    (library as Writing).C_CreateObject(session, [
      { type: PKCS11.CKA_CLASS, value: PKCS11.CKO_CERTIFICATE },
      { type: CKA_CERTIFICATE_TYPE, value: 0 },
      { type: CKA_TOKEN, value: true },
      { type: CKA_PRIVATE, value: false },
      { type: PKCS11.CKA_LABEL, value: certificate.commonName },
      { type: PKCS11.CKA_ID, value: Buffer.from(at === 0 ? id : `${id}f${String(at)}`, 'hex') },
      { type: CKA_SUBJECT, value: Buffer.from(certificate.subject.der) },
      { type: PKCS11.CKA_VALUE, value: Buffer.from(certificate.der) },
    ]);
  library.C_CloseSession(session);
}
