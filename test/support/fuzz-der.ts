import type { FuzzRandom } from './fuzz-random.js';
import { changeBytes } from './fuzz-bytes.js';

/** A value of ASN.1 that can be taken apart and put together again, right or wrong. */
interface Tree {
  identifier: number;
  content: Uint8Array | Tree[];
  /** Written with an endless length, as BER may be. */
  endless?: boolean;
}

/** Changes one or two values of ASN.1 and gives all the lengths around them anew, so that readers get that far. */
export function changeDer(
  der: Uint8Array,
  random: FuzzRandom,
  others: readonly Uint8Array[] = [],
): Uint8Array {
  if (random.percent(10)) return changeBytes(der, random);
  const root = treeOf(der);
  if (!root) return changeBytes(der, random);
  const foreign = others.map((each) => treeOf(each)).filter((each) => each !== undefined);
  for (let count = random.below(2) + 1; count > 0; count -= 1) changeTree(root, random, foreign);
  return encoded(root);
}

function changeTree(root: Tree, random: FuzzRandom, foreign: readonly Tree[]): void {
  const nodes = nodesOf(root);
  const holders = nodes.filter(({ content }) => Array.isArray(content) && content.length > 0);
  const holder = random.pick(holders.length > 0 ? holders : [root]);
  const children = Array.isArray(holder.content) ? holder.content : [];
  const at = random.below(children.length);
  const child = children[at] ?? root;
  switch (random.below(9)) {
    case 0:
      children.splice(at, 1);
      break;
    case 1:
      children.splice(random.below(children.length + 1), 0, structuredClone(child));
      break;
    case 2:
      if (children.length > 0) children[at] = structuredClone(random.pick(nodes));
      break;
    case 3:
      children.reverse();
      break;
    case 4:
      child.identifier = random.pick([child.identifier ^ (1 << random.below(8)), random.below(256)]) & 0xff;
      break;
    case 5:
      holder.endless = true;
      break;
    case 6:
      swapForForeign(root, random, foreign);
      break;
    default:
      changeLeaf(random.pick([...nodes.filter(({ content }) => !Array.isArray(content)), root]), random);
  }
}

/** The same place of another signature: its certificate, its attributes, its value. */
function swapForForeign(root: Tree, random: FuzzRandom, foreign: readonly Tree[]): void {
  if (foreign.length === 0) return;
  const places = nodesOf(root);
  const other = nodesOf(random.pick(foreign));
  const index = random.below(Math.min(places.length, other.length));
  const [place, source] = [places[index], other[index]];
  if (!place || !source) return;
  place.identifier = source.identifier;
  place.content = structuredClone(source.content);
}

function changeLeaf(leaf: Tree | undefined, random: FuzzRandom): void {
  if (!leaf || Array.isArray(leaf.content)) return;
  leaf.content =
    leaf.content.length > 0 && random.percent(85)
      ? changeBytes(leaf.content, random)
      : random.bytes(random.below(5));
}

function nodesOf(root: Tree): Tree[] {
  const nodes: Tree[] = [];
  const open = [root];
  for (let node = open.pop(); node; node = open.pop()) {
    nodes.push(node);
    if (Array.isArray(node.content)) open.push(...node.content);
  }
  return nodes;
}

function treeOf(der: Uint8Array): Tree | undefined {
  try {
    return treesOf(der, 0)[0];
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function treesOf(bytes: Uint8Array, depth: number): Tree[] {
  const trees: Tree[] = [];
  for (let at = 0; at < bytes.length;) {
    const identifier = bytes[at] ?? 0;
    let length = bytes[at + 1] ?? 0;
    let start = at + 2;
    if (length > 0x80) {
      const count = length & 0x7f;
      length = 0;
      for (let index = 0; index < count; index += 1) length = length * 256 + (bytes[start + index] ?? 0);
      start += count;
    }
    if (start + length > bytes.length || depth > 40) throw new RangeError('Not DER.');
    const content = bytes.subarray(start, start + length);
    trees.push({ identifier, content: (identifier & 0x20) === 0 ? content : treesOf(content, depth + 1) });
    at = start + length;
    // The zeros that pad a signature are no value.
    if (depth === 0) break;
  }
  return trees;
}

function encoded({ identifier, content, endless }: Tree): Uint8Array {
  const inside = Array.isArray(content) ? Buffer.concat(content.map((each) => encoded(each))) : content;
  if (endless) return Buffer.concat([Uint8Array.of(identifier, 0x80), inside, Uint8Array.of(0, 0)]);
  const length = inside.length;
  const head = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Uint8Array.of(identifier, ...head), inside]);
}
