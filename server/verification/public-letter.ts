import { letterOfCode } from '../letters/index.js';
import { pageImage } from '../pdf/index.js';
import { officialNames, unitById } from '../people/index.js';
import { Problem } from '../platform/problem.js';
import { sealOf } from '../sealing/index.js';
import { signaturesOf } from '../signing/index.js';
import { scopeFor, tenantById, type Office } from '../tenants/index.js';
import { countLook } from './count-look.js';
import { isShownOpenly, verdictOf } from './public-standing.js';
import { withdrawnLetter, type WithdrawnLetter } from './withdrawn-letter.js';

export type PublicVerdict = 'genuine' | 'withdrawn' | 'trial' | 'unknown' | 'unfinished';

/** What anybody may see of a letter whose code they hold. No NIK, no desk, no trail. */
export interface PublicLetter {
  readonly verdict: PublicVerdict;
  readonly code: string;
  readonly zone: string;
  readonly tenant: string;
  /** It is no longer in force; told in a trial too. */
  readonly withdrawn?: WithdrawnLetter;
  /** Absent for letters above sifat biasa: of those only the verdict is told. */
  readonly facts?: {
    readonly number: string;
    readonly date: string;
    readonly subject: string;
    readonly office: string;
    readonly signers: readonly { readonly name: string; readonly capacity: string; readonly at: string }[];
    /** Of the institution, which is nobody's signature. */
    readonly seal?: { readonly name: string; readonly at: string };
  };
}

/** The letter of a public code; undefined where no letter bears it. Each look is counted. */
export async function publicLetter(office: Office, code: string): Promise<PublicLetter | undefined> {
  const letter = await letterOfCode(office.store, code);
  const tenant = letter && (await tenantById(office.store, letter.tenant_id));
  if (!tenant) return undefined;
  const standing = verdictOf(letter.status);
  const trial = tenant.legal_mode === 'trial' && standing !== 'unfinished';
  const verdict: PublicVerdict = trial ? 'trial' : standing;
  await countLook(office, tenant.tenant_id, `page-${verdict}`);
  const withdrawn = await withdrawnLetter(office, letter);
  const common = { verdict, code, zone: tenant.zone, tenant: tenant.name, ...(withdrawn && { withdrawn }) };
  if (standing === 'unfinished' || !isShownOpenly(letter)) return common;

  const scope = scopeFor(office, tenant, { kind: 'public' });
  const signatures = await signaturesOf(scope, letter.id);
  const names = await officialNames(
    scope,
    signatures.map((one) => one.official_id),
  );
  const unit = await unitById(scope, letter.unit_id);
  const seal = await sealOf(scope, letter.id);
  return {
    ...common,
    facts: {
      number: letter.number ?? '',
      date: letter.letter_date ?? '',
      subject: letter.subject,
      office: [unit?.name, tenant.name].filter((name) => name !== undefined).join(', '),
      signers: signatures.map((one) => ({
        name: names.get(one.official_id) ?? one.certificate_name,
        capacity: one.capacity,
        at: one.signed_at,
      })),
      ...(seal && { seal: { name: seal.certificate_name, at: seal.sealed_at } }),
    },
  };
}

/** Pictures drawn lately, by the file they show: a paper that is passed round is drawn once. */
const drawn = new Map<string, Promise<Uint8Array<ArrayBuffer>>>();
const keepAtMost = 100;
export const pictureWidth = 640;

/** Page one as WebP, to be held beside the paper. @throws {Problem} `code-unknown` where it is not public */
export async function publicPicture(office: Office, code: string): Promise<Uint8Array<ArrayBuffer>> {
  const letter = await letterOfCode(office.store, code);
  const shown = letter && verdictOf(letter.status) !== 'unfinished' && isShownOpenly(letter);
  if (!shown || letter.document_sha256 === null) throw new Problem('code-unknown');
  const { tenant_id: tenantId, document_sha256: sha256 } = letter;
  const key = `${tenantId}/${sha256}`;
  const known = drawn.get(key);
  if (known) return known;
  const picture = office.documents
    .open(tenantId, sha256)
    .then((file) => pageImage(file, 1, pictureWidth, 'webp'))
    .then((image) => image.bytes);
  drawn.set(key, picture);
  picture.catch(() => drawn.delete(key));
  if (drawn.size > keepAtMost) drawn.delete(drawn.keys().next().value ?? '');
  return picture;
}
