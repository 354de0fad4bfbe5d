import { expect, test } from 'vitest';
import { DerMemory } from '../../server/pdf/core/der-memory.js';

const value = (...bytes: number[]) => ({ der: Uint8Array.from(bytes) });

test('finds a value by all of its bytes, and no other', () => {
  const memory = new DerMemory<{ der: Uint8Array }>();
  const kept = memory.keep(value(0x30, 1, 2));
  expect(memory.get(Uint8Array.from([0x30, 1, 2]))).toBe(kept);
  expect(memory.get(Uint8Array.from([0x30, 1, 3]))).toBeUndefined();
  expect(memory.get(Uint8Array.from([0x30, 1]))).toBeUndefined();
});

test('forgets the value that was not asked for the longest, and keeps no long one', () => {
  const memory = new DerMemory<{ der: Uint8Array }>();
  const first = memory.keep(value(0, 0));
  const second = memory.keep(value(0, 1));
  for (let each = 2; each < 256; each += 1) memory.keep(value(0, each));
  expect(memory.get(first.der)).toBe(first);
  memory.keep(value(1, 0));
  expect(memory.get(first.der)).toBe(first);
  expect(memory.get(second.der)).toBeUndefined();
  const long = memory.keep({ der: new Uint8Array(8 * 1024 + 1) });
  expect(memory.get(long.der)).toBeUndefined();
});
