import * as v from 'valibot';
import { Instant } from './vocabulary.js';

/** The institution's seal on a letter, apart from the signatures of persons. */
export const Seal = v.object({
  /** Of the institution, as its certificate has it. */
  name: v.string(),
  /** Hexadecimal. */
  serial: v.string(),
  /** By the time-stamp where there is one, else by this server's clock. */
  at: Instant,
  /** PAdES: B-B, B-T, B-LT. */
  level: v.string(),
});
export type Seal = v.InferOutput<typeof Seal>;
