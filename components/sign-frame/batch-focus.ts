import type { BatchStage } from './batch-stage.js';
import type { Said } from './frame-stage.js';

const fields = { affirmation: '#affirmed', passphrase: '#passphrase', factor: '#code' } as const;

/** Goes to the field that something is missing in or wrong with. */
export function focusField(root: ParentNode, { at }: Said): void {
  const field = at === 'top' ? null : root.querySelector<HTMLElement>(fields[at]);
  field?.focus();
  field?.closest('.field')?.scrollIntoView({ block: 'nearest' });
}

/** Goes to what is new when the screen comes from one stage to the next: its title, which is read aloud, or a field. */
export function focusAfter(root: ParentNode, stage: BatchStage, before: BatchStage): void {
  if (stage.is === 'sign' && stage.said && stage.said.at !== 'top') return focusField(root, stage.said);
  if (stage.is === before.is && letterOf(stage) === letterOf(before)) return;
  const body = root.querySelector('.body');
  if (body) body.scrollTop = 0;
  if (stage.is === 'list' && before.is === 'letter') {
    const row = root.querySelector<HTMLElement>(`[data-letter="${before.letterId}"] .row`);
    row?.scrollIntoView({ block: 'nearest' });
    row?.focus();
  } else if (stage.is !== 'loading') root.querySelector('h1')?.focus();
}

function letterOf(stage: BatchStage): string | undefined {
  return stage.is === 'letter' ? stage.letterId : undefined;
}
