import type { RuleCount } from './change-rule.js';
import type { DrawnOnPage } from './drawn-total.js';

/** The first suspicious change found between two revisions. */
export type DifferenceReason =
  | 'change-unreadable'
  | 'bytes-appended'
  | 'history-rewritten'
  | 'object-changed'
  | 'stream-changed'
  | 'trailer-changed'
  | 'catalog-changed'
  | 'structure-changed'
  | 'page-added-or-removed'
  | 'page-changed'
  | 'annotation-added'
  | 'annotation-removed'
  | 'form-changed'
  | 'field-added'
  | 'field-removed'
  | 'field-changed'
  | 'field-locked'
  | 'signed-field-changed'
  | 'signature-covers-content'
  | 'validation-material-odd'
  | 'not-permitted-by-certification';

/** What a revision added, in rising order: each level permits those below. */
export type ChangeLevel = 'none' | 'long-term' | 'filling';

export interface Difference {
  readonly level: ChangeLevel;
  /** Set where something stays that no rule allows; then `level` says nothing. */
  readonly suspicion?: DifferenceReason;
  /** Full names of fields that were filled or signed. */
  readonly filled: readonly string[];
  /** Those among them that held a value before. */
  readonly overwritten: readonly string[];
  /** Pictures of new signatures, of which `DrawnTotal` lets pass only so many. */
  readonly drawn: readonly DrawnOnPage[];
  /** What each rule let pass; up to the suspicion, where there is one. */
  readonly changes: readonly RuleCount[];
  /** Objects that lie elsewhere than before, with a rule or without. */
  readonly touched: number;
}

/** Thrown inside a comparison and caught by it: the first suspicion decides. */
export class SuspiciousChange extends Error {
  override readonly name = 'SuspiciousChange';

  constructor(
    readonly reason: DifferenceReason,
    where: string,
  ) {
    super(`${reason}: ${where}`);
  }
}
