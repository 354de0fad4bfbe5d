import { areaOf, type Rectangle, unionArea } from './rectangle.js';

/** Pictures of new signatures that one revision put onto a page, as far as they are seen there. */
export interface DrawnOnPage {
  /** Place of the page in the walk of the tree: the same in all revisions, or they would differ in shape. */
  readonly page: number;
  readonly seen: Rectangle;
  readonly pictures: readonly Rectangle[];
}

/**
 * The pictures of all who sign later may hide this part of a page. A third is the most for one of them; a sheet on which
 * twenty people sign takes less than half of it, and what covers more is no longer the page that the first one signed.
 */
const MOST_OF_PAGE = 1 / 2;
/** More pictures on a page are not measured. */
const MOST_PICTURES = 400;

/** Sums up pictures over the revisions after a signature: many small ones must not do what one large one may not. */
export class DrawnTotal {
  readonly #pages = new Map<number, Rectangle[]>();

  /** Counts what one more revision has drawn. @returns whether too much of a page is covered now */
  covers(drawn: readonly DrawnOnPage[]): boolean {
    let isTooMuch = false;
    for (const { page, seen, pictures } of drawn) {
      const all = [...(this.#pages.get(page) ?? []), ...pictures];
      this.#pages.set(page, all);
      const most = MOST_OF_PAGE * areaOf(seen);
      // Pictures may lie on one another, and then hide the page only once.
      const sum = all.reduce((total, each) => total + areaOf(each), 0);
      if (sum > most) isTooMuch ||= all.length > MOST_PICTURES || unionArea(all) > most;
    }
    return isTooMuch;
  }
}
