/** One login of the sample portal for each part that somebody plays. `position` is a key of the office plan. */
export interface DemoLogin {
  readonly username: string;
  /** What this person shows in the demo. */
  readonly part: string;
  readonly position: string;
  /** Grants that the portal asks for, parted by spaces. */
  readonly scope: string;
  /** Has a signing key from the start; its random passphrase stands in the secrets. */
  readonly signs?: true;
  /** Has none yet, but a link by which to make one. */
  readonly invited?: true;
  /** Signs at the stand-in of BSrE's gateway, with no key here. */
  readonly atGateway?: true;
}

const clerk = 'read act';
const signer = 'read act sign';

export const demoLogins: readonly DemoLogin[] = [
  { username: 'tu', part: 'mencatat surat masuk', position: 'tu', scope: clerk },
  {
    username: 'kadis',
    part: 'dua meja, mendisposisi, menandatangani',
    position: 'kadis',
    scope: signer,
    signs: true,
  },
  { username: 'kabid1', part: 'menerima disposisi', position: 'kabid-informatika', scope: clerk },
  { username: 'kabid2', part: 'menerima disposisi', position: 'kabid-persandian', scope: clerk },
  {
    username: 'sekda',
    part: 'belum punya kunci tanda tangan',
    position: 'sekda',
    scope: signer,
    invited: true,
  },
  {
    username: 'asisten',
    part: 'menandatangani lewat simulasi BSrE',
    position: 'asisten1',
    scope: signer,
    atGateway: true,
  },
  { username: 'bupati', part: 'menandatangani terakhir', position: 'bupati', scope: signer, signs: true },
  { username: 'monev', part: 'memantau pemakaian', position: 'kabag-organisasi', scope: 'read monitor' },
  {
    username: 'distrik',
    part: 'orang luar: surat dinas lain tidak ada baginya',
    position: 'distrik-91.11.02',
    scope: clerk,
  },
];
