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
