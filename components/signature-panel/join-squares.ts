/** A rectangle of squares, all four edges inclusive. */
export interface Block {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Squares so far apart are one place to an eye: between words and lines there is room. */
const reach = 2;

/**
 * Joins squares that lie close to one another into blocks, uppermost first, then from the left.
 *
 * @param squares numbered row by row
 * @param columns how many there are in a row
 */
export function joinSquares(squares: ReadonlySet<number>, columns: number): readonly Block[] {
  const left = new Set(squares);
  const blocks: Block[] = [];
  for (const first of squares) {
    if (!left.delete(first)) continue;
    const members = [first];
    for (const one of members) {
      for (const other of near(one, columns)) if (left.delete(other)) members.push(other);
    }
    blocks.push(around(members, columns));
  }
  return blocks.sort((one, other) => one.top - other.top || one.left - other.left);
}

function near(at: number, columns: number): readonly number[] {
  const [x, y] = [at % columns, Math.floor(at / columns)];
  const found: number[] = [];
  for (let row = Math.max(y - reach, 0); row <= y + reach; row++) {
    for (let column = Math.max(x - reach, 0); column <= Math.min(x + reach, columns - 1); column++)
      found.push(row * columns + column);
  }
  return found;
}

function around(members: readonly number[], columns: number): Block {
  const block = { left: columns, top: Infinity, right: 0, bottom: 0 };
  for (const at of members) {
    const [x, y] = [at % columns, Math.floor(at / columns)];
    block.left = Math.min(block.left, x);
    block.top = Math.min(block.top, y);
    block.right = Math.max(block.right, x);
    block.bottom = Math.max(block.bottom, y);
  }
  return block;
}
