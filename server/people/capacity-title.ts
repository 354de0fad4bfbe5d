import type { Capacity } from '../contract/vocabulary.js';

const printed: Readonly<Record<Capacity, string>> = {
  definitive: '',
  plt: 'Plt. ',
  plh: 'Plh. ',
  pj: 'Pj. ',
  pjs: 'Pjs. ',
};

/** A position as it is printed for who holds it: `Plh. Kepala Dinas …` (domain.md §1.4). */
export function capacityTitle(capacity: Capacity, title: string): string {
  return `${printed[capacity]}${title}`;
}

/**
 * The lines above a name where it is signed in somebody's name (domain.md §1.4): `a.n. Bupati Keerom`, `Sekretaris Daerah`, and
 * below that `u.b.` and the signer's own.
 *
 * @param own as `capacityTitle` prints it
 * @param above titles of the positions above, nearest first
 */
export function signingLines(
  form: 'an' | 'ub' | null,
  own: string,
  [superior, top]: readonly string[],
): string[] {
  if (form === null) return [own];
  // Who had somebody above when the letter was made, and has not now, signs in nobody's name.
  if (superior === undefined || (form === 'ub' && top === undefined))
    throw new RangeError('Nobody stands above any more in whose name this could be signed.');
  return form === 'an' ? [`a.n. ${superior}`, own] : [`a.n. ${top ?? ''}`, superior, 'u.b.', own];
}
