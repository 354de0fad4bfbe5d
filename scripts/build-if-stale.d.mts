/** Builds unless what is in `dist` was built from these very sources. True when `dist` is whole. */
export function buildIfStale(root: string): Promise<boolean>;
