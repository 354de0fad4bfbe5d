import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { ConfigRefusal, portNumber, readConfig } from '../../server/config.js';

const good = {
  NOKEN_PUBLIC_URL: 'https://noken.example.go.id',
  NOKEN_MASTER_KEY: randomBytes(32).toString('base64'),
};

test('reads what is needed, and takes the usual for the rest', () => {
  const config = readConfig({ ...good, NOKEN_PUBLIC_URL: `${good.NOKEN_PUBLIC_URL}/` });
  expect(config).toMatchObject({ publicUrl: good.NOKEN_PUBLIC_URL, port: 8787, behindProxy: false });
  expect(config.masterKey).toHaveLength(32);
  const hex = readConfig({ ...good, NOKEN_MASTER_KEY: randomBytes(32).toString('hex') });
  expect(hex.masterKey).toHaveLength(32);
  expect(readConfig({ ...good, NOKEN_PUBLIC_URL: 'http://localhost:8787' }).publicUrl).toBe(
    'http://localhost:8787',
  );
});

test.each([
  ['NOKEN_PUBLIC_URL', undefined],
  ['NOKEN_PUBLIC_URL', ''],
  ['NOKEN_PUBLIC_URL', 'noken.example'],
  ['NOKEN_PUBLIC_URL', 'http://noken.example.go.id'],
  ['NOKEN_PUBLIC_URL', 'https://noken.example.go.id/noken'],
  ['NOKEN_PUBLIC_URL', 'https://user@noken.example.go.id'],
  ['NOKEN_MASTER_KEY', undefined],
  ['NOKEN_MASTER_KEY', 'rahasia'],
  ['NOKEN_MASTER_KEY', randomBytes(31).toString('base64')],
  ['NOKEN_MASTER_KEY', Buffer.alloc(32).toString('base64')],
  ['NOKEN_PORT', '80a'],
  ['NOKEN_PORT', '70000'],
  ['NOKEN_BEHIND_PROXY', 'yes'],
])('refuses to start with %s as %j, in a sentence that names it and not its value', (name, value) => {
  const start = () => readConfig({ ...good, [name]: value });
  expect(start).toThrow(ConfigRefusal);
  expect(start).toThrow(name);
  if (value && name === 'NOKEN_MASTER_KEY') expect(start).not.toThrow(value);
});

test('an outside time-stamp authority has whom it is told by, and its login is apart from its address', () => {
  const set = (url: string, trust?: string) =>
    readConfig({ ...good, NOKEN_TSA_URL: url, NOKEN_TSA_TRUST: trust }).timestamps;
  expect(readConfig(good).timestamps).toBeUndefined();
  expect(set('https://tsa.example/stamp', '/etc/noken/tsa')).toEqual({
    url: 'https://tsa.example/stamp',
    trust: '/etc/noken/tsa',
  });
  expect(set('https://papua:p%40ss@tsa.example/', '/etc/noken/tsa')).toEqual({
    url: 'https://tsa.example/',
    trust: '/etc/noken/tsa',
    authorization: `Basic ${Buffer.from('papua:p@ss').toString('base64')}`,
  });
  expect(() => set('https://tsa.example/')).toThrow('NOKEN_TSA_TRUST');
  for (const wrong of [
    'tsa.example',
    'http://papua:rahasia@tsa.example/',
    'https://papua:%rahasia@tsa.example/',
  ]) {
    expect(() => set(wrong, '/etc')).toThrow('NOKEN_TSA_URL');
    expect(() => set(wrong, '/etc')).not.toThrow('rahasia');
  }
});

test('a port that is not set is the usual one', () => {
  expect(portNumber('X', undefined, 5)).toBe(5);
  expect(portNumber('X', '0', 5)).toBe(0);
});
