import type { Language } from './words.js';

export type Theme = 'light' | 'dark' | 'auto';
export type Density = 'touch' | 'compact' | 'auto';

/** What an element takes from where it stands. */
export interface Surroundings {
  readonly language: Language;
  readonly theme: Theme;
  readonly density: Density;
  /** It is drawn inside another element of Noken, which already shows the trial line. */
  readonly nested: boolean;
}

interface OfficeAncestor extends Element {
  readonly isOffice: true;
  readonly theme?: Theme;
  readonly density?: Density;
}

function isOffice(element: Element): element is OfficeAncestor {
  return 'isOffice' in element;
}

/** The next element outwards, through slots' light trees and out of shadow roots. */
function outwards(element: Element): Element | null {
  if (element.parentElement) return element.parentElement;
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? root.host : null;
}

/**
 * Reads language, theme and density from an element and its ancestors; the nearest that says something decides.
 * `<html>` is not asked for its language: content systems write en-US there whatever the page speaks.
 */
export function readSurroundings(start: Element): Surroundings {
  let lang: string | undefined;
  let theme: Theme | undefined;
  let density: Density | undefined;
  let nested = false;
  for (let at: Element | null = start; at && at !== document.documentElement; at = outwards(at)) {
    lang ??= at.getAttribute('lang') ?? undefined;
    if (!isOffice(at)) continue;
    if (at.theme !== 'auto') theme ??= at.theme;
    if (at.density !== 'auto') density ??= at.density;
    const root = at.getRootNode();
    nested ||= root instanceof ShadowRoot && isOffice(root.host);
  }
  return {
    language: lang !== undefined && /^en\b/i.test(lang) ? 'en' : 'id',
    theme: theme ?? 'auto',
    density: density ?? 'auto',
    nested,
  };
}

const listeners = new Set<() => void>();
let observer: MutationObserver | undefined;

/** Tells every listener to read its surroundings again. */
export function announceSurroundings(): void {
  for (const listener of [...listeners]) listener();
}

/** Watches `lang`, `theme` and `density` in the page with one observer for all elements. Returns the way to stop. */
export function watchSurroundings(listener: () => void): () => void {
  listeners.add(listener);
  if (!observer) {
    observer = new MutationObserver(announceSurroundings);
    observer.observe(document, {
      subtree: true,
      attributes: true,
      attributeFilter: ['lang', 'theme', 'density'],
    });
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    observer?.disconnect();
    observer = undefined;
  };
}
