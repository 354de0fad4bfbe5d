import {
  createAuthority,
  fingerprint,
  generateSigningKey,
  issueSigningCertificate,
  localTimestampAuthority,
  privateKeySigner,
  type Certificate,
  type KeySigner,
  type LocalAuthority,
  type TimestampAuthority,
  type TrustStore,
} from '../../server/pdf/index.js';
import type { SimulatedPerson } from './simulated-people.js';

/** Never the name of a real authority: each certificate says what it is. */
const authorityName = 'Simulator eSign (TEST)';
const institution = 'INSTANSI UJI (TEST)';
const day = 86_400_000;

/** A made authority for one run of the simulator. Takes seconds. */
export function makeTestAuthority(now: Date): Promise<LocalAuthority> {
  // Made yesterday, so that a caller whose clock is behind still finds it in force.
  return createAuthority({ name: authorityName, legalMode: 'trial', now: new Date(now.getTime() - day) });
}

export function certificateId(certificate: Certificate): string {
  return `C-${fingerprint(certificate)}`;
}

/** Keys and certificates of the simulated people, made when they are first needed. */
export class SimulatedAuthority {
  readonly timestamps: TimestampAuthority;
  readonly trust: TrustStore;
  private readonly signers = new Map<string, Promise<KeySigner<void>>>();
  private readonly issued = new Map<string, Certificate>();

  constructor(
    private readonly authority: LocalAuthority,
    private readonly now: () => Date,
  ) {
    const { timestamping, issuing, root } = authority;
    this.timestamps = localTimestampAuthority({ ...timestamping, chain: [issuing.certificate], now });
    this.trust = { anchors: [root.certificate] };
  }

  get root(): Certificate {
    return this.authority.root.certificate;
  }

  get timestampCertificate(): Certificate {
    return this.authority.timestamping.certificate;
  }

  signerOf({ nik, name }: SimulatedPerson): Promise<KeySigner<void>> {
    return this.signer(nik, name);
  }

  /** The name of the institution and nothing else, by which a reader knows a seal. */
  sealSigner(): Promise<KeySigner<void>> {
    return this.signer('seal', institution);
  }

  /** Leaf, issuer and root of a certificate that was issued here. */
  chainOf(leaf: Certificate): Certificate[] {
    return [leaf, this.authority.issuing.certificate, this.root];
  }

  /** @param serial hexadecimal */
  findBySerial(serial: string): Certificate | undefined {
    return this.issued.get(serial.toLowerCase());
  }

  /** @param id `C-` and the SHA-256 of the certificate, as verifications name it */
  findById(id: string): Certificate | undefined {
    return [...this.issued.values()].find((certificate) => certificateId(certificate) === id);
  }

  private signer(owner: string, commonName: string): Promise<KeySigner<void>> {
    const known = this.signers.get(owner);
    if (known) return known;
    const made = this.certify(commonName);
    this.signers.set(owner, made);
    return made;
  }

  private async certify(commonName: string): Promise<KeySigner<void>> {
    const { privateKey, publicKey } = await generateSigningKey();
    const notBefore = new Date(this.now().getTime() - day / 2);
    const certificate = await issueSigningCertificate({
      authority: this.authority,
      publicKey,
      commonName,
      organization: institution,
      notBefore,
      notAfter: new Date(notBefore.getTime() + 730 * day),
    });
    this.issued.set(certificate.serialHex, certificate);
    return privateKeySigner(privateKey, certificate, [this.authority.issuing.certificate]);
  }
}
