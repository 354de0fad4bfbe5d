export type Wish =
  | { readonly turn: 1 | -1 }
  | { readonly to: number }
  /** 0 fits the width. */
  | { readonly zoom: 1 | -1 | 0 };

const wishes: Readonly<Record<string, Wish>> = {
  PageDown: { turn: 1 },
  PageUp: { turn: -1 },
  ArrowRight: { turn: 1 },
  ArrowLeft: { turn: -1 },
  Home: { to: 1 },
  End: { to: Number.MAX_SAFE_INTEGER },
  '+': { zoom: 1 },
  '=': { zoom: 1 },
  '-': { zoom: -1 },
  '0': { zoom: 0 },
};

/** What a key means on the pages. Where the paper is wider than its place, left and right move it as everywhere. */
export function wishOf(event: KeyboardEvent, wide: boolean): Wish | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey) return undefined;
  if (wide && event.key.startsWith('Arrow')) return undefined;
  return wishes[event.key];
}
