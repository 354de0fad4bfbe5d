import type { LedgerRow, LedgerSealRow } from '../database/index.js';
import { chainLinks, checkSeal, latestSeal, ledgerText, sealedText, toSeal } from '../ledger/index.js';
import { isSameCertificate, toPem, type Certificate } from '../pdf/index.js';
import type { Scope } from '../tenants/index.js';
import { jsonEntry, textEntry, type Claim, type PackPart } from './pack-claim.js';

/** Rows between the first one of a letter and the seal, of which a pack tells the hashes. */
const mostLinks = 100_000;

/**
 * What was written down about a letter, so that a stranger can make each hash again, with the hashes of the whole chain
 * from there to the newest seal. What other rows say is not told: they are about other letters.
 *
 * @param facts all rows of the letter, in order
 */
export async function packLedger(
  scope: Scope,
  facts: readonly LedgerRow[],
  anchors: readonly Certificate[],
): Promise<PackPart> {
  const seal = await latestSeal(scope);
  const first = facts[0]?.seq ?? 1;
  const last = Math.max(facts.at(-1)?.seq ?? 0, seal?.seq ?? 0);
  const isWhole = last - first < mostLinks;
  const links: string[] = [];
  if (isWhole)
    for await (const { seq, hash } of chainLinks(scope, first - 1, last)) links.push(`${seq} ${hash}\n`);
  const sealed = await packSeal(seal, facts, isWhole, anchors);
  return {
    entries: [
      ...facts.map((row) => ({ ...textEntry(rowName(row), ledgerText(row)) })),
      textEntry('ledger/ROWS.sha256', facts.map((row) => `${row.hash}  ${rowName(row)}\n`).join('')),
      textEntry('ledger/rows.txt', facts.map(({ seq, hash }) => `${seq} ${hash}\n`).join('')),
      textEntry('ledger/before.txt', facts.map(({ seq, prev }) => `${seq - 1} ${prev}\n`).join('')),
      ...(isWhole ? [textEntry('ledger/links.txt', links.join(''))] : []),
      ...sealed.entries,
    ],
    claims: [
      {
        says: [
          `Setiap baris jejak audit surat ini (${facts.length}) masih seperti saat dicatat: hash-nya cocok.`,
          `Each row of this letter's audit trail (${facts.length}) is as it was written: its hash matches.`,
        ],
        command: 'sha256sum -c ledger/ROWS.sha256',
      },
      ...(isWhole ? chainClaims(facts) : []),
      ...sealed.claims,
    ],
  };
}

function chainClaims(facts: readonly LedgerRow[]): Claim[] {
  // The row before the tenant's first one is no row.
  const linked = facts.filter(({ seq }) => seq > 1).length;
  return [
    {
      says: [
        'Baris-baris itu berdiri di rantai yang diumumkan di sini, masing-masing sesudah baris yang ditunjuknya.',
        'Those rows stand in the chain that is told here, each behind the row to which it points.',
      ],
      command: `test $(grep -c -F -x -f ledger/rows.txt ledger/links.txt) -eq ${facts.length} && test $(grep -c -F -x -f ledger/before.txt ledger/links.txt) -eq ${linked}`,
    },
    {
      says: [
        'Isi baris surat lain tidak ada di paket ini. Bahwa hash di antaranya bersambung diperiksa di server dengan noken ledger verify, atau oleh pemeriksa yang diberi hak baca.',
        'What rows of other letters say is not in this pack. That the hashes between hold together is checked at the server by noken ledger verify, or by an auditor with a reading right.',
      ],
    },
  ];
}

async function packSeal(
  seal: LedgerSealRow | undefined,
  facts: readonly LedgerRow[],
  isWhole: boolean,
  anchors: readonly Certificate[],
): Promise<PackPart> {
  if (!seal)
    return {
      entries: [],
      claims: [{ says: ['Buku jejak audit ini belum disegel.', 'This audit trail has no seal yet.'] }],
    };
  const { certificates, signer } = await checkSeal(toSeal(seal), anchors);
  const all = [...(signer ? [signer] : []), ...certificates];
  const roots = anchors.filter((anchor) =>
    all.some((one) => isSameCertificate(one, anchor) || one.issuer.folded === anchor.subject.folded),
  );
  const [name, authority] = ['ledger/seal.tst', 'ledger/seal-roots.pem'];
  const outside = facts.filter(({ seq }) => seq > seal.seq).length;
  const said: Claim[] = [
    {
      says: [
        `Cap waktu ${seal.authority} menyegel baris ${seal.seq} pada ${seal.at}.`,
        `A time-stamp of ${seal.authority} seals row ${seal.seq} at ${seal.at}.`,
      ],
      ...(roots.length > 0 && {
        command: `openssl ts -verify -token_in -in ${name} -data ledger/seal.txt -CAfile ${authority} -untrusted ledger/seal-chain.pem -attime ${Math.floor(Date.parse(seal.at) / 1000)}`,
      }),
    },
    ...(isWhole && seal.seq >= (facts[0]?.seq ?? 1)
      ? [
          {
            says: [
              'Yang disegel adalah rantai yang diumumkan di sini.',
              'What is sealed is the chain that is told here.',
            ] as const,
            command: `grep -q -x '${seal.seq} ${seal.hash}' ledger/links.txt && grep -q '"hash":"${seal.hash}"' ledger/seal.txt`,
          },
        ]
      : []),
    ...(outside > 0
      ? [
          {
            says: [
              `${outside} baris terakhir surat ini dicatat sesudah segel itu; segel berikutnya mencakupnya.`,
              `The last ${outside} rows of this letter were written after that seal; the next one covers them.`,
            ] as const,
          },
        ]
      : []),
  ];
  return {
    entries: [
      textEntry('ledger/seal.txt', sealedText(toSeal(seal))),
      { name, bytes: Buffer.from(seal.token, 'base64') },
      textEntry('ledger/seal-chain.pem', all.map(toPem).join('')),
      ...(roots.length > 0 ? [textEntry(authority, roots.map(toPem).join(''))] : []),
      jsonEntry('ledger/seal.json', {
        seq: seal.seq,
        hash: seal.hash,
        at: seal.at,
        authority: seal.authority,
      }),
    ],
    claims: said,
  };
}

function rowName({ seq }: LedgerRow): string {
  return `ledger/rows/${String(seq).padStart(9, '0')}.json`;
}
