import { css, html, nothing } from 'lit';
import { alertIcon, checkIcon, icon, infoIcon } from './icons.js';

export type NoteKind = 'danger' | 'warn' | 'ok' | 'trial' | 'plain';

export interface NoteContent {
  /** First sentence, bold. */
  readonly title: string;
  /** What it means and what to do. */
  readonly text?: unknown;
  /** Buttons. */
  readonly acts?: unknown;
  /** Last line: a code, whom to call. */
  readonly small?: unknown;
  readonly icon?: string;
  /** `alert` interrupts a screen reader, `status` waits, absent: not announced. */
  readonly role?: 'alert' | 'status';
}

const iconOf: Readonly<Record<NoteKind, string>> = {
  danger: alertIcon,
  warn: alertIcon,
  ok: checkIcon,
  trial: infoIcon,
  plain: infoIcon,
};

/** A tinted block that stays until its cause is gone. It never floats and never leaves by itself. */
export function note(kind: NoteKind, content: NoteContent) {
  return html`<div class="note ${kind}" part="note" role=${content.role ?? nothing}>
    ${icon(content.icon ?? iconOf[kind])}
    <div class="note-text">
      <p class="note-title">${content.title}</p>
      ${content.text === undefined ? nothing : html`<p>${content.text}</p>`}
      ${content.acts === undefined ? nothing : html`<div class="note-acts">${content.acts}</div>`}
      ${content.small === undefined ? nothing : html`<p class="hint">${content.small}</p>`}
    </div>
  </div>`;
}

export const noteStyles = css`
  .note {
    --edge: var(--n-line-strong);
    display: flex;
    gap: 12px;
    margin: 16px;
    padding: 12px 16px 12px 12px;
    border-radius: 8px;
    border-inline-start: 4px solid var(--edge);
    background: var(--n-bg-sunken);
    color: var(--n-text);
  }
  .note > .icon {
    color: var(--note-colour, var(--n-text));
  }
  .note.danger {
    --edge: var(--n-danger);
    --note-colour: var(--n-danger);
    background: var(--n-danger-bg);
  }
  .note.warn {
    --edge: var(--n-warn-edge);
    --note-colour: var(--n-warn);
    background: var(--n-warn-bg);
  }
  .note.ok {
    --edge: var(--n-ok);
    --note-colour: var(--n-ok);
    background: var(--n-ok-bg);
  }
  .note.trial {
    --edge: var(--n-trial);
    --note-colour: var(--n-trial);
    background: var(--n-trial-bg);
  }
  .note-text {
    min-width: 0;
    flex: 1;
  }
  .note-title {
    font-weight: 600;
  }
  .note-acts {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    margin-block: 12px 8px;
  }
`;
