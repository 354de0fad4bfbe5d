import { expect } from 'vitest';
import { readAll } from '../../server/pdf/index.js';
import type { MadeOffice, Person } from './made-office.js';
import { enrol, numbered, outgoingLetter, signAs } from './outgoing-letter.js';
import { view } from './recorded-letter.js';

export interface SignedLetter {
  readonly letterId: string;
  readonly documentId: string;
  /** The file as it lies in the store. */
  readonly signed: Uint8Array;
}

/** An outgoing letter that went through everything: numbered, stamped, and signed by each in turn. */
export async function signedLetter(
  made: MadeOffice,
  passphrases: Readonly<Partial<Record<Person, string>>>,
): Promise<SignedLetter> {
  const signers = Object.entries(passphrases) as [Person, string][];
  for (const [person, passphrase] of signers)
    expect((await enrol(made, person, passphrase)).status).toBe(201);
  const letter = await outgoingLetter(
    made,
    signers.map(([person]) => person),
  );
  const { letterId } = letter;
  await numbered(made, letter);
  for (const [person, passphrase] of signers)
    expect((await signAs(made, person, letterId, passphrase)).status).toBe(200);
  const { document_sha256: sha256 } = await made.store.read((db) =>
    db.selectFrom('letters').selectAll().where('id', '=', letterId).executeTakeFirstOrThrow(),
  );
  return {
    letterId,
    documentId: (await view(await made.as('registrar'), letterId)).file?.documentId ?? '',
    signed: await readAll(await made.office.documents.open(made.tenantId, sha256 ?? '')),
  };
}
