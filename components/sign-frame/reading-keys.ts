/** Scrolls pages that need not have been clicked on first, and goes to the next letter by Enter. */
export function readByKey(event: KeyboardEvent, body: Element | null, next: () => void): void {
  if (!body || isOnControl(event)) return;
  if (event.key === 'Enter') return next();
  const top = stepOf(event, body.clientHeight);
  if (top === undefined) return;
  event.preventDefault();
  body.scrollBy({ top });
}

/** There Enter and the arrows have a meaning of their own. */
function isOnControl(event: KeyboardEvent): boolean {
  const [target] = event.composedPath();
  return target instanceof Element && target.closest('button, a, input, summary') !== null;
}

/** In pixels. */
function stepOf({ key, shiftKey }: KeyboardEvent, height: number): number | undefined {
  const screenful = height * 0.9;
  switch (key) {
    case 'ArrowDown':
      return 60;
    case 'ArrowUp':
      return -60;
    case 'PageDown':
    case 'ArrowRight':
      return screenful;
    case 'PageUp':
    case 'ArrowLeft':
      return -screenful;
    case ' ':
      return shiftKey ? -screenful : screenful;
    case 'Home':
      return -1e6;
    case 'End':
      return 1e6;
    default:
      return undefined;
  }
}
