import type { Trail } from '../contract/dispositions.js';
import type { PositionName } from '../contract/letters.js';
import type { LedgerRow } from '../database/index.js';
import { factsAbout, type FactKind } from '../ledger/index.js';
import { officialNames } from '../people/index.js';
import type { Scope } from '../tenants/index.js';

type Step = Trail['steps'][number];

const shown: Readonly<Partial<Record<FactKind, Step['what']>>> = {
  'letter.recorded': 'recorded',
  'letter.created': 'created',
  'letter.routed': 'routed',
  'letter.read': 'read',
  'letter.file-arrived': 'file',
  'letter.no-disposition': 'no-disposition',
  'letter.closed': 'closed',
  'letter.numbered': 'numbered',
  'letter.signed': 'signed',
  'letter.sealed': 'sealed',
  'letter.refused': 'refused',
  'letter.withdrawn': 'withdrawn',
  'letter.replaced': 'replaced',
};

/** The steps outside the tree, from what the ledger says about the letter: first readings only, by each desk. */
export async function trailSteps(
  scope: Scope,
  letterId: string,
  positions: ReadonlyMap<string, PositionName>,
): Promise<Step[]> {
  const read = new Set<string | null>();
  const facts = (await factsAbout(scope, letterId)).filter((row) => {
    if (row.kind !== 'letter.read') return shown[row.kind as FactKind];
    const first = !read.has(row.desk);
    read.add(row.desk);
    return first;
  });
  const actors = facts.map((row) => JSON.parse(row.actor) as { official?: string });
  const names = await officialNames(scope, [...new Set(actors.flatMap((actor) => actor.official ?? []))]);
  return facts.map((row, i) => {
    const to = targetOf(row);
    return {
      what: shown[row.kind as FactKind] ?? 'recorded',
      by: names.get(actors[i]?.official ?? '') ?? '',
      at: row.at,
      ...(to === undefined ? {} : { to: positions.get(to)?.title ?? '—' }),
      ...(row.desk === null ? {} : { detail: positions.get(row.desk)?.title ?? '—' }),
    };
  });
}

function targetOf(row: LedgerRow): string | undefined {
  const { to } = JSON.parse(row.data) as { to?: unknown };
  return row.kind === 'letter.routed' && typeof to === 'string' ? to : undefined;
}
