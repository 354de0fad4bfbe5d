import {
  bytesSource,
  openPdf,
  pageGeometry,
  type ByteSource,
  type PageGeometry,
  type SignaturePlacement,
} from '../pdf/index.js';
import { unsent } from './bsre-failure.js';
import type { BsreSettings } from './bsre-settings.js';

/** A place as the gateway counts it: whole points from its corner, since v1's form reads integers. */
export interface GatewayPlacement {
  /** From 1. */
  readonly page: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A placement whose size is decided, since the gateway has none of its own. */
export interface SizedPlacement extends SignaturePlacement {
  rect: Required<SignaturePlacement['rect']>;
}

type Counting = Pick<BsreSettings, 'originCorner' | 'pageSpace'>;

/**
 * Where to tell the gateway to put a picture that shall stand at a place of the page as readers show it.
 *
 * On a plain page there is one way to count. On one that is turned, cropped, enlarged or begins elsewhere there are two,
 * and signing engines of both kinds exist: in the page's own space, as `/Rect` has it, where width and height change
 * places on a page lying on its side and the crop box moves nothing; or on the page as it is shown. Where the two differ
 * and the settings do not say which is this gateway's, nothing is placed: a signature cannot be moved afterwards.
 *
 * @throws {BsreFailure} `placement-outside`, `placement-uncertain` (neither was sent)
 * @throws {PdfRefusal}
 */
export async function gatewayPlacement(
  pdf: Uint8Array | ByteSource,
  { page: number, rect }: SizedPlacement,
  { originCorner, pageSpace }: Counting,
): Promise<GatewayPlacement> {
  const document = await openPdf(pdf instanceof Uint8Array ? bytesSource(pdf) : pdf);
  const page = Number.isInteger(number) && number >= 1 ? await document.page(number - 1) : undefined;
  if (!page) throw unsent('placement-outside', 'no such page');
  const geometry = await pageGeometry(document, page);
  if (!isOn(geometry, rect)) throw unsent('placement-outside', 'the picture leaves the page');

  const own = ownRect(geometry, rect);
  const medium = await mediumHeight(document, page.attribute('MediaBox'));
  const places = {
    own: whole(own, originCorner, medium),
    shown: whole(rect, originCorner, geometry.height),
  };
  const differs = (['x', 'y', 'width', 'height'] as const).some(
    (key) => places.own[key] !== places.shown[key],
  );
  if (differs && !pageSpace)
    throw unsent(
      'placement-uncertain',
      'the page is turned, cropped or enlarged, and pageSpace is not known',
    );
  const place = places[pageSpace ?? 'own'];
  // A gateway takes a sign for an error, or for a place that nobody sees.
  if (place.x < 0 || place.y < 0) throw unsent('placement-outside', 'the page begins below its own origin');
  return { page: number, ...place };
}

type Rect = SizedPlacement['rect'];

/** Half a point is given to rounding. */
function isOn({ width, height }: PageGeometry, rect: Rect): boolean {
  const slack = 0.5;
  return (
    [rect.x, rect.y, rect.width, rect.height].every(Number.isFinite) &&
    Math.min(rect.width, rect.height) >= 1 &&
    Math.min(rect.x, rect.y) >= -slack &&
    rect.x + rect.width <= width + slack &&
    rect.y + rect.height <= height + slack
  );
}

/** The same place in the page’s own space, as `/Rect` has it. */
export function ownRect({ matrix: [a, b, c, d, e, f] }: PageGeometry, { x, y, width, height }: Rect): Rect {
  const at = (px: number, py: number) => [a * px + c * py + e, b * px + d * py + f] as const;
  const [x1, y1] = at(x, y);
  const [x2, y2] = at(x + width, y + height);
  return { x: Math.min(x1, x2), y: Math.min(y1, y2), width: Math.abs(x2 - x1), height: Math.abs(y2 - y1) };
}

function whole({ x, y, width, height }: Rect, corner: Counting['originCorner'], tall: number): Rect {
  const size = { width: Math.max(Math.round(width), 1), height: Math.max(Math.round(height), 1) };
  const up = corner === 'bottom-left' ? y : tall - y - height;
  // Never below the edge by rounding, nor minus nothing.
  const [left, from] = [x, up].map((value) => (value > -1 && value < 0 ? 0 : Math.round(value)));
  return { x: left ?? 0, y: from ?? 0, ...size };
}

type Opened = Awaited<ReturnType<typeof openPdf>>;

/** Not cropped and not turned: so engines take it that count from the top of the page's own space. */
async function mediumHeight(document: Opened, box: Parameters<Opened['array']>[0]): Promise<number> {
  const corners = (await document.array(box)) ?? [];
  const [low, high] = await Promise.all([document.resolve(corners[1]), document.resolve(corners[3])]);
  // US Letter, as readers have it where there is no box.
  return typeof low === 'number' && typeof high === 'number' && low !== high ? Math.abs(high - low) : 792;
}
