import type { DispositionChoices } from '../contract/dispositions.js';
import type { PositionName } from '../contract/letters.js';
import { letterAtDesk } from '../letters/index.js';
import { below, office, positionNames } from '../people/index.js';
import { addWorkingDays, localDate } from '../platform/local-date.js';
import { look, type DeskScope } from '../tenants/index.js';
import { listHabits, listHolidays, listInstructions } from './dispositions.table.js';
import { lastDueUnder } from './last-due.js';
import { nodeOfDesk } from './node-of-desk.js';

/** Working days that a derajat leaves (domain.md §1.5). */
const workingDays: Readonly<Record<string, number>> = { 'sangat-segera': 1, segera: 2, biasa: 5 };
const remembered = 300;

/**
 * What the form shows before anybody types: usual receivers and instructions of this desk first.
 *
 * @throws {Problem} `letter-not-found`, `restricted-in-portal`
 */
export function dispositionChoices(scope: DeskScope, letterId: string): Promise<DispositionChoices> {
  return look(scope, async (db) => {
    const { letter } = await letterAtDesk(scope, letterId);
    const { positions } = await office(scope);
    const names = await positionNames(scope);
    const line = below(positions, scope.actor.positionId).slice(1);
    const depths = new Map<string, number>();
    for (const position of line) depths.set(position.id, (depths.get(position.parent_id ?? '') ?? -1) + 1);
    const known = line.flatMap((position) => names.get(position.id) ?? []);

    const habits = await listHabits(db, scope.tenantId, scope.actor.positionId, remembered);
    const receivers = new Map<string, number>();
    const instructions = new Map<string, number>();
    for (const habit of habits) {
      // Letters of the same kind and sender say more about this one than all the others.
      const weight =
        1 + (habit.kind_id === letter.kind_id ? 2 : 0) + (habit.sender === letter.sender ? 4 : 0);
      receivers.set(habit.position_id, (receivers.get(habit.position_id) ?? 0) + weight);
      for (const text of JSON.parse(habit.instructions) as string[])
        instructions.set(text, (instructions.get(text) ?? 0) + weight);
    }
    const all = (await listInstructions(db, scope.tenantId)).map((row) => row.text);
    const holidays = (await listHolidays(db, scope.tenantId)).map((row) => row.date);
    const today = localDate(scope.now, scope.zone);
    const days = workingDays[letter.derajat] ?? 5;
    const parent = await nodeOfDesk(db, scope, letterId);
    const usual = addWorkingDays(today, days, new Set(holidays));
    const latest = lastDueUnder(parent, today);
    return {
      favourites: favourites(known, receivers, depths),
      positions: known.map((name) => ({ ...name, depth: depths.get(name.id) ?? 0 })),
      instructions: mostUsed(all, instructions),
      due: {
        date: latest !== undefined && latest < usual ? latest : usual,
        workingDays: days,
        ...(latest === undefined ? {} : { latest }),
      },
      holidays,
      today,
      ...(parent ? { parentNodeId: parent.id } : {}),
    };
  });
}

/** At most four: those used most, then the desk's own subordinates. */
function favourites(
  known: readonly PositionName[],
  used: ReadonlyMap<string, number>,
  depths: ReadonlyMap<string, number>,
): PositionName[] {
  return [...known]
    .sort(
      (a, b) =>
        (used.get(b.id) ?? 0) - (used.get(a.id) ?? 0) || (depths.get(a.id) ?? 0) - (depths.get(b.id) ?? 0),
    )
    .slice(0, 4);
}

function mostUsed(all: readonly string[], used: ReadonlyMap<string, number>): string[] {
  return [...all].sort((a, b) => (used.get(b) ?? 0) - (used.get(a) ?? 0));
}
