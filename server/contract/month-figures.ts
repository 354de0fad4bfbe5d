import * as v from 'valibot';
import { Id, Instant, Month } from './vocabulary.js';

/** Level of the table: offices, districts, villages (OPD, distrik, kampung). */
export const MonitoringLevel = v.picklist(['opd', 'distrik', 'kampung']);
export type MonitoringLevel = v.InferOutput<typeof MonitoringLevel>;

/** `GET /v1/monitoring?month=YYYY-MM&level=opd`, `Accept: text/csv` for the file. Needs grant `monitor`. */
export const MonitoringQuery = v.object({
  month: v.optional(Month),
  level: v.optional(MonitoringLevel, 'opd'),
});
export type MonitoringQuery = v.InferOutput<typeof MonitoringQuery>;

export const MonthFigures = v.object({
  incoming: v.number(),
  outgoing: v.number(),
  dispositions: v.number(),
  /** Dispositions past due and not done, or done after due. */
  late: v.number(),
  signatures: v.number(),
});
export type MonthFigures = v.InferOutput<typeof MonthFigures>;

export const Monitoring = v.object({
  month: Month,
  /** Months that can be shown, newest first. */
  months: v.array(Month),
  level: MonitoringLevel,
  units: v.array(
    v.object({
      unitId: Id,
      code: v.optional(v.string()),
      name: v.string(),
      active: v.boolean(),
      figures: MonthFigures,
    }),
  ),
  total: MonthFigures,
  before: MonthFigures,
  levels: v.object({ opd: v.number(), distrik: v.number(), kampung: v.number() }),
  computedAt: Instant,
});
export type Monitoring = v.InferOutput<typeof Monitoring>;
