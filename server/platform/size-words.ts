const KiB = 1024;
const MiB = 1024 * KiB;

/** The most that is taken, in round words of both languages, never more than it is: `50 MB`, `512 KB`. */
export function limitWords(bytes: number): string {
  return bytes < MiB ? `${String(Math.floor(bytes / KiB))} KB` : `${String(Math.floor(bytes / MiB))} MB`;
}
