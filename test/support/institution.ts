import {
  authority,
  leaf,
  root,
  type Holder,
  type MadeCertificate,
  type MadeExtension,
} from './certificate-maker.js';

/** How the small office's institution is called in its certificate. */
export const institution = { C: 'ID', O: 'Kabupaten Keerom (uji)', CN: 'Kabupaten Keerom (uji)' };

const from = new Date('2026-01-01T00:00:00Z');
const to = new Date('2036-01-01T00:00:00Z');

/** A root, an issuer below it, and whoever it certifies: nobody whom this server knows unless it is told. */
export interface Certifier {
  readonly root: Holder;
  readonly issuing: Holder;
  certify(wanted?: MadeCertificate): Holder;
}

/** @param extensions of the issuer’s certificate */
export function certifier(extensions: readonly MadeExtension[] = []): Certifier {
  const top = root({ name: 'Akar Segel Uji', from, to });
  const issuing = authority(top, { name: 'Penerbit Segel Uji', from, to, extensions });
  return {
    root: top,
    issuing,
    certify: (wanted = {}) => leaf(issuing, { name: institution, from, to, ...wanted }),
  };
}
