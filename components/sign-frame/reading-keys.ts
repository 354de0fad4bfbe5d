/** Whether the key was pressed on a control, where Enter and the arrows have a meaning of their own. */
export function isOnControl(event: KeyboardEvent): boolean {
  const [target] = event.composedPath();
  return target instanceof Element && target.closest('button, a, input, summary') !== null;
}

/** Scrolls pages that need not have been clicked on first. */
export function scrollByKey(event: KeyboardEvent, body: Element): void {
  const top = stepOf(event, body.clientHeight);
  if (top === undefined) return;
  event.preventDefault();
  body.scrollBy({ top });
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
