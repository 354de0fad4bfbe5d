import * as v from 'valibot';
import { PositionName } from './letters.js';
import { Id, Instant, LocalDate, NodeState, line, text } from './vocabulary.js';

/** `GET …/letters/:letterId/disposition-choices`: what the form shows before anybody types. */
export const DispositionChoices = v.object({
  /** At most four, those this desk used most for this kind and sender. */
  favourites: v.array(PositionName),
  /** Everyone below, as a tree by unit; `depth` 0 is the desk's own unit. */
  positions: v.array(v.object({ ...PositionName.entries, depth: v.number() })),
  /** Most used first; the form shows four and then all. */
  instructions: v.array(v.string()),
  /** Set from the derajat, in working days of the tenant's zone, and why. */
  due: v.object({
    date: LocalDate,
    workingDays: v.number(),
    /** The last day that the disposition from above leaves. Absent where there is none, or it has passed. */
    latest: v.optional(LocalDate),
  }),
  holidays: v.array(LocalDate),
  today: LocalDate,
  /** The node that this desk answers for, where it disposes further. */
  parentNodeId: v.optional(Id),
});
export type DispositionChoices = v.InferOutput<typeof DispositionChoices>;

/** `POST …/letters/:letterId/dispositions` with `Idempotency-Key`. */
export const Dispose = v.object({
  version: v.number(),
  parentNodeId: v.optional(Id),
  recipients: v.pipe(
    v.array(
      v.object({
        positionId: Id,
        /** Empty only for a copy (tembusan). */
        instructions: v.pipe(v.array(line(120)), v.maxLength(10)),
        copy: v.optional(v.boolean(), false),
      }),
    ),
    v.minLength(1),
    v.maxLength(50),
  ),
  note: v.optional(text(2000)),
  due: v.optional(LocalDate),
});
export type Dispose = v.InferOutput<typeof Dispose>;

export const Disposed = v.object({ dispositionId: Id, nodeIds: v.array(Id), version: v.number() });
export type Disposed = v.InferOutput<typeof Disposed>;

/** `POST …/letters/:letterId/follow-ups` with `Idempotency-Key`. `uploadId` is a finished upload of purpose follow-up. */
export const ReportFollowUp = v.object({
  nodeId: Id,
  text: line(2000),
  completes: v.boolean(),
  uploadId: v.optional(Id),
});
export type ReportFollowUp = v.InferOutput<typeof ReportFollowUp>;

export const FollowUp = v.object({
  id: Id,
  by: v.string(),
  position: v.string(),
  text: v.string(),
  at: Instant,
  file: v.optional(v.object({ documentId: Id, name: v.string(), size: v.number() })),
});
export type FollowUp = v.InferOutput<typeof FollowUp>;

/** One receiver in the tree. */
export interface TrailNode {
  readonly nodeId: string;
  readonly position: PositionName;
  readonly mine: boolean;
  readonly copy: boolean;
  readonly state: NodeState;
  readonly instructions: readonly string[];
  readonly sentAt: string;
  readonly read?: { readonly by: string; readonly at: string } | undefined;
  readonly doneAt?: string | undefined;
  readonly recalledAt?: string | undefined;
  readonly returned?: { readonly reason: string; readonly at: string } | undefined;
  readonly due?: string | undefined;
  readonly lateDays: number;
  readonly followUps: readonly FollowUp[];
  readonly children: readonly TrailDisposition[];
  /** This desk may recall it now. */
  readonly recallable: boolean;
}

/** One act of disposing: who, when, to whom. */
export interface TrailDisposition {
  readonly dispositionId: string;
  readonly from: PositionName;
  readonly by: string;
  readonly at: string;
  readonly note?: string | undefined;
  readonly due?: string | undefined;
  readonly nodes: readonly TrailNode[];
}

/** `GET …/letters/:letterId/trail`. n of m counts receivers with a duty: no copies, none recalled. */
export interface Trail {
  readonly steps: readonly {
    readonly what:
      | 'recorded'
      | 'created'
      | 'routed'
      | 'read'
      | 'closed'
      | 'no-disposition'
      | 'numbered'
      | 'signed'
      | 'sealed'
      | 'refused'
      | 'withdrawn'
      | 'replaced'
      | 'file';
    readonly by: string;
    readonly to?: string | undefined;
    readonly at: string;
    readonly detail?: string | undefined;
  }[];
  readonly dispositions: readonly TrailDisposition[];
  readonly progress: { readonly done: number; readonly of: number; readonly returned: number };
  /** A sentence is needed to close while this is above zero. */
  readonly open: number;
}
export type { NodeState };
