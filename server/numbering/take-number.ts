import type { NumberSeriesRow } from '../database/index.js';
import { newId } from '../platform/ids.js';
import type { Scope, Work } from '../tenants/index.js';
import { fillTemplate, type NumberTokens } from './number-template.js';
import { findSeries, insertNumber, insertSeries, nextOrdinal } from './numbers.table.js';

/** Which register: the book of what came in, or the numbers of what goes out. */
export type NumberPurpose = 'agenda' | 'letters';

export interface NumberWish {
  /** The unit whose register it is. */
  readonly unitId: string;
  readonly purpose: NumberPurpose;
  /** Local date in the tenant's zone, `YYYY-MM-DD`: it chooses the year's register. */
  readonly date: string;
  readonly tokens: NumberTokens;
  /** The letter that bears it; without one the number is reserved. */
  readonly letterId?: string;
  /** Reserved for `letterId`, which does not bear it yet: see `reserveNumber`. */
  readonly reserved?: boolean;
}

export interface TakenNumber {
  readonly ordinal: number;
  /** `2026`, `2026-11` or `-`, by the series' reset. */
  readonly period: string;
  readonly text: string;
}

/** What a unit has until its own rules are set. An agenda starts anew each year; one is kept per unit. */
const usual: Readonly<Record<NumberPurpose, Pick<NumberSeriesRow, 'template' | 'pad' | 'reset'>>> = {
  agenda: { template: '{urut}', pad: 0, reset: 'yearly' },
  letters: { template: '{klasifikasi}/{urut}/{unit}/{tahun}', pad: 0, reset: 'yearly' },
};

/**
 * Takes the next number of a register, within the act that needs it: an act that fails gives it back, since nothing of
 * it was written.
 */
export async function takeNumber(work: Work, scope: Scope, wish: NumberWish): Promise<TakenNumber> {
  const series = await seriesOf(work, scope, wish);
  const period = periodOf(series.reset, wish.date);
  const ordinal = await nextOrdinal(work.db, scope.tenantId, series.id, period);
  const text = fillTemplate(series.template, {
    ordinal,
    pad: series.pad,
    date: wish.date,
    tokens: wish.tokens,
  });
  await insertNumber(work.db, {
    tenant_id: scope.tenantId,
    id: newId(scope.now),
    series_id: series.id,
    period,
    ordinal,
    text,
    state: wish.letterId === undefined || wish.reserved ? 'reserved' : 'used',
    letter_id: wish.letterId ?? null,
    at: scope.now.toISOString(),
  });
  return { ordinal, period, text };
}

async function seriesOf(work: Work, scope: Scope, { unitId, purpose }: NumberWish): Promise<NumberSeriesRow> {
  const found = await findSeries(work.db, scope.tenantId, unitId, purpose);
  if (found) return found;
  const made = {
    tenant_id: scope.tenantId,
    id: newId(scope.now),
    unit_id: unitId,
    purpose,
    ...usual[purpose],
  };
  await insertSeries(work.db, made);
  return made;
}

function periodOf(reset: NumberSeriesRow['reset'], date: string): string {
  if (reset === 'never') return '-';
  return date.slice(0, reset === 'yearly' ? 4 : 7);
}
