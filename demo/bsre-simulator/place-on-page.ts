import {
  anchorLimits,
  bytesSource,
  findAnchors,
  openPdf,
  pageGeometry,
  PdfRefusal,
  type PageGeometry,
  type SignaturePlacement,
} from '../../server/pdf/index.js';
import { misformed } from './gateway-refusal.js';
import type { Faults } from './simulator-faults.js';
import type { WantedPlace } from './wanted-appearance.js';

type Coordinates = Exclude<WantedPlace, { tag: string }>;
/** A busy machine is no broken file. */
const patient = { ...anchorLimits, milliseconds: 50_000 };

type Habits = Pick<Faults, 'origin-corner' | 'page-space'>;

/**
 * Where a picture stands on the page as readers show it.
 *
 * @throws {GatewayRefusal} for a page or a tag that is not there
 * @throws {PdfRefusal}
 */
export function placeOnPage(
  pdf: Uint8Array,
  place: WantedPlace,
  habits: Habits,
): Promise<SignaturePlacement> {
  return 'tag' in place ? atTag(pdf, place) : atCoordinates(pdf, place, habits);
}

/**
 * The first hit in the text, page by page. That the picture stands on the character's foot, moved so that it stays on the
 * page: `synthetic: true`.
 */
async function atTag(
  pdf: Uint8Array,
  { tag, width, height }: Extract<WantedPlace, { tag: string }>,
): Promise<SignaturePlacement> {
  const [first] = await findAnchors(pdf, { names: [tag], limits: patient });
  if (!first) throw misformed('tag koordinat tidak ditemukan');
  const { page, rect, pageWidth, pageHeight } = first;
  const x = Math.max(0, Math.min(rect.x, pageWidth - width));
  const y = Math.max(0, Math.min(rect.y, pageHeight - height));
  return { page, rect: { x, y, width, height } };
}

async function atCoordinates(
  pdf: Uint8Array,
  place: Coordinates,
  habits: Habits,
): Promise<SignaturePlacement> {
  const document = await openPdf(bytesSource(pdf));
  if (document.encrypted) throw new PdfRefusal('pdf-encrypted');
  const page = place.page === 'last' ? await document.pageCount() : place.page;
  const found = await document.page(page - 1);
  if (!found) throw misformed('halaman tidak ada');
  const geometry = await pageGeometry(document, found);
  const { width, height } = place;
  const fromTop = habits['origin-corner'] === 'top-left';
  if (habits['page-space'] === 'own') return { page, rect: shownRect(geometry, place, fromTop) };
  const y = fromTop ? geometry.height - place.y - height : place.y;
  return { page, rect: { x: place.x, y, width, height } };
}

/** Out of the page's own space, in which it may lie on its side, be cropped or counted in other units. */
function shownRect(geometry: PageGeometry, { x, y, width, height }: Coordinates, fromTop: boolean) {
  const [a, b, c, d, e, f] = geometry.matrix;
  const top = Math.max(f, b * geometry.width + d * geometry.height + f);
  const low = fromTop ? top - y - height : y;
  const whole = a * d - b * c;
  const shown = (px: number, py: number) =>
    [(d * (px - e) - c * (py - f)) / whole, (a * (py - f) - b * (px - e)) / whole] as const;
  const [x1, y1] = shown(x, low);
  const [x2, y2] = shown(x + width, low + height);
  return {
    x: Math.min(x1, x2),
    y: Math.min(y1, y2),
    width: Math.abs(x2 - x1),
    height: Math.abs(y2 - y1),
  };
}
