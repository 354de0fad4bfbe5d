import { DocumentViewerElement } from '../../../components/document-viewer/document-viewer.js';
import type { RangeOptions } from '../../../components/internal/office-client.js';
import type { Opened } from '../../../components/internal/pdf-pages.js';
import { documentOf } from '../../fixtures/document.js';
import { partOf } from './fake-client.js';

/** Draws as the viewer does. */
export async function documentPages(bytes: Uint8Array): Promise<Opened> {
  return (await DocumentViewerElement.loadRenderer()).openPages(bytes, DocumentViewerElement.pdfjs);
}

/** The first version has two pages; later ones have three, so that page one says "1 dari 3" instead of "1 dari 2". */
export function twoVersions(_desk: string, _letter: string, _document: string, options?: RangeOptions) {
  return Promise.resolve(partOf(documentOf(options?.revision === 1 ? 2 : 3), options));
}

/** What versions from the second on have more than the first: two boxes on page one, none on page two, one on page three. */
export const boxes = [
  { page: 1, x: 400, y: 700 },
  { page: 1, x: 100, y: 60 },
  { page: 3, x: 300, y: 400 },
];

/** Two versions of three pages that differ in places. */
export function changedPlaces(_desk: string, _letter: string, _document: string, options?: RangeOptions) {
  return Promise.resolve(partOf(documentOf(3, 0, options?.revision === 1 ? [] : boxes), options));
}
