import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { tokenSigner } from '../../server/pdf/sign/token-signer.js';
import { newKey } from '../support/certificate-maker.js';
import { certifier } from '../support/institution.js';
import { putHolder, softToken, softTokenLack, type SoftToken } from '../support/soft-token.js';

const lack = softTokenLack();
if (lack !== undefined) console.log(`Not tried: ${lack}.`);

describe.runIf(lack === undefined)('a token that cannot do what a key needs', () => {
  const holder = certifier().certify({ key: newKey() });
  let soft: SoftToken;
  beforeAll(async () => {
    soft = await softToken('tanpa kurva', 'slots.mechanisms = CKM_SHA256_RSA_PKCS');
    await putHolder(soft, 'segel', '01', holder);
  });
  afterAll(() => soft.close());

  test('is told by what it says that it can', async () => {
    const signer = tokenSigner(soft, 'segel', holder.certificate);
    await expect(signer.sign([Buffer.from('x')], undefined)).rejects.toMatchObject({
      code: 'token-mechanism-missing',
    });
  });
});
