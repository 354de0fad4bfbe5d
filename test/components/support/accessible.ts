import { expect } from '@open-wc/testing';
import 'axe-core/axe.min.js';
import type { AxeResults, RunOptions } from 'axe-core';
import type { LitElement } from 'lit';
import type { Theme } from '../../../components/internal/surroundings.js';
import type { Language } from '../../../components/internal/words.js';
import { settled } from './settled.js';

declare const axe: { run(context: Element, options?: RunOptions): Promise<AxeResults> };

/** Makes the element in one state, connected nowhere yet. It may return something to do once it is drawn. */
export interface DrawnState<E extends LitElement> {
  readonly make: (setting: { readonly language: Language; readonly theme: Theme }) => E;
  readonly then?: (element: E) => unknown;
}

/** The whole page's rules (one h1, landmarks) are the page's affair; the rest of WCAG 2.2 AA and best practice is ours. */
const options: RunOptions = {
  resultTypes: ['violations'],
  // Our sheets are constructed, so there is nothing to fetch.
  preload: false,
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  rules: {
    region: { enabled: false },
    'page-has-heading-one': { enabled: false },
    'landmark-one-main': { enabled: false },
    'heading-order': { enabled: false },
  },
};

/**
 * First suite of every element: axe finds nothing in any drawn state, in both themes and both languages, and on a narrow
 * page.
 */
export function itIsAccessible<E extends LitElement>(states: Readonly<Record<string, DrawnState<E>>>): void {
  describe('is accessible', () => {
    for (const [name, state] of Object.entries(states)) {
      for (const theme of ['light', 'dark'] as const) {
        for (const language of ['id', 'en'] as const) {
          it(`${name}, ${theme}, ${language}`, () => isClean(state, theme, language));
        }
      }
    }
  });
}

async function isClean<E extends LitElement>(
  state: DrawnState<E>,
  theme: Theme,
  language: Language,
): Promise<void> {
  const room = document.createElement('div');
  room.style.background = theme === 'dark' ? '#1b1d1f' : '#ffffff';
  document.body.append(room);
  try {
    // Width changes no colour and no word, so the narrow page is looked at once.
    for (const width of theme === 'light' && language === 'id' ? ['720px', '320px'] : ['720px']) {
      room.style.width = width;
      const element = state.make({ language, theme });
      room.replaceChildren(element);
      await settled(element);
      await state.then?.(element);
      await settled(element);
      const { violations } = await axe.run(room, options);
      expect(
        violations.map(
          ({ id, nodes }) =>
            `${width} ${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary ?? ''}`).join(' | ')}`,
        ),
      ).to.deep.equal([]);
    }
  } finally {
    room.remove();
  }
}
