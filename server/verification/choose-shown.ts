/** At most so many of a list, in its own order: those that come first in `preferred`, where there are more. */
export function chooseShown<Item>(
  all: readonly Item[],
  preferred: readonly Item[],
  most: number,
): readonly Item[] {
  const chosen = new Set(preferred.slice(0, most));
  return all.filter((one) => chosen.has(one));
}
