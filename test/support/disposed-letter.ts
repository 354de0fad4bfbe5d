import { expect } from 'vitest';
import type { Dispose, Disposed, FollowUp, Trail, TrailNode } from '../../server/contract/dispositions.js';
import type { InboxPage, InboxRow } from '../../server/contract/letters.js';
import type { MadeOffice, Person, Seat } from './made-office.js';
import { codeOf, record, view } from './recorded-letter.js';

/** Instructions for one receiver, or `copy`. */
export type Wanted = Readonly<Partial<Record<Person, readonly string[] | 'copy'>>>;

/** A letter that lies before the head, as the head sees it. */
export async function routedLetter(
  made: MadeOffice,
  more: Record<string, unknown> = {},
): Promise<{ letterId: string; version: number }> {
  return record(made, { routeTo: made.desks.head, ...more });
}

export function disposeBody(made: MadeOffice, version: number, wanted: Wanted): Dispose {
  const recipients = (Object.entries(wanted) as [Person, readonly string[] | 'copy'][]).map(
    ([person, instructions]) => ({
      positionId: made.desks[person],
      instructions: instructions === 'copy' ? [] : [...instructions],
      copy: instructions === 'copy',
    }),
  );
  return { version, recipients };
}

/** Asks to dispose at the version that stands now. */
export async function askDispose(
  made: MadeOffice,
  from: Person,
  letterId: string,
  wanted: Wanted,
  more: Partial<Dispose> = {},
  headers: Record<string, string> = {},
): Promise<Response> {
  const seat = await made.as(from);
  const { version } = await view(seat, letterId);
  const body = { ...disposeBody(made, version, wanted), ...more };
  return seat.request('POST', `/v1/desks/:desk/letters/${letterId}/dispositions`, body, headers);
}

/** Disposes, and lets a second pass so that what follows sorts after it. */
export async function dispose(
  made: MadeOffice,
  from: Person,
  letterId: string,
  wanted: Wanted,
  more: Partial<Dispose> = {},
): Promise<Disposed> {
  const answer = await askDispose(made, from, letterId, wanted, more);
  expect(answer.status, await answer.clone().text()).toBe(201);
  made.setClock(1000);
  return (await answer.json()) as Disposed;
}

/** A letter at the head that went on to both Kabids with an instruction each. */
export async function disposedLetter(
  made: MadeOffice,
): Promise<{ letterId: string; one: string; two: string; version: number }> {
  const { letterId } = await routedLetter(made);
  const wanted = { kabidOne: ['Tindak lanjuti'], kabidTwo: ['Untuk diketahui'] };
  const { nodeIds, version } = await dispose(made, 'head', letterId, wanted);
  return { letterId, one: nodeIds[0] ?? '', two: nodeIds[1] ?? '', version };
}

export const readAt = (seat: Seat, letterId: string) =>
  seat.request('POST', `/v1/desks/:desk/letters/${letterId}/read`, {});
export const recallAt = (seat: Seat, nodeId: string) =>
  seat.request('POST', `/v1/desks/:desk/dispositions/${nodeId}/recall`, {});
export const returnAt = (seat: Seat, letterId: string, nodeId: string, reason: string) =>
  seat.request('POST', `/v1/desks/:desk/letters/${letterId}/dispositions/${nodeId}/return`, { reason });
export const reportAt = (
  seat: Seat,
  letterId: string,
  body: Record<string, unknown>,
  headers: Record<string, string> = {},
) => seat.request('POST', `/v1/desks/:desk/letters/${letterId}/follow-ups`, body, headers);

export async function report(
  seat: Seat,
  letterId: string,
  nodeId: string,
  completes: boolean,
  more: Record<string, unknown> = {},
): Promise<FollowUp> {
  const body = { nodeId, text: 'Sudah dikerjakan', completes, ...more };
  const answer = await reportAt(seat, letterId, body);
  expect(answer.status, await answer.clone().text()).toBe(201);
  return (await answer.json()) as FollowUp;
}

/** Closes, or says that no disposition is needed, at the version that stands now. */
export async function endAt(
  seat: Seat,
  letterId: string,
  how: 'close' | 'no-disposition',
  reason?: string,
): Promise<Response> {
  const { version } = await view(seat, letterId);
  const body = reason === undefined ? { version } : { version, reason };
  return seat.request('POST', `/v1/desks/:desk/letters/${letterId}/${how}`, body);
}

export async function trailAt(seat: Seat, letterId: string): Promise<Trail> {
  const answer = await seat.request('GET', `/v1/desks/:desk/letters/${letterId}/trail`);
  expect(answer.status, await answer.clone().text()).toBe(200);
  return (await answer.json()) as Trail;
}

/** A receiver anywhere in the tree. */
export function nodeIn(trail: Trail, nodeId: string): TrailNode | undefined {
  const nodes = (tree: Trail['dispositions']): TrailNode[] =>
    tree.flatMap((one) => one.nodes.flatMap((node) => [node, ...nodes(node.children)]));
  return nodes(trail.dispositions).find((node) => node.nodeId === nodeId);
}

export async function inboxAt(seat: Seat, query = ''): Promise<InboxPage> {
  const answer = await seat.request('GET', `/v1/desks/:desk/inbox${query}`);
  expect(answer.status).toBe(200);
  return (await answer.json()) as InboxPage;
}

/** The row by which a desk has a letter, in whichever tab it stands. */
export async function rowAt(seat: Seat, letterId: string): Promise<InboxRow | undefined> {
  for (const tab of ['in', 'disposition', 'copy', 'sent', 'done']) {
    const row = (await inboxAt(seat, `?tab=${tab}`)).rows.find((one) => one.letterId === letterId);
    if (row) return row;
  }
  return undefined;
}

/** That a letter is not there for a desk. */
export async function expectGone(seat: Seat, letterId: string): Promise<void> {
  const answer = await seat.request('GET', `/v1/desks/:desk/letters/${letterId}`);
  expect(answer.status).toBe(404);
  expect(await codeOf(answer)).toBe('letter-not-found');
  expect(await rowAt(seat, letterId)).toBeUndefined();
}
