/** How long a finger rests on a row to choose it, milliseconds, and how far it may tremble, pixels. */
const rest = 500;
const tremble = 10;

/**
 * Tells when a finger rests on a row. A mouse has other ways. The press that some browsers make of lifting the finger, and
 * the menu that others open, are taken away.
 */
export function watchLongPress(list: EventTarget, pressed: (letterId: string) => boolean): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let from: { readonly x: number; readonly y: number } | undefined;
  let taken = false;
  const stop = () => {
    clearTimeout(timer);
    from = undefined;
  };
  const swallow = (event: Event) => {
    if (!taken) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.type === 'click') taken = false;
  };
  list.addEventListener('pointerdown', (event) => {
    const { pointerType, clientX, clientY, target } = event as PointerEvent;
    stop();
    taken = false;
    const row = (target as Element).closest<HTMLElement>('[data-letter]');
    if (pointerType === 'mouse' || !row) return;
    from = { x: clientX, y: clientY };
    timer = setTimeout(() => (taken = pressed(row.dataset.letter ?? '')), rest);
  });
  list.addEventListener('pointermove', (event) => {
    const { clientX, clientY } = event as PointerEvent;
    if (from && Math.hypot(clientX - from.x, clientY - from.y) > tremble) stop();
  });
  for (const end of ['pointerup', 'pointercancel']) list.addEventListener(end, stop);
  for (const after of ['click', 'contextmenu']) list.addEventListener(after, swallow, { capture: true });
}
