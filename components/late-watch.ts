import { latePlaceTag } from './internal/late-part.js';
import { lateParts } from './late-parts.js';

const tags = lateParts.flatMap((part) => part.tags);

/**
 * Fetches a late element when the page itself has one, now or after a script put it in, and meanwhile draws in its
 * shadow root how that stands. It does not see into shadow roots of the page's own. Ends when nothing is late any more.
 */
export function watchForLateElements(page: Document = document): void {
  const look = (): void => {
    const missing = tags.filter((tag) => !customElements.get(tag));
    if (missing.length === 0) observer.disconnect();
    else page.querySelectorAll(missing.join()).forEach(holdPlace);
  };
  const observer = new MutationObserver((records) => {
    if (records.some(({ addedNodes }) => addedNodes.length > 0)) look();
  });
  observer.observe(page, { childList: true, subtree: true });
  look();
}

function holdPlace(element: Element): void {
  // Somebody holds the place already: this kit, another copy of it, or the page.
  if (element.shadowRoot) return;
  const place = document.createElement(latePlaceTag);
  place.awaited = lateParts.find((part) => part.has(element.localName));
  element.attachShadow({ mode: 'open' }).append(place);
}
