import type { TrailDisposition } from '../contract/dispositions.js';
import { writeDown } from '../ledger/index.js';
import { letterAtDesk, openLetter } from '../letters/index.js';
import { office, positionNames, unitOfPosition } from '../people/index.js';
import { longDate, shortInstant } from '../platform/date-words.js';
import { look, tenantOf, work, type DeskScope } from '../tenants/index.js';
import { listInstructions } from './dispositions.table.js';
import { trailOf } from './trail.js';

/** What stands on the half-folio sheet (domain.md §2.2), before it is drawn. */
export interface SheetFacts {
  readonly government: string;
  readonly unit: string;
  readonly rows: readonly (readonly [label: string, value: string])[];
  readonly derajat: string;
  readonly sifat: string;
  readonly subject: string;
  /** `(1)` ties a receiver to instructions. */
  readonly receivers: readonly { readonly title: string; readonly number?: number; readonly copy: boolean }[];
  readonly instructions: readonly { readonly text: string; readonly numbers: readonly number[] }[];
  readonly note: string;
  readonly due: string;
  readonly from: string;
  readonly trail: string;
  /** What the QR says. */
  readonly link: string;
  readonly trial: boolean;
}

const printed = (date: string | undefined) => (date === undefined ? '–' : longDate(date));

/**
 * Gathers a letter's disposition for print, and writes down that this desk printed it.
 *
 * The sheet shows the newest disposition of this desk, or the one by which the letter came.
 *
 * @throws {Problem} `letter-not-found`, `restricted-in-portal`
 */
export async function sheetFacts(scope: DeskScope, letterId: string, publicUrl: string): Promise<SheetFacts> {
  const { letter: row } = await letterAtDesk(scope, letterId);
  const letter = await openLetter(scope, letterId);
  const tenant = await tenantOf(scope);
  const unit = await unitOfPosition(scope, scope.actor.positionId);
  const trail = await trailOf(scope, letterId);
  const shown = dispositionOf(trail.dispositions, scope.actor.positionId);
  const names = await positionNames(scope);
  const standard = (await look(scope, (db) => listInstructions(db, scope.tenantId))).map((one) => one.text);
  await work(scope, (work) => {
    writeDown(work, scope, {
      kind: 'sheet.printed',
      subject: letterId,
      data: { disposition: shown?.dispositionId ?? null },
    });
    return Promise.resolve();
  });

  const nodes = shown?.nodes.filter((node) => node.state !== 'recalled') ?? [];
  const numbers = new Map(nodes.map((node, i) => [node.position.id, i + 1]));
  const { positions } = await office(scope);
  const others = positions.filter(
    (position) => position.parent_id === scope.actor.positionId && !numbers.has(position.id),
  );
  const given = new Map<string, number[]>();
  nodes.forEach((node, i) =>
    node.instructions.forEach((text) => given.set(text, [...(given.get(text) ?? []), i + 1])),
  );
  const usual = standard.filter((text) => !given.has(text)).slice(0, Math.max(0, 5 - given.size));
  return {
    government: `Pemerintah ${tenant.name}`,
    unit: unit.name,
    rows: [
      ['Surat dari', letter.sender],
      ['Diterima tanggal', printed(letter.receivedDate)],
      ['Nomor surat', letter.number ?? '–'],
      ['Nomor agenda', String(letter.agenda?.number ?? '–')],
      ['Tanggal surat', printed(letter.letterDate)],
    ],
    derajat: letter.derajat,
    sifat: row.sifat,
    subject: letter.subject,
    receivers: [
      ...nodes.map((node, i) => ({ title: node.position.shortTitle, number: i + 1, copy: node.copy })),
      ...others.slice(0, Math.max(0, 5 - nodes.length)).map((position) => ({
        title: names.get(position.id)?.shortTitle ?? position.short_title,
        copy: false,
      })),
    ],
    instructions: [
      ...[...given].map(([text, numbers]) => ({ text, numbers })),
      ...usual.map((text) => ({ text, numbers: [] })),
    ],
    note: shown?.note ?? '',
    due: shown?.due === undefined ? '' : longDate(shown.due),
    from: shown?.from.title ?? names.get(scope.actor.positionId)?.title ?? '',
    trail: shown
      ? `Disposisi dikirim lewat Noken ${shortInstant(shown.at, scope.zone)} dari meja ${shown.from.title} oleh ${shown.by}.`
      : 'Belum ada disposisi lewat Noken.',
    link: `${publicUrl}/l/${tenant.slug}/${letterId}`,
    trial: tenant.legal_mode === 'trial',
  };
}

function dispositionOf(tree: readonly TrailDisposition[], positionId: string): TrailDisposition | undefined {
  const all = flatten(tree);
  const mine = all.filter((disposition) => disposition.from.id === positionId).at(-1);
  return mine ?? all.find((disposition) => disposition.nodes.some((node) => node.mine));
}

function flatten(tree: readonly TrailDisposition[]): TrailDisposition[] {
  return tree.flatMap((disposition) => [
    disposition,
    ...disposition.nodes.flatMap((node) => flatten(node.children)),
  ]);
}
