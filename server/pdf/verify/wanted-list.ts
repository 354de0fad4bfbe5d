import type { Wanted } from './vouch-for.js';

/** What is wanted, in DER, as it leaves the worker: evidence about a certificate, or its issuer where that is absent. */
export interface WantedDer {
  readonly certificate: Uint8Array;
  readonly issuer?: Uint8Array;
}

/** So many questions one file may cause. */
const MOST_WANTED = 40;

/** What a verification would ask if it could, each question once. */
export class WantedList {
  readonly all: WantedDer[] = [];
  private readonly seen = new Set<string>();

  add({ certificate, issuer }: Wanted): void {
    const key = `${latin(certificate.der)} ${issuer ? latin(issuer.der) : ''}`;
    if (this.seen.has(key) || this.all.length >= MOST_WANTED) return;
    this.seen.add(key);
    this.all.push({ certificate: certificate.der, ...(issuer && { issuer: issuer.der }) });
  }
}

function latin(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1');
}
