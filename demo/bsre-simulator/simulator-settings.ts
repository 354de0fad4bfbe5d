import type { CodeMail } from './one-time-codes.js';
import type { Faults } from './simulator-faults.js';
import type { LocalAuthority } from '../../server/pdf/index.js';

/** Given by whoever starts it: nothing secret stands in the program. */
export interface SimulatorSettings {
  /** Of the one application that may call. */
  readonly login: { readonly name: string; readonly password: string };
  /** By NIK. Whoever has none cannot sign. */
  readonly passphrases: Readonly<Record<string, string>>;
  /** `idSubscriber` of the institution that seals. */
  readonly sealSubscriber?: string;
  /** 127.0.0.1, unless somebody wants it seen. */
  readonly host?: string;
  /** Left out: any free one. */
  readonly port?: number;
  /** How it behaves when nothing is wished; such as `{ 'origin-corner': 'top-left' }`. */
  readonly standing?: Faults;
  /** Of a request. */
  readonly maxBodyBytes?: number;
  readonly now?: () => Date;
  /** Left out, one is made, which takes seconds; its names must say TEST. */
  readonly authority?: LocalAuthority;
  /** Told of each code that is sent, as its owner's mailbox would be. */
  readonly onCode?: (mail: CodeMail) => void;
}

/** What is taken where nothing is said. Multipart of the field allows 100 MB at most. */
export const simulatorDefaults = {
  host: '127.0.0.1',
  maxBodyBytes: 100 * 1024 * 1024,
  sealSubscriber: 'SEGEL-UJI-0001',
} as const;
