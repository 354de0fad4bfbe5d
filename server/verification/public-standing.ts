import type { LetterRow } from '../database/index.js';

/** What a status means to somebody with a paper in their hand, the government's legal mode left aside. */
export function verdictOf(status: string): 'genuine' | 'withdrawn' | 'unfinished' {
  if (status === 'withdrawn' || status === 'replaced') return 'withdrawn';
  return ['signed', 'sent', 'read', 'filed'].includes(status) ? 'genuine' : 'unfinished';
}

/** Of a letter above sifat biasa only the verdict is told. */
export function isShownOpenly(letter: Pick<LetterRow, 'sifat'>): boolean {
  return letter.sifat === 'biasa';
}
