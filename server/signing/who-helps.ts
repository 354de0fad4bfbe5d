import { tenantOf, type Scope } from '../tenants/index.js';

/** Whom an official calls about keys: named by the government, in words that stand in both languages. */
export async function whoHelps(scope: Scope): Promise<string> {
  return `admin Noken ${(await tenantOf(scope)).name}`;
}
