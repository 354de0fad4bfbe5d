export { factsAbout, factsThrough, lastSeq } from './facts-about.js';
export { factKinds, type Fact, type FactKind } from './facts.js';
export { genesis, hashOfRow, seqOfThisAct, writeDown } from './write-down.js';
