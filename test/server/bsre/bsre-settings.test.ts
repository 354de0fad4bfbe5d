import { describe, expect, it } from 'vitest';
import {
  bsreSettingsFault,
  BsreSettingsRefusal,
  openBsreGateway,
  readBsreSettings,
  type BsreSettings,
} from '../../../server/bsre/index.js';
import { leaf, root } from '../../support/certificate-maker.js';
import { toPem } from '../../../server/pdf/index.js';

const right: BsreSettings = {
  address: 'https://esign.example.go.id',
  version: 'v2',
  login: { name: 'noken', password: 'kunci-gerbang-9931' },
  originCorner: 'bottom-left',
};
const authority = root();
const person = leaf(authority);

describe('settings', () => {
  it.each([
    {},
    { address: 'https://esign.example.go.id/gerbang/' },
    { address: 'http://127.0.0.1:8789' },
    { address: 'http://localhost:8789' },
    { address: 'http://[::1]:8789' },
    { address: 'http://10.20.30.40', plainHttp: true },
    { version: 'v1', originCorner: 'top-left', pageSpace: 'shown' },
    { limits: { signTime: 1, retries: 0 } },
    { certificateAuthorities: [toPem(authority.certificate)] },
  ])('%j are taken', (more) => {
    expect(readBsreSettings({ ...right, ...more })).toMatchObject(more);
    expect(openBsreGateway({ ...right, ...more } as BsreSettings).version).toBe(
      { ...right, ...more }.version,
    );
  });

  it.each([
    [{ address: undefined }, 'address'],
    [{ address: 'esign.example.go.id' }, 'address'],
    [{ address: 'ftp://esign.example.go.id' }, 'address'],
    [{ address: 'https://noken:kunci-gerbang-9931@esign.example.go.id' }, 'login'],
    [{ address: 'https://esign.example.go.id?kunci-gerbang-9931' }, 'address'],
    [{ address: 'https://esign.example.go.id/api/v2' }, '/api'],
    [{ address: 'http://10.20.30.40' }, 'plainHttp'],
    [{ address: 'http://127.0.0.1.example.org' }, 'plainHttp'],
    [{ address: 'http://10.20.30.40', plainHttp: 'ya' }, 'plainHttp'],
    [{ version: 'v3' }, 'version'],
    [{ login: 'noken:kunci-gerbang-9931' }, 'login'],
    [{ login: { name: 'noken' } }, 'login'],
    [{ login: { name: 'noken', password: '' } }, 'login'],
    [{ login: { name: 'no:ken', password: 'kunci-gerbang-9931' } }, 'colon'],
    [{ login: { name: 'noken', password: 'kunci-gerbang-9931\n' } }, 'line break'],
    [{ originCorner: 'kiri' }, 'originCorner'],
    [{ pageSpace: 'kertas' }, 'pageSpace'],
    [{ certificateAuthorities: [] }, 'certificateAuthorities'],
    [{ certificateAuthorities: ['kunci-gerbang-9931'] }, 'certificateAuthorities'],
    [{ certificateAuthorities: [toPem(person.certificate)] }, 'certificateAuthorities'],
    [{ limits: { signTime: 0 } }, 'limits'],
    [{ limits: { patience: 3 } }, 'limits'],
    [{ limits: 3 }, 'limits'],
    [{ passphrase: 'kunci-gerbang-9931' }, 'passphrase'],
  ])('%j are refused in one sentence that repeats nothing secret', (more, word) => {
    const fault = bsreSettingsFault({ ...right, ...more });
    expect(fault).toContain(word);
    expect(fault).toMatch(/^[A-Za-z].*\.$/);
    expect(fault).not.toContain('9931');
    expect(() => readBsreSettings({ ...right, ...more })).toThrow(new BsreSettingsRefusal(fault));
    expect(() => openBsreGateway({ ...right, ...more } as BsreSettings)).toThrow(BsreSettingsRefusal);
  });

  it.each([undefined, null, 'x', []])('%j are none', (value) => {
    expect(bsreSettingsFault(value)).toMatch(/must be an object/);
  });
});
