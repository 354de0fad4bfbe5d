import { createPrivateKey, randomBytes } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { readCertificate, toPem, type CertifiedKey, type LocalAuthority } from '../../server/pdf/index.js';
import { makeTestAuthority } from './simulated-authority.js';

/** In PEM. */
type Kept = Readonly<Record<keyof LocalAuthority, { readonly key: string; readonly certificate: string }>>;

/** The people's certificates live for two years, and none outlives its authority. */
const stillToLive = 3 * 365 * 86_400_000;

/**
 * The authority of the runs before, so that what they signed stays trusted; made where there is none or it grows old.
 * Its file is for its owner alone, and holds keys that vouch for nobody.
 */
export async function keptAuthority(path: string, now: Date): Promise<LocalAuthority> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  const kept = text === undefined ? undefined : read(JSON.parse(text) as Kept);
  if (kept && kept.issuing.certificate.notAfter.getTime() - now.getTime() > stillToLive) return kept;
  const made = await makeTestAuthority(now);
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  await writeFile(draft, `${JSON.stringify(written(made), null, 2)}\n`, { mode: 0o600, flag: 'wx' });
  await rename(draft, path);
  return made;
}

function read(kept: Kept): LocalAuthority {
  const one = (role: keyof Kept): CertifiedKey => ({
    key: createPrivateKey(kept[role].key),
    certificate: readCertificate(kept[role].certificate),
  });
  return {
    root: one('root'),
    issuing: one('issuing'),
    timestamping: one('timestamping'),
    responding: one('responding'),
  };
}

function written(authority: LocalAuthority): Kept {
  const one = (role: keyof Kept) => ({
    key: String(authority[role].key.export({ type: 'pkcs8', format: 'pem' })),
    certificate: toPem(authority[role].certificate),
  });
  return {
    root: one('root'),
    issuing: one('issuing'),
    timestamping: one('timestamping'),
    responding: one('responding'),
  };
}
