/** Where an object is. `free` hides what older sections say of the same number. */
export type XrefEntry =
  | { readonly is: 'free'; readonly generation: number }
  | { readonly is: 'at'; readonly offset: number; readonly generation: number }
  | { readonly is: 'inside'; readonly container: number; readonly index: number };
