export type { NumberTokens } from './number-template.js';
export { takeNumber, type NumberPurpose, type NumberWish, type TakenNumber } from './take-number.js';
export { reserveNumber, useNumber, type ReservedNumber } from './reserve-number.js';
