import type { PositionRow, UnitRow } from '../database/index.js';
import { look, type Scope } from '../tenants/index.js';
import {
  findAppointment,
  findOfficial,
  findPosition,
  findUnit,
  listOfficialsNamed,
  listPositions,
  listUnits,
} from './people.table.js';

/** The office as rows: open positions and all units, each in its order. */
export function office(scope: Scope): Promise<{ positions: PositionRow[]; units: UnitRow[] }> {
  return look(scope, async (db) => ({
    positions: await listPositions(db, scope.tenantId),
    units: await listUnits(db, scope.tenantId),
  }));
}

/** An open position or a closed one; undefined where this tenant has none of that id. */
export function positionById(scope: Scope, positionId: string) {
  return look(scope, (db) => findPosition(db, scope.tenantId, positionId));
}

export function appointmentById(scope: Scope, appointmentId: string) {
  return look(scope, (db) => findAppointment(db, scope.tenantId, appointmentId));
}

export function unitById(scope: Scope, unitId: string) {
  return look(scope, (db) => findUnit(db, scope.tenantId, unitId));
}

export function officialById(scope: Scope, officialId: string) {
  return look(scope, (db) => findOfficial(db, scope.tenantId, officialId));
}

/** For a command, whose reader knows no ids. */
export function officialsNamed(scope: Scope, name: string) {
  return look(scope, (db) => listOfficialsNamed(db, scope.tenantId, name));
}

/** A position and all below it in its line, itself first. A loop in the data ends where it closes. */
export function below(positions: readonly PositionRow[], positionId: string): PositionRow[] {
  const found: PositionRow[] = [];
  const seen = new Set<string>();
  const walk = (id: string) => {
    const position = positions.find((one) => one.id === id);
    if (!position || seen.has(id)) return;
    seen.add(id);
    found.push(position);
    for (const child of positions) if (child.parent_id === id) walk(child.id);
  };
  walk(positionId);
  return found;
}

/** The positions above one in its line, nearest first. */
export function above(positions: readonly PositionRow[], positionId: string): PositionRow[] {
  const line: PositionRow[] = [];
  let next = positions.find((one) => one.id === positionId)?.parent_id;
  while (next) {
    const position = positions.find((one) => one.id === next);
    if (!position || line.includes(position)) break;
    line.push(position);
    next = position.parent_id;
  }
  return line;
}
