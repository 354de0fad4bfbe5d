import type { Office } from '../tenants/index.js';
import type { LetterProvider } from './letter-provider.js';
import { makeSignedDocument } from './make-signed-document.js';
import { gatewayProvider } from './sign-at-gateway.js';
import type { SigningFacts } from './signing-facts.js';
import { unlockKey } from './unlock-key.js';

/**
 * Makes ready by what an official signs: a key of theirs is opened, or the passphrase kept for the gateway.
 *
 * @param ticket stands in the line of unlocks
 * @throws {Problem} `passphrase-wrong`, `key-locked`, `server-busy` where the key is ours
 */
export async function openProvider(
  office: Office,
  facts: SigningFacts,
  passphrase: Buffer,
  ticket: string,
): Promise<LetterProvider> {
  const { means, key, scope } = facts;
  if (means.provider === 'bsre') return gatewayProvider(office, means, passphrase);
  if (!key) throw new Error('The preflight lets nobody pass without a key.');
  const signer = await unlockKey(scope, key, passphrase, ticket);
  return { name: 'local', make: (now) => makeSignedDocument(office, now, signer) };
}
