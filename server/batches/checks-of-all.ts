import * as v from 'valibot';
import { CheckOfAll } from '../contract/sign-batches.js';
import type { PreflightCheck } from '../contract/signing.js';

/** A check of the one who signs, which holds for every letter; the rest are about one letter. */
export function isOfAll({ check }: PreflightCheck): boolean {
  return v.is(CheckOfAll, check);
}
