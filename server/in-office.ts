import { Misuse, type Terminal } from './command.js';
import { readConfig } from './config.js';
import { openOffice } from './main.js';
import { Problem } from './platform/problem.js';
import { scopeFor, tenantBySlug, type Office, type Scope } from './tenants/index.js';

/**
 * Opens the office of a tenant for one command, and closes it whatever happens. What the office refuses is told in a
 * sentence, not traced.
 *
 * @returns what `act` does, or 1 when it was refused
 * @throws {Misuse} where there is no such tenant
 * @throws {ConfigRefusal}
 */
export async function inOffice(
  slug: string,
  terminal: Terminal,
  act: (scope: Scope, office: Office) => Promise<number>,
): Promise<number> {
  const office = await openOffice(readConfig());
  try {
    const tenant = await tenantBySlug(office.store, slug);
    if (!tenant) throw new Misuse(`There is no tenant ${slug}.`);
    return await act(scopeFor(office, tenant, { kind: 'command' }), office);
  } catch (error) {
    if (!(error instanceof Problem || error instanceof RangeError)) throw error;
    terminal.err(error instanceof Problem ? error.report('en', '-').title : error.message);
    return 1;
  } finally {
    await office.store.close();
  }
}
