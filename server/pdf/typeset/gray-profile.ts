/**
 * A colour profile for grey (ICC.1:2001-04, monochrome display): white is the paper's, black is none of it, and 2.2 the
 * exponent between them, as screens have it. PDF/A allows the device's own grey only beside an output intent; beside
 * this one text is grey on any device. Version 2, which PDF/A-1 asks for.
 */
export const grayProfile: Uint8Array = profile([
  ['desc', description('Noken gray')],
  ['cprt', tagged('text', Buffer.from('No rights reserved\0', 'latin1'))],
  ['wtpt', tagged('XYZ ', fixed(0.9642, 1, 0.8249))],
  // One entry is an exponent, in 256ths.
  ['kTRC', tagged('curv', Buffer.from([0, 0, 0, 1, 2, 0x33]))],
]);

function profile(tags: readonly (readonly [string, Buffer])[]): Buffer {
  const header = Buffer.alloc(128);
  header.writeUInt32BE(0x02100000, 8);
  header.write('mntrGRAYXYZ ', 12, 'latin1');
  [2026, 1, 1, 0, 0, 0].forEach((part, index) => header.writeUInt16BE(part, 24 + 2 * index));
  header.write('acsp', 36, 'latin1');
  fixed(0.9642, 1, 0.8249).copy(header, 68);
  const table = Buffer.alloc(4 + 12 * tags.length);
  table.writeUInt32BE(tags.length, 0);
  const parts: Buffer[] = [header, table];
  let offset = header.length + table.length;
  tags.forEach(([signature, value], index) => {
    table.write(signature, 4 + 12 * index, 'latin1');
    table.writeUInt32BE(offset, 8 + 12 * index);
    table.writeUInt32BE(value.length, 12 + 12 * index);
    const padded = Buffer.concat([value, Buffer.alloc(-value.length & 3)]);
    parts.push(padded);
    offset += padded.length;
  });
  header.writeUInt32BE(offset, 0);
  return Buffer.concat(parts);
}

function tagged(type: string, value: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`${type}\0\0\0\0`, 'latin1'), value]);
}

/** Its name for people; the places for other scripts stay empty. */
function description(text: string): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(text.length + 1);
  return tagged('desc', Buffer.concat([length, Buffer.from(`${text}\0`, 'latin1'), Buffer.alloc(78)]));
}

function fixed(...values: number[]): Buffer {
  const out = Buffer.alloc(4 * values.length);
  values.forEach((value, index) => out.writeInt32BE(Math.round(value * 65_536), 4 * index));
  return out;
}
