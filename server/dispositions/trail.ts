import type { FollowUp, Trail, TrailDisposition, TrailNode } from '../contract/dispositions.js';
import type { PositionName } from '../contract/letters.js';
import type { DispositionNodeRow, DispositionRow, FollowUpRow } from '../database/index.js';
import { letterAtDesk, letterDocuments, nextStatus, statusOf } from '../letters/index.js';
import { officialNames, positionNames } from '../people/index.js';
import { localDate, workingDaysLate } from '../platform/local-date.js';
import { look, type DeskScope } from '../tenants/index.js';
import { listDispositions, listFollowUps, listHolidays, listNodes } from './dispositions.table.js';
import { counts, isOpen } from './node-life.js';
import { trailSteps } from './trail-steps.js';

/** What the tree is drawn from, read once. */
interface Picture {
  readonly scope: DeskScope;
  readonly running: boolean;
  readonly dispositions: readonly DispositionRow[];
  readonly nodes: readonly DispositionNodeRow[];
  readonly followUps: readonly FollowUpRow[];
  readonly files: ReadonlyMap<string, { documentId: string; name: string; size: number }>;
  readonly positions: ReadonlyMap<string, PositionName>;
  readonly names: ReadonlyMap<string, string>;
  readonly today: string;
  readonly holidays: ReadonlySet<string>;
}

/**
 * The way of a letter: steps of the office and the tree of dispositions, who read when, n of m done.
 *
 * @throws {Problem} `letter-not-found`, `restricted-in-portal`
 */
export async function trailOf(scope: DeskScope, letterId: string): Promise<Trail> {
  return look(scope, async (db) => {
    const { letter } = await letterAtDesk(scope, letterId);
    const dispositions = await listDispositions(db, scope.tenantId, letterId);
    const nodes = await listNodes(db, scope.tenantId, letterId);
    const followUps = await listFollowUps(db, scope.tenantId, letterId);
    const people = [
      ...dispositions.map((one) => one.official_id),
      ...nodes.flatMap((node) => (node.read_by === null ? [] : [node.read_by])),
      ...followUps.map((one) => one.official_id),
    ];
    const files = await letterDocuments(scope, letterId);
    const picture: Picture = {
      scope,
      running: nextStatus(statusOf(letter), 'follow-up') !== undefined,
      dispositions,
      nodes,
      followUps,
      files: new Map(
        files.map((file) => [file.id, { documentId: file.id, name: file.name, size: file.size }]),
      ),
      positions: await positionNames(scope),
      names: await officialNames(scope, [...new Set(people)]),
      today: localDate(scope.now, scope.zone),
      holidays: new Set((await listHolidays(db, scope.tenantId)).map((row) => row.date)),
    };
    const counted = nodes.filter(counts);
    return {
      steps: await trailSteps(scope, letterId, picture.positions),
      dispositions: childrenOf(picture, null),
      progress: {
        done: counted.filter((node) => node.state === 'done').length,
        of: counted.length,
        returned: counted.filter((node) => node.state === 'returned').length,
      },
      open: nodes.filter(isOpen).length,
    };
  });
}

function childrenOf(picture: Picture, parentNodeId: string | null): TrailDisposition[] {
  return picture.dispositions
    .filter((disposition) => disposition.parent_node_id === parentNodeId)
    .map((disposition) => ({
      dispositionId: disposition.id,
      from: positionOf(picture, disposition.from_position_id),
      by: picture.names.get(disposition.official_id) ?? '',
      at: disposition.at,
      ...(disposition.note === null ? {} : { note: disposition.note }),
      ...(disposition.due === null ? {} : { due: disposition.due }),
      nodes: picture.nodes
        .filter((node) => node.disposition_id === disposition.id)
        .map((node) => toNode(picture, node, disposition)),
    }));
}

function toNode(picture: Picture, node: DispositionNodeRow, disposition: DispositionRow): TrailNode {
  const { scope, names, today, holidays } = picture;
  const late = node.due !== null && isOpen(node) ? workingDaysLate(node.due, today, holidays) : 0;
  return {
    nodeId: node.id,
    position: positionOf(picture, node.position_id),
    mine: node.position_id === scope.actor.positionId,
    copy: node.is_copy === 1,
    state: node.state,
    instructions: JSON.parse(node.instructions) as string[],
    sentAt: node.sent_at,
    ...(node.read_at === null ? {} : { read: { by: names.get(node.read_by ?? '') ?? '', at: node.read_at } }),
    ...(node.done_at === null ? {} : { doneAt: node.done_at }),
    ...(node.recalled_at === null ? {} : { recalledAt: node.recalled_at }),
    ...(node.returned_at === null
      ? {}
      : { returned: { reason: node.return_reason ?? '', at: node.returned_at } }),
    ...(node.due === null ? {} : { due: node.due }),
    lateDays: late,
    followUps: picture.followUps
      .filter((one) => one.node_id === node.id)
      .map((one) => toFollowUp(picture, one)),
    children: childrenOf(picture, node.id),
    recallable:
      picture.running && node.state === 'sent' && disposition.from_position_id === scope.actor.positionId,
  };
}

function toFollowUp(picture: Picture, row: FollowUpRow): FollowUp {
  const file = row.document_id === null ? undefined : picture.files.get(row.document_id);
  return {
    id: row.id,
    by: picture.names.get(row.official_id) ?? '',
    position: positionOf(picture, row.position_id).title,
    text: row.text,
    at: row.at,
    ...(file ? { file } : {}),
  };
}

/** A position that has been closed since keeps its place in the tree, without a name of today. */
function positionOf(picture: Picture, id: string): PositionName {
  return picture.positions.get(id) ?? { id, title: '—', shortTitle: '—', unit: '' };
}
