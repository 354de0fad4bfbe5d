import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Every way in which a text may lie in a file, base64 in all three alignments. */
export function tracesOf(secret: string): Buffer[] {
  const utf8 = Buffer.from(secret, 'utf8');
  const utf16 = Buffer.from(secret, 'utf16le');
  const hex = utf8.toString('hex');
  const texts = [encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1), hex, hex.toUpperCase()];
  for (const bytes of [utf8, utf16]) {
    for (const before of [0, 1, 2]) {
      // Only the characters that no neighbouring byte decides.
      const padded = Buffer.concat([Buffer.alloc(before), bytes]);
      const cut = Math.ceil((before * 8) / 6);
      const whole = Math.floor((padded.length * 8) / 6);
      for (const kind of ['base64', 'base64url'] as const)
        texts.push(padded.toString(kind).slice(cut, whole));
    }
  }
  return [utf8, utf16, Buffer.from(utf16).swap16(), ...texts.map((text) => Buffer.from(text, 'latin1'))];
}

/** Which of the files below a folder, or of the named texts, hold a trace of the secret. */
export async function holdersOf(
  secret: string,
  folder: string,
  texts: Readonly<Record<string, Uint8Array | string>> = {},
): Promise<string[]> {
  const traces = tracesOf(secret);
  const holds = (bytes: Uint8Array) => traces.some((trace) => Buffer.from(bytes).includes(trace));
  const found: string[] = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    if (holds(await readFile(path))) found.push(path.slice(folder.length + 1));
  }
  for (const [name, text] of Object.entries(texts)) if (holds(Buffer.from(text))) found.push(name);
  return found;
}
