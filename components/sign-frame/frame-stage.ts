import type { FrameMessage, Signed } from '../../server/contract/signing.js';
import type { OfficeReport } from '../internal/office-problem.js';
import type { SigningProgress } from './run-signing.js';

/** Where the frame stands. One at a time, so that it cannot both sign and have been refused. */
export type FrameStage =
  | { readonly is: 'loading' }
  | { readonly is: 'failed'; readonly problem: OfficeReport }
  /** `step` counts only where the frame is narrow. */
  | { readonly is: 'ready'; readonly step: 1 | 2; readonly said?: Said | undefined }
  | { readonly is: 'refused' }
  | { readonly is: 'signing'; readonly since: number; readonly progress: SigningProgress }
  | { readonly is: 'over'; readonly outcome: Signed; readonly checked?: boolean }
  | {
      readonly is: 'ended';
      readonly expired: boolean;
      readonly title?: string | undefined;
      /** The provider's own words. */
      readonly said?: string | undefined;
    }
  | { readonly is: 'elsewhere' };

/** What stands in the way of signing, and where it is said. */
export type Said =
  | { readonly at: 'affirmation' }
  | { readonly at: 'passphrase'; readonly wrongWithLeft?: number; readonly emptied?: boolean }
  | { readonly at: 'factor'; readonly wrongWithLeft?: number }
  | { readonly at: 'top'; readonly title: string };

/** What the page around is told when the frame comes to a stage. An outcome that was checked again and stayed is no news. */
export function messagesOf(stage: FrameStage): readonly FrameMessage[] {
  if (stage.is === 'ready' || stage.is === 'signing' || stage.is === 'refused')
    return [{ t: 'state', step: stage.is }];
  if (stage.is !== 'over') return [];
  const { state, letterId } = stage.outcome;
  const step = { t: 'state', step: state } as const;
  return stage.checked && state !== 'signed' ? [step] : [step, { t: 'done', letterId, outcome: state }];
}
