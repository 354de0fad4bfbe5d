import type { TokenAccess } from '../pdf/index.js';
import { Problem } from '../platform/problem.js';
import type { Office } from '../tenants/index.js';

/**
 * How a token is opened, from the operator's settings.
 *
 * @param module where it is left out, the one token of that label
 * @throws {Problem} `seal-token-unknown`
 */
export function sealTokenAccess(
  { tokens = [] }: Pick<Office, 'tokens'>,
  token: string,
  module?: string | null,
): TokenAccess {
  const found = tokens.filter((one) => one.token === token && (module ?? one.module) === one.module);
  const [access] = found;
  if (!access || found.length > 1) throw new Problem('seal-token-unknown', { token });
  return access;
}
