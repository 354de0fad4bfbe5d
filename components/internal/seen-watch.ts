/** How long something must be in view to count as seen, in milliseconds (design §5). */
const longEnough = 2000;
/** How much of it: a quarter, or this many pixels of a tall one. */
const enough = { ratio: 0.25, pixels: 160 };

/**
 * Tells once when an element has been in view for two seconds together, on a page that is itself shown. Being
 * scrolled past, selected by a program or open in a hidden tab does not count.
 *
 * @returns the way to stop watching
 */
export function watchSeen(element: Element, then: () => void): () => void {
  let inView = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const weigh = () => {
    clearTimeout(timer);
    if (!inView || document.visibilityState !== 'visible') return;
    timer = setTimeout(() => {
      stop();
      then();
    }, longEnough);
  };
  const observer = new IntersectionObserver(
    (entries) => {
      const last = entries.at(-1);
      const now =
        last !== undefined &&
        last.isIntersecting &&
        (last.intersectionRatio >= enough.ratio || last.intersectionRect.height >= enough.pixels);
      if (now === inView) return;
      inView = now;
      weigh();
    },
    { threshold: [0, 0.1, 0.2, enough.ratio, 0.5, 0.75, 1] },
  );
  const stop = () => {
    clearTimeout(timer);
    observer.disconnect();
    document.removeEventListener('visibilitychange', weigh);
  };
  observer.observe(element);
  document.addEventListener('visibilitychange', weigh);
  return stop;
}
