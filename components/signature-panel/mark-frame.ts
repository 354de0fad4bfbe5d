import type { Mark } from './page-difference.js';

const percent = (part: number) => `${part * 100}%`;

/** Frames one mark on both pages, and scrolls it into the upper part of what is seen of them. */
export function frameMark(papers: readonly HTMLElement[], mark: Mark | undefined): void {
  for (const paper of papers) {
    paper.querySelector('.frame')?.remove();
    if (!mark || !paper.firstElementChild) continue;
    const frame = document.createElement('div');
    frame.className = 'frame';
    Object.assign(frame.style, {
      left: percent(mark.left),
      top: percent(mark.top),
      width: percent(mark.width),
      height: percent(mark.height),
    });
    paper.append(frame);
    const scroller = paper.parentElement;
    if (!scroller) continue;
    scroller.scrollTop = mark.top * paper.offsetHeight - scroller.clientHeight / 4;
    scroller.scrollLeft = mark.left * paper.offsetWidth - scroller.clientWidth / 4;
  }
}

/** The mark that lies where another lay: a page drawn larger is marked more finely. */
export function nearestMark(marks: readonly Mark[], to: Mark | undefined): number {
  if (!to) return 0;
  const away = ({ left, top }: Mark) => Math.abs(top - to.top) + Math.abs(left - to.left);
  return marks.reduce((best, mark, at) => (away(mark) < away(marks[best] ?? mark) ? at : best), 0);
}
