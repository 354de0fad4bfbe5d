import type { LitElement } from 'lit';

/** Waits until an element has drawn all that its answered questions gave it. Answers of the fake client take a tick. */
export async function settled(element: LitElement): Promise<void> {
  for (let round = 0; round < 4; round++) {
    await new Promise((resolve) => setTimeout(resolve));
    await element.updateComplete;
  }
}
