import { appendRevision } from './appended-revision.js';
import type { FuzzRandom } from './fuzz-random.js';
import { appendRevision as appendChange, changedBody, objectsOf } from './fuzz-revision.js';
import { entry, swapped } from './fuzz-tokens.js';
import { bytesOf, objectStream, stream, textOfBytes } from './made-pdfs.js';

/**
 * Mutations by somebody who knows how a file is built: each leaves it one that readers open, and lets it say something
 * that its signer did not. All give a new array and leave the one that they are given alone.
 */

/** Two revisions in each other's place: as they stand, or said anew behind sections that are right. */
export function swapRevisions(base: Uint8Array, random: FuzzRandom): Uint8Array {
  const parts = revisionsOf(random.percent(60) ? appendChange(appendChange(base, random), random) : base);
  if (parts.length < 2) return swapRevisions(appendChange(base, random), random);
  // The last ones are what no signature covers.
  const second = random.percent(70) ? parts.length - 1 : 1 + random.below(parts.length - 1);
  const first = random.percent(70) ? second - 1 : random.below(second);
  if (first > 0 && random.percent(60)) {
    const before = bytesOf(parts.slice(0, first).join(''));
    const again = (file: Uint8Array, part = '') => append(file, { objects: plainObjects(part) });
    return again(again(before, parts[second]), parts[first]);
  }
  const swapped = [...parts];
  [swapped[first], swapped[second]] = [parts[second] ?? '', parts[first] ?? ''];
  return bytesOf(swapped.join(''));
}

/** An entry of a section leads to where another object stands, or to what an object was before. */
export function redirectEntry(base: Uint8Array, random: FuzzRandom): Uint8Array {
  const text = textOfBytes(base);
  const places = [...text.matchAll(/(?:^|[\r\n])(\d+) 0 obj/gu)].map((found) => ({
    number: Number(found[1]),
    offset: found.index + (/\d/u.test(found[0][0] ?? '') ? 0 : 1),
  }));
  const rows = [...text.matchAll(/\d{10} \d{5} n/gu)];
  if (rows.length > 1 && random.percent(30)) {
    const row = random.percent(60) ? (rows.at(-1) ?? random.pick(rows)) : random.pick(rows);
    const other = random.percent(50) ? random.pick(rows)[0].slice(0, 10) : padded(random.pick(places).offset);
    return bytesOf(text.slice(0, row.index) + other + text.slice(row.index + 10));
  }
  const numbers = [...new Set(places.map(({ number }) => number))];
  const number = random.pick(numbers);
  const older = places.filter((place) => place.number === number);
  const containers = [...objectStreamsOf(text)];
  if (containers.length > 0 && random.percent(50)) {
    const row = [2, random.pick(containers), random.below(4)] as const;
    return append(base, { kind: 'stream', rows: { [number]: row } });
  }
  const { offset } = random.percent(50) ? random.pick(older) : random.pick(places);
  return append(base, { kind: kindOf(text), rows: { [number]: [1, offset, 0] } });
}

/** A dictionary, or the trailer, holds a key twice: readers differ about which of them counts. */
export function duplicateKey(base: Uint8Array, random: FuzzRandom): Uint8Array {
  const text = textOfBytes(base);
  const objects = objectsOf(text);
  const known = [...objects.keys()];
  if (random.percent(20)) {
    const key = random.pick(['Root', 'Root', 'Info', 'Prev', 'Size', 'ID', 'XRefStm']);
    const value = random.pick([`${String(random.pick(known))} 0 R`, String(random.below(base.length)), '[]']);
    const added = random.percent(50) ? { 90: '<< /Type /Catalog /Pages 2 0 R >>' } : {};
    return append(base, { objects: added, kind: kindOf(text), trailer: `/${key} ${value}` });
  }
  const number = random.pick(known);
  const body = objects.get(number) ?? '';
  const head = body.slice(0, body.includes('stream') ? body.indexOf('stream') : undefined);
  const entries = [...head.matchAll(ENTRY)];
  if (entries.length === 0) return append(base, { objects: { [number]: body }, kind: kindOf(text) });
  const chosen = random.pick(entries);
  const other = random.pick(entries);
  const again = `${chosen[1] ?? ''} ${random.pick([chosen[2], other[2], '[]', '(lain)', `${String(random.pick(known))} 0 R`, '9'])}`;
  const at = chosen.index + (random.percent(50) ? 0 : chosen[0].length);
  return append(base, {
    objects: { [number]: `${body.slice(0, at)} ${again} ${body.slice(at)}` },
    kind: kindOf(text),
  });
}

/** An object comes back out of an object stream: one of its own, one that stood there before, or one of another number. */
export function replaceThroughStream(base: Uint8Array, random: FuzzRandom): Uint8Array {
  const text = textOfBytes(base);
  const known = [...objectsOf(text)].filter(([, body]) => !body.includes('stream'));
  if (known.length === 0) return appendChange(base, random);
  const [number, body] = random.pick(known);
  const [other, otherBody] = random.pick(known);
  const free = Math.max(90, ...known.map(([each]) => each)) + 10;
  const now = random.percent(20) ? body : changedBody(body, random, free);
  const containers = [...objectStreamsOf(text)];
  switch (random.below(6)) {
    case 0:
      return append(base, { packed: { [number]: now } });
    case 1:
      return append(base, { packed: { [number]: now, [other]: otherBody } });
    case 2:
      // In the place of an older stream, whose other objects are gone then, or of any object at all.
      return append(base, {
        packed: { [number]: now },
        container: random.pick(containers.length > 0 ? containers : [other]),
      });
    case 3: {
      // Twice in one stream, and the section says by its last field which of them counts.
      const pair = [[number, body] as const, [number, now] as const];
      const ordered = random.percent(50) ? pair : pair.toReversed();
      const rows = { [number]: [2, free, random.below(3)] as const };
      return append(base, { kind: 'stream', objects: { [free]: objectStream(ordered) }, rows });
    }
    case 4: {
      // Its list says one number, the section another.
      const rows = { [other]: [2, free, 0] as const };
      return append(base, { kind: 'stream', objects: { [free]: objectStream([[number, now]]) }, rows });
    }
    default: {
      const list = `${String(number)} 0 `;
      const extended = random.pick(containers.length > 0 ? containers : [free + 1]);
      const entries = `/Type /ObjStm /N 1 /First ${String(list.length)} /Extends ${String(extended)} 0 R`;
      const rows = { [number]: [2, free, random.below(2)] as const };
      return append(base, { kind: 'stream', objects: { [free]: stream(list + now, entries) }, rows });
    }
  }
}

/** Proofs of a document store change places, are lost, or give way to something else. */
export function swapEvidence(base: Uint8Array, random: FuzzRandom): Uint8Array {
  const text = textOfBytes(base);
  const objects = objectsOf(text);
  const stores = [...objects].filter(([, body]) => /\/(?:VRI|CRLs?|OCSPs?|Certs?)\b/u.test(body));
  if (stores.length === 0) return appendChange(base, random);
  const [number, body] = random.pick(stores);
  const keys = [...body.matchAll(/\/(?:CRL|OCSP|Cert)s?\b|\/[0-9A-F]{40}\b/gu)];
  const refs = [...body.matchAll(/\d+ 0 R/gu)];
  const proofs = [...objects].filter(([, each]) => each.includes('stream'));
  const [proof, proofBody] = random.pick(proofs);
  const again = (value: string) => append(base, { objects: { [number]: value }, kind: kindOf(text) });
  switch (random.below(7)) {
    case 0:
      return again(swapped(body, random.pick(keys), random.pick(keys)));
    case 1:
      return again(refs.length > 0 ? swapped(body, random.pick(refs), random.pick(refs)) : body);
    case 2:
      return again(body.replaceAll(/\[[\d R]*\]/gu, (list) => (random.percent(50) ? '[]' : list)));
    case 3:
      return again(
        body.replaceAll(/\d+ 0 R/gu, (ref) => (random.percent(30) ? `${String(proof)} 0 R` : ref)),
      );
    case 4:
      return again(`${body.slice(0, -2)} ${entry(random)} >>`);
    case 5:
      // One proof's bytes under the number of another object, be that a proof or not.
      return append(base, { objects: { [random.pick(proofs)[0]]: proofBody }, kind: kindOf(text) });
    default:
      return append(base, { free: [random.percent(50) ? proof : number], kind: kindOf(text) });
  }
}

const ENTRY = /(\/[A-Za-z]+)\s*(\[[^\]]*\]|<<[^<>]*>>|\d+ \d+ R|\/[A-Za-z0-9.]+|\([^)]*\)|-?\d+(?:\.\d+)?)/gu;

/** The text of each revision, cut behind its end. */
function revisionsOf(bytes: Uint8Array): string[] {
  return textOfBytes(bytes).match(/[\s\S]+?%%EOF[\r\n]*|[\s\S]+$/gu) ?? [];
}

function append(base: Uint8Array, revision: Parameters<typeof appendRevision>[1]): Uint8Array {
  const text = textOfBytes(base);
  return appendRevision(base, { root: /\/Root (\d+ 0 R)/u.exec(text)?.[1] ?? '1 0 R', ...revision });
}

function kindOf(text: string): 'stream' | 'table' {
  return text.lastIndexOf('/Type /XRef') > text.lastIndexOf('trailer') ? 'stream' : 'table';
}

function objectStreamsOf(text: string): Set<number> {
  const found = text.matchAll(/(?:^|[\r\n])(\d+) 0 obj\s*<<[^>]*\/ObjStm/gu);
  return new Set([...found].map(([, number]) => Number(number)));
}

function plainObjects(part: string): Record<number, string> {
  return Object.fromEntries(objectsOf(part));
}

function padded(offset: number): string {
  return String(offset).padStart(10, '0');
}
