import type { PositionRow } from '../database/index.js';
import { above } from '../people/index.js';

/**
 * The positions to whom a register may route: heads of its own unit first, then the line above the desk, nearest first.
 * A letter is never routed to the desk itself.
 */
export function routesOf(positions: readonly PositionRow[], desk: PositionRow): PositionRow[] {
  const heads = positions.filter(({ unit_id, is_head }) => unit_id === desk.unit_id && is_head === 1);
  return [...new Set([...heads, ...above(positions, desk.id)])].filter(({ id }) => id !== desk.id);
}

/** The positions that may sign for a desk's unit and its superiors, nearest first. */
export function signersOf(positions: readonly PositionRow[], desk: PositionRow): PositionRow[] {
  const own = positions.filter(({ unit_id, is_head }) => unit_id === desk.unit_id && is_head === 1);
  return [...new Set([...own, ...above(positions, desk.id).filter(({ is_head }) => is_head === 1)])];
}
