import type { ByteSource } from '../pdf/index.js';
import type { Office } from '../tenants/index.js';
import { judgeFile, judging, type Judged } from './judge-file.js';

interface Kept {
  readonly judged: Promise<Judged>;
  readonly at: number;
}

/** Reports of files that lie here, by tenant and hash: a panel opened again asks no worker again. */
const kept = new Map<string, Kept>();
const keepAtMost = 200;
/** A judgement is about an instant; certificates are revoked and end. Milliseconds. */
const fresh = 10 * 60_000;

/** Judges a file, or says what was found less than ten minutes ago. @param key of these very bytes @throws {Problem} `server-busy` */
export function judgedLately(office: Office, key: string, file: ByteSource): Promise<Judged> {
  const now = office.now().getTime();
  const known = kept.get(key);
  if (known && now - known.at < fresh && now >= known.at) return known.judged;
  judging.demandRoom();
  const judged = judging.run(key, () => judgeFile(office, file));
  kept.delete(key);
  kept.set(key, { judged, at: now });
  judged.catch(() => kept.delete(key));
  if (kept.size > keepAtMost) kept.delete(kept.keys().next().value ?? '');
  return judged;
}
