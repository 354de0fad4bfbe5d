import {
  issueCrl,
  localRevocation,
  localTimestampAuthority,
  ocspResponder,
  type Certificate,
  type LocalAuthority,
  type RevocationSource,
  type TimestampAuthority,
} from '../../server/pdf/index.js';

const day = 86_400_000;

/** What a signature of level B-LT needs besides a key. */
export interface LongTerm {
  readonly timestamp: TimestampAuthority;
  readonly revocation: RevocationSource;
  readonly issuers: readonly Certificate[];
}

/** From an authority at hand, of which nothing was ever revoked. */
export async function longTermBy(authority: LocalAuthority): Promise<LongTerm> {
  const { root, issuing, timestamping, responding } = authority;
  const clock = () => new Date();
  const thisUpdate = clock();
  const rootList = await issueCrl({
    issuer: root,
    number: 1,
    thisUpdate,
    nextUpdate: new Date(thisUpdate.getTime() + 180 * day),
    revoked: [],
  });
  const standingOf = () => Promise.resolve('good' as const);
  return {
    timestamp: localTimestampAuthority({ ...timestamping, chain: [issuing.certificate], now: clock }),
    revocation: localRevocation({
      root: root.certificate,
      issuing: issuing.certificate,
      responder: ocspResponder({
        issuer: issuing.certificate,
        responder: responding,
        standingOf,
        now: clock,
        life: day,
      }),
      standingOf,
      rootCrl: () => Promise.resolve(rootList),
    }),
    issuers: [root.certificate],
  };
}
