import type { FollowUp, ReportFollowUp } from '../contract/dispositions.js';
import { writeDown } from '../ledger/index.js';
import {
  changeDeskItems,
  changeLetter,
  letterAtDesk,
  moveOn,
  statusOf,
  takeUpload,
  touchLetter,
} from '../letters/index.js';
import { officialNames, positionNames } from '../people/index.js';
import { newId } from '../platform/ids.js';
import { Problem } from '../platform/problem.js';
import { once, type DeskScope } from '../tenants/index.js';
import { countProgress } from './count-progress.js';
import { findDisposition, insertFollowUp, updateNode } from './dispositions.table.js';
import { firstReading } from './first-reading.js';
import { moveNode } from './node-life.js';
import { nodeOfDesk } from './node-of-desk.js';

/**
 * Tells what was done about a disposition, with a file where there is one; `completes` ends the duty.
 *
 * @throws {Problem} `letter-not-found`, `disposition-not-found`, `disposition-status-wrong`, `upload-not-found`,
 *   `letter-status-wrong`, `letter-changed-meanwhile`
 */
export function reportFollowUp(
  scope: DeskScope,
  letterId: string,
  input: ReportFollowUp,
  key?: string,
): Promise<FollowUp> {
  const request = {
    followUp: letterId,
    desk: scope.actor.positionId,
    input: JSON.parse(JSON.stringify(input)) as never,
  };
  return once(scope, { key, request }, async (work) => {
    const { letter } = await letterAtDesk(scope, letterId);
    const node = await nodeOfDesk(work.db, scope, letterId, input.nodeId);
    const disposition = node && (await findDisposition(work.db, scope.tenantId, node.disposition_id));
    if (!node || !disposition || node.is_copy === 1) throw new Problem('disposition-not-found');
    const at = scope.now.toISOString();
    const state = moveNode(node.state, input.completes ? 'finish' : 'work');
    const file =
      input.uploadId === undefined ? undefined : await takeUpload(work, scope, letterId, input.uploadId);
    const moved = await updateNode(work.db, node, {
      state,
      ...firstReading(scope, node),
      done_at: input.completes ? at : null,
    });
    if (!moved) throw new Problem('letter-changed-meanwhile', { by: 'orang lain' });

    const row = {
      tenant_id: scope.tenantId,
      id: newId(scope.now),
      letter_id: letterId,
      node_id: node.id,
      position_id: scope.actor.positionId,
      official_id: scope.actor.officialId,
      text: input.text,
      document_id: file?.documentId ?? null,
      at,
    };
    await insertFollowUp(work.db, row);
    await changeLetter(work, scope, letter, { status: moveOn(statusOf(letter), 'follow-up') });
    const mine = { letterId, positionId: scope.actor.positionId };
    const ended = input.completes
      ? ({ state: 'done', waits_for: null, unread: 0 } as const)
      : ({ unread: 0 } as const);
    await changeDeskItems(work, scope, mine, (item) => item.node_id === node.id, ended);
    await countProgress(work, scope, letterId, disposition.from_position_id);
    await touchLetter(work, scope, letterId);
    const data = { node: node.id, followUp: row.id, completes: input.completes };
    writeDown(work, scope, { kind: 'disposition.followed-up', subject: letterId, data });
    return {
      id: row.id,
      by: (await officialNames(scope, [row.official_id])).get(row.official_id) ?? '',
      position: (await positionNames(scope)).get(row.position_id)?.title ?? '',
      text: row.text,
      at,
      ...(file ? { file: { documentId: file.documentId, name: file.name, size: file.size } } : {}),
    };
  });
}
