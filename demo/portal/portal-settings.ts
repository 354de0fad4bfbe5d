/** What this portal was told when it was set up: its own key, whom it knows, and where Noken is. */
export interface PortalSettings {
  /** Its own address, as registered with Noken. */
  readonly origin: string;
  readonly noken: string;
  /** Versioned address of the kit, and its hash for `integrity`. */
  readonly kitUrl: string;
  readonly kitIntegrity?: string;
  readonly portalId: string;
  readonly keyId: string;
  /** Ed25519, base64url. */
  readonly key: { readonly x: string; readonly d: string };
  readonly accounts: readonly PortalAccount[];
}

/** A user of this portal; Noken knows them by `username` alone. */
export interface PortalAccount {
  readonly username: string;
  readonly salt: string;
  /** scrypt of the password, 32 bytes, base64url. */
  readonly hash: string;
  readonly name: string;
  readonly position: string;
  /** What this portal lets them do in Noken. */
  readonly scope: string;
}
