import type { SeenOnPage } from './seen-on-page.js';

/**
 * How many pieces of text lie wholly under something opaque that another object draws after them. What lies under a
 * picture from the start, as the text of a scan does that a reader recognised, is drawn unseen and does not count.
 */
export function coveredTexts({ texts, covers }: SeenOnPage): number {
  if (covers.length === 0) return 0;
  return texts.filter((text) =>
    covers.some(
      (cover) =>
        cover.turn > text.turn &&
        cover.left <= text.left &&
        cover.right >= text.right &&
        cover.bottom <= text.bottom &&
        cover.top >= text.top,
    ),
  ).length;
}
