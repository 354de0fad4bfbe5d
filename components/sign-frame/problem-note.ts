import { nothing } from 'lit';
import { note } from '../internal/note.js';
import type { BatchStage } from './batch-stage.js';

/** What the server refused, above what is shown. */
export function problemNote(stage: BatchStage) {
  const said = 'said' in stage ? stage.said : undefined;
  const title = typeof said === 'object' ? said.at === 'top' && said.title : said;
  return title ? note('warn', { title, role: 'alert' }) : nothing;
}
