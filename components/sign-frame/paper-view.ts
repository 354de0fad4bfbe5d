import { html, nothing } from 'lit';
import { alertIcon, chevronLeftIcon, chevronRightIcon, icon } from '../internal/icons.js';
import type { FrameWords } from './sign-frame.words.js';

interface Paper {
  readonly page: number;
  readonly pages: number;
  readonly url: string;
  readonly words: FrameWords;
  /** The picture did not come. */
  readonly failed: boolean;
  readonly fail: () => void;
  readonly retry: () => void;
  readonly retryWord: string;
  /** Of a page among many, fetched as it comes near: the same in more pixels, for a screen that has them. */
  readonly wideUrl?: string | undefined;
  readonly shown?: ((event: Event) => void) | undefined;
}

/** A page as the signature will cover it: white in every theme, since what is signed is never recoloured. */
export function paperView(paper: Paper) {
  const { page, url, wideUrl, words, failed, fail, retry, retryWord } = paper;
  if (failed) {
    return html`<div class="paper none" role="alert">
      <p>${icon(alertIcon)} ${words.pageFailed}</p>
      <button type="button" class="button" @click=${retry}>${retryWord}</button>
    </div>`;
  }
  return html`<img
    class="paper"
    loading=${wideUrl === undefined ? nothing : 'lazy'}
    sizes=${wideUrl === undefined ? nothing : '(min-width: 600px) 860px, 320px'}
    srcset=${wideUrl === undefined ? nothing : `${url} 640w, ${wideUrl} 1280w`}
    src=${url}
    alt=${words.pageImage(page)}
    decoding="async"
    @load=${paper.shown ?? nothing}
    @error=${fail}
  />`;
}

/** One page at full width, and the way to the others and back. */
export function readerView(paper: Paper, turn: (to: number) => void) {
  const { page, pages, words } = paper;
  const turner = (to: number, label: string, shape: string) => {
    const there = to >= 1 && to <= pages;
    return html`<button
      type="button"
      class="button icon-only"
      aria-label=${label}
      aria-disabled=${there ? nothing : 'true'}
      @click=${() => there && turn(to)}
    >
      ${icon(shape)}
    </button>`;
  };
  return html`<div class="reader">
    <div class="turning">
      ${turner(page - 1, words.previous, chevronLeftIcon)}
      <p role="status">${words.pageOf(page, pages)}</p>
      ${turner(page + 1, words.next, chevronRightIcon)}
    </div>
    ${paperView(paper)}
  </div>`;
}
