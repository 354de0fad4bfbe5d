import { html, nothing } from 'lit';
import type { FrameWords } from './sign-frame.words.js';

interface AffirmationView {
  readonly words: FrameWords;
  /** What is affirmed. */
  readonly text: string;
  readonly affirmed: boolean;
  /** It was asked to sign without it. */
  readonly missing: boolean;
  readonly affirm: (event: Event) => void;
}

/** It starts unticked, and says at its own place that it is missing. */
export function affirmationView({ words, text, affirmed, missing, affirm }: AffirmationView) {
  return html`<div class="field ${missing ? 'wrong' : ''}">
    <label class="affirmation" for="affirmed">
      <input
        type="checkbox"
        id="affirmed"
        .checked=${affirmed}
        aria-invalid=${missing ? 'true' : nothing}
        aria-describedby=${missing ? 'affirm-first' : nothing}
        @change=${affirm}
      />
      <span>${text}</span>
    </label>
    ${missing ? html`<p class="field-problem" id="affirm-first" role="alert">${words.affirmFirst}</p>` : nothing}
  </div>`;
}
