import type { TrialSigned } from '../contract/signing.js';
import { writeDown } from '../ledger/index.js';
import { bytesSource, concatSource, pageImage, signPdf, verifyPdf } from '../pdf/index.js';
import { Problem } from '../platform/problem.js';
import { look, work, type Office } from '../tenants/index.js';
import { takeEnrolmentStep } from './enrolments.table.js';
import type { KeyChoice } from './enrol-official.js';
import { continueEnrolment, type EnrolmentLink } from './open-enrolment.js';
import { factorStanding, proveFactor } from './second-factor.js';
import { lastStep } from './show-enrolment.js';
import { findSigningKey } from './signing-keys.table.js';
import { tenantAuthority } from './tenant-authority.js';
import { trialSheet } from './trial-sheet.js';
import { unlockKey } from './unlock-key.js';
import { whoHelps } from './who-helps.js';

/** Where the box stands on the sample page, in points from its lower left corner. */
const placement = { page: 1, rect: { x: 72, y: 520 } };

/**
 * Signs a sample page with what the official has just made, and judges it by our own verifier: whoever mistyped a passphrase
 * or scanned the wrong code finds out now and not before a letter. Nothing of it is kept but that it was done.
 *
 * @throws {Problem} `enrolment-not-found`, `factor-needed`, `factor-wrong`, `factor-locked`, `passphrase-wrong`,
 *   `key-missing`, `key-locked`, `server-busy`
 */
export async function signTrial(
  office: Office,
  link: EnrolmentLink,
  { passphrase, factor }: KeyChoice,
): Promise<TrialSigned> {
  try {
    const { scope, row, official, tenant } = await continueEnrolment(office, link);
    if (row.trial_at !== null) throw new Problem('enrolment-not-found');
    const key = await look(scope, (db) => findSigningKey(db, scope.tenantId, official.id));
    if (!key) throw new Problem('key-missing', { who: await whoHelps(scope) });
    if ((await factorStanding(scope, official.id)).demanded)
      await proveFactor(scope, office.keys, { officialId: official.id, act: row.id, given: factor });
    const signer = await unlockKey(scope, key, passphrase, row.id);
    const at = office.now();
    const sheet = bytesSource(trialSheet(official.name, tenant.name, at, scope.zone));
    const authority = await tenantAuthority(scope, office);
    const tail = await signPdf(sheet, signer, {
      at,
      name: official.name,
      reason: 'Tanda tangan percobaan',
      location: tenant.name,
      placement,
      appearance: { capacity: ['TANDA TANGAN PERCOBAAN'], name: official.name, trial: true },
      fieldName: 'TTE1',
      timestamp: authority.timestamps,
    });
    const signed = concatSource(sheet, bytesSource(tail));
    const trust = { anchors: [authority.root], rules: [] };
    const { verdict, signatures } = await verifyPdf(signed, { trust, now: at });
    if (verdict !== 'intact' || signatures[0]?.trust !== 'trusted')
      throw new Error(`Our own check of a trial signature failed: ${verdict}.`);
    const { bytes } = await pageImage(signed, 1, 640, 'webp');
    await work(scope, async (work) => {
      if (!(await takeEnrolmentStep(work.db, row, 'trial', at.toISOString())))
        throw new Problem('enrolment-not-found');
      if (lastStep(row, tenant) === 'trial')
        writeDown(work, scope, { kind: 'enrolment.done', subject: official.id });
    });
    return { verdict, signedAt: at.toISOString(), picture: Buffer.from(bytes).toString('base64') };
  } finally {
    passphrase.fill(0);
  }
}
