import type { OutsideTimestamps } from './config.js';
import { RepeatingJob } from './platform/repeating-job.js';
import { outsideAuthority } from './seal-authority.js';
import { readOutsideClock } from './signing/index.js';
import type { Office } from './tenants/index.js';

const between = 5 * 60_000;

/**
 * Reads this machine's clock from time to time by the time-stamp authority outside, where there is one.
 *
 * @throws {ConfigRefusal} as `sealAuthority`
 */
export async function clockWatch(
  office: Office,
  outside: OutsideTimestamps | undefined,
): Promise<RepeatingJob | undefined> {
  if (!outside) return undefined;
  const { stamps } = await outsideAuthority(office, outside);
  return new RepeatingJob('clock-not-read', between, office.log, () => readOutsideClock(office, stamps));
}
