import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { toPem } from '../../server/pdf/core/certificate.js';
import { fingerprint } from '../../server/pdf/verify/anchor-rule.js';
import { checkPath } from '../../server/pdf/verify/check-path.js';
import { readTrustStore } from '../../server/pdf/verify/trust-store.js';
import { authority, leaf, noon, root } from '../support/certificate-maker.js';

const [national, local] = [root({ name: 'Root CA Contoh' }), root({ name: 'Akar Uji' })];
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'noken-trust-'));
  await writeFile(join(folder, 'national.cer'), national.certificate.der);
  await writeFile(join(folder, 'local.pem'), toPem(local.certificate));
});
afterEach(() => rm(folder, { recursive: true }));

const withRules = async (rules: unknown) => {
  const text = typeof rules === 'string' ? rules : JSON.stringify(rules);
  await writeFile(join(folder, 'rules.json'), text);
  return readTrustStore(folder);
};

describe('a folder with rules', () => {
  const rule = {
    name: 'Root CA Indonesia',
    kind: 'national',
    purposes: ['signature'],
    policies: ['2.16.360.1'],
    issuers: [{ O: 'Badan Siber dan Sandi Negara' }],
    leaves: [{ C: 'ID' }],
  };

  test('gives each anchor the rule of its file', async () => {
    const { anchors, rules } = await withRules({ 'national.cer': rule });
    expect(anchors).toHaveLength(2);
    expect(rules).toEqual([{ ...rule, anchor: fingerprint(national.certificate) }]);
  });

  test('has every purpose where none is named', async () => {
    const { rules } = await withRules({ 'local.pem': { name: 'Uji', kind: 'trial' } });
    expect(rules?.[0]).toMatchObject({ kind: 'trial', purposes: ['signature', 'timestamp'] });
  });

  test('limits paths to that anchor and to no other', async () => {
    const store = await withRules({ 'national.cer': { ...rule, policies: undefined } });
    const judge = (anchor: typeof national, organization: string) => {
      const ca = authority(anchor, { name: { C: 'ID', O: organization, CN: 'CA' } });
      return checkPath(leaf(ca).certificate, [ca.certificate], store, noon).trust;
    };
    expect(judge(national, 'Badan Siber dan Sandi Negara')).toBe('trusted');
    expect(judge(national, 'Badan Lain')).toBe('untrusted');
    expect(judge(local, 'Badan Lain')).toBe('trusted');
  });

  test.each<[string, unknown, string]>([
    ['that are not JSON', '{', 'rules.json: not JSON'],
    ['that are a list', [], 'rules.json: not an object'],
    ['of a file that is not there', { 'other.cer': rule }, 'rules.json: no file other.cer'],
    ['of another kind', { 'local.pem': { ...rule, kind: 'best' } }, 'rules.json: local.pem'],
    ['without a name', { 'local.pem': { kind: 'trial' } }, 'rules.json: local.pem'],
    ['with a word that we do not know', { 'local.pem': { ...rule, policy: [] } }, 'rules.json: local.pem'],
    ['for another purpose', { 'local.pem': { ...rule, purposes: ['seal'] } }, 'rules.json: local.pem'],
    ['for no purpose', { 'local.pem': { ...rule, purposes: [] } }, 'rules.json: local.pem'],
    [
      'with a policy that is no number',
      { 'local.pem': { ...rule, policies: ['best'] } },
      'rules.json: local.pem',
    ],
    [
      'with a name that has no such part',
      { 'local.pem': { ...rule, leaves: [{ X: 'a' }] } },
      'rules.json: local.pem',
    ],
    ['with a pattern of nothing', { 'local.pem': { ...rule, issuers: [{}] } }, 'rules.json: local.pem'],
  ])('%s is refused, and says which', async (_, rules, detail) => {
    await expect(withRules(rules)).rejects.toMatchObject({ code: 'trust-rules-unreadable', detail });
  });
});
