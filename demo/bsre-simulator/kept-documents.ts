import { randomBytes } from 'node:crypto';

const keepAtMost = 500;
const rememberAtMost = 20_000;
const keepBytes = 512 * 1024 * 1024;

/** Signed files that can be fetched once each by their number (v1). The oldest go when there are too many. */
export class KeptDocuments {
  private readonly files = new Map<string, Uint8Array>();
  private readonly fetched = new Set<string>();
  private bytes = 0;

  keep(pdf: Uint8Array): string {
    const id = randomBytes(16).toString('hex');
    this.files.set(id, pdf);
    this.bytes += pdf.length;
    while (this.files.size > keepAtMost || (this.bytes > keepBytes && this.files.size > 1)) {
      this.remove(this.files.keys().next().value ?? '');
    }
    return id;
  }

  /** The file, once; `again` for one that was fetched; undefined for one that never was. */
  fetch(id: string): Uint8Array | 'again' | undefined {
    const pdf = this.files.get(id);
    if (!pdf) return this.fetched.has(id) ? 'again' : undefined;
    this.remove(id);
    this.fetched.add(id);
    if (this.fetched.size > rememberAtMost) this.fetched.delete(this.fetched.values().next().value ?? '');
    return pdf;
  }

  private remove(id: string): void {
    this.bytes -= this.files.get(id)?.length ?? 0;
    this.files.delete(id);
  }
}
