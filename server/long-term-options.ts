import { Misuse } from './command.js';
import {
  evidenceFolder,
  joinSources,
  readTrustStore,
  revocationClient,
  timestampClient,
  type Certificate,
  type RevocationSource,
  type TimestampAuthority,
} from './pdf/index.js';

/** What commands that make signatures last have in common. */
export const longTermOptions = {
  tsa: { type: 'string' },
  trust: { type: 'string' },
  evidence: { type: 'string' },
  allow: { type: 'string', multiple: true },
} as const;

export interface LongTermValues {
  readonly tsa?: string | undefined;
  readonly trust?: string | undefined;
  readonly evidence?: string | undefined;
  readonly allow?: readonly string[] | undefined;
}

export interface LongTermMeans {
  readonly timestamp?: TimestampAuthority;
  readonly revocation?: RevocationSource;
  /** Of the folder `--trust`: issuers and roots that complete a path. */
  readonly issuers: readonly Certificate[];
}

/**
 * Evidence comes from a folder, and from the addresses in the certificates as far as they lead to a host that
 * `--allow` names: without one, nobody is asked.
 *
 * @throws {Misuse} for an address that is none, or a folder that cannot be read
 */
export async function longTermMeans({ tsa, trust, evidence, allow }: LongTermValues): Promise<LongTermMeans> {
  const issuers = trust === undefined ? [] : (await readable(trust, readTrustStore(trust))).anchors;
  const sources: RevocationSource[] = [];
  if (evidence !== undefined) sources.push(await readable(evidence, evidenceFolder(evidence)));
  if (allow) sources.push(revocationClient({ allow }));
  return {
    issuers,
    ...(tsa !== undefined && { timestamp: timestampClient({ url: webAddress(tsa) }) }),
    ...(sources.length > 0 && { revocation: joinSources(...sources) }),
  };
}

function webAddress(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:')
    throw new Misuse(`--tsa ${text} is no web address.`);
  return url.href;
}

async function readable<T>(folder: string, reading: Promise<T>): Promise<T> {
  return reading.catch((cause: unknown) => {
    const why = cause instanceof Error ? cause.message : '';
    throw new Misuse(`${folder} cannot be read: ${why}`, { cause });
  });
}
