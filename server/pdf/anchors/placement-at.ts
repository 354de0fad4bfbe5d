import { PdfRefusal } from '../core/pdf-refusal.js';
import { signatureBox, type SignatureBoxText } from '../sign/signature-appearance.js';
import type { SignaturePlacement } from '../sign/signature-widget.js';
import type { Anchor } from './anchor.js';

/**
 * The one anchor of that tag. `#` stands in many an ordinary sentence, and a tag may have been copied with its
 * paragraph: where there are several, a person says which is meant.
 *
 * @throws {PdfRefusal} `anchor-not-found`; `anchor-ambiguous`, which counts them page by page
 */
export function onlyAnchor(anchors: readonly Anchor[], tag: string): Anchor {
  const wanted = tag.replace(/\s/gu, '').toLowerCase();
  const hits = anchors.filter((anchor) => anchor.tag.toLowerCase() === wanted);
  const [hit, other] = hits;
  if (!hit) throw new PdfRefusal('anchor-not-found', `no ${tag} in the text`);
  if (!other) return hit;
  const counts = new Map<number, number>();
  for (const { page } of hits) counts.set(page, (counts.get(page) ?? 0) + 1);
  const told = [...counts].map(([page, count]) => `${String(count)} on page ${String(page)}`);
  throw new PdfRefusal('anchor-ambiguous', `${tag}: ${told.join(', ')}`);
}

/**
 * Where the box stands that belongs to the anchor: its upper left corner on that of the mark, so that it covers the
 * mark, and moved no further than the page's edges make it. The mark itself stays in the text.
 *
 * @param text what the box will say, since its height follows from it
 * @param size Points; left out, the usual width and the height of the text
 * @throws {PdfRefusal} `appearance-does-not-fit`, `character-not-in-font`, `placement-outside-page` for a box larger than the page
 */
export function placementAt(
  anchor: Anchor,
  text: SignatureBoxText,
  size: { width?: number; height?: number } = {},
): SignaturePlacement {
  const box = signatureBox(text, size.width, size.height);
  if (!box) throw new PdfRefusal('appearance-does-not-fit', 'no legible size fits the box');
  const { rect, page, pageWidth, pageHeight } = anchor;
  const { width, height } = box;
  if (width > pageWidth || height > pageHeight)
    throw new PdfRefusal('placement-outside-page', 'the box is larger than the page');
  const x = within(rect.x, pageWidth - width);
  const y = within(rect.y + rect.height - height, pageHeight - height);
  return { page, rect: { x, y, width, height } };
}

function within(wanted: number, most: number): number {
  return Math.min(Math.max(wanted, 0), most);
}
