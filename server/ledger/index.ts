export { DailySealing, type SealAuthorityOf } from './daily-sealing.js';
export { factsAbout, factsThrough, lastSeq } from './facts-about.js';
export { factKinds, type Fact, type FactKind } from './facts.js';
export type { LedgerProblem, LedgerProblemKind, LedgerReport } from './ledger-report.js';
export { largestSealFile, readSealFile, sealFile } from './seal-file.js';
export { latestSeal, sealLedger, type SealAuthority, type Sealing } from './seal-ledger.js';
export { checkSeal, sealedText, type Seal, type SealCheck } from './seal.js';
export { verifyLedger, type LedgerScope, type VerifyLedgerInput } from './verify-ledger.js';
export { genesis, hashOfRow, seqOfThisAct, writeDown } from './write-down.js';
