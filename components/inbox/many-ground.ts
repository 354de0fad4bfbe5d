import type { Format } from '../internal/format.js';
import type { OfficeElement } from '../internal/office-element.js';
import type { DeskList } from './desk-list.js';

/** What choosing many letters needs of the inbox that it belongs to. */
export interface ManyGround {
  readonly host: OfficeElement;
  readonly list: DeskList;
  readonly format: () => Format;
  /** The row to which Tab comes. */
  readonly stopId: () => string | undefined;
  /** Makes a row the one to which Tab comes, and focuses it. Left out: the one that is. */
  readonly focus: (letterId?: string) => void;
  readonly open: (letterId: string) => void;
  /** Says over the list what was done. */
  readonly tell: (sentence: string) => void;
}

/** Of an official who sits at a desk of their own and may sign. Nobody signs for somebody else. */
export function maySign({ office, client }: OfficeElement): boolean {
  const { desk, me } = office ?? {};
  return client !== undefined && desk?.secretary === false && me?.grants.includes('sign') === true;
}
