export function manifestProblems(manifest: unknown): string[];
