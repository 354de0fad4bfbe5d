import type { LetterChoices, PositionName } from '../contract/letters.js';
import type { PositionRow } from '../database/index.js';
import { office, positionNames } from '../people/index.js';
import { Problem } from '../platform/problem.js';
import { look, type DeskScope } from '../tenants/index.js';
import { countRoutes, listClassifications, listKinds, listSenders } from './choices.table.js';
import { routesOf, signersOf } from './routes-of-desk.js';

const mostSenders = 50;

/**
 * What the forms of this desk offer.
 *
 * @param maxFileSize bytes
 */
export function letterChoices(scope: DeskScope, maxFileSize: number): Promise<LetterChoices> {
  return look(scope, async (db) => {
    const { tenantId } = scope;
    const { positions } = await office(scope);
    const desk = positions.find(({ id }) => id === scope.actor.positionId);
    if (!desk) throw new Problem('desk-not-yours');
    const names = await positionNames(scope);
    const named = (rows: readonly PositionRow[]): PositionName[] =>
      rows.flatMap(({ id }) => names.get(id) ?? []);
    const times = new Map(
      (await countRoutes(db, tenantId, desk.id)).map((row) => [row.position_id, Number(row.times)]),
    );
    const usualFirst = (a: PositionRow, b: PositionRow) => (times.get(b.id) ?? 0) - (times.get(a.id) ?? 0);
    return {
      kinds: (await listKinds(db, tenantId)).map((kind) => ({
        id: kind.id,
        name: kind.name,
        group: kind.group_name,
        direction: kind.direction,
      })),
      classifications: (await listClassifications(db, tenantId)).map(({ code, name }) => ({ code, name })),
      routes: named(routesOf(positions, desk).sort(usualFirst)),
      signers: named(signersOf(positions, desk)),
      senders: await listSenders(db, tenantId, desk.unit_id, scope.portalId !== undefined, mostSenders),
      maxFileSize,
    };
  });
}
