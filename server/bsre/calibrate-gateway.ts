import { bytesSource, openPdf, pageGeometry, plainPage } from '../pdf/index.js';
import type { BsreGateway } from './bsre-gateway.js';
import type { BsreAuthorisation, BsreIdentity } from './bsre-request.js';
import type { BsreSettings, OriginCorner, PageSpace } from './bsre-settings.js';
import { gatewayPlacement, ownRect } from './gateway-placement.js';

/** Who signs the pages of the trial, and what the gateway draws on them. */
export interface CalibrationSigner {
  readonly identity: BsreIdentity;
  /** Good for four files. Stays its owner's. */
  readonly authorisation: BsreAuthorisation;
  /** PNG. */
  readonly image: Uint8Array;
}

/** How a gateway counts. Left out is what the trial did not find out. */
export interface Calibration {
  readonly originCorner?: OriginCorner;
  readonly pageSpace?: PageSpace;
  /** Signatures that were made for it. */
  readonly signatures: number;
}

/** Where the picture is wanted on the page as it is shown: near no edge's middle, so that no two ways to count agree. */
const wanted = { x: 60, y: 90, width: 150, height: 70 };
const corners = ['bottom-left', 'top-left'] as const;
const spaces = ['shown', 'own'] as const;

/**
 * Finds out from which corner a gateway counts, and whether by the page's own space or as it is shown: pages of ours
 * that say what they are for are really signed, and the box must come out where it was wanted. At most four signatures.
 *
 * @throws {BsreFailure}
 */
export async function calibrateGateway(
  gateway: Pick<BsreGateway, 'sign'>,
  signer: CalibrationSigner,
): Promise<Calibration> {
  let signatures = 0;
  const isRight = async (turned: boolean, counting: Pick<BsreSettings, 'originCorner' | 'pageSpace'>) => {
    signatures += 1;
    const pdf = trialPage(turned);
    const placement = await gatewayPlacement(pdf, { page: 1, rect: wanted }, counting);
    const { identity, authorisation, image } = signer;
    const appearance = { kind: 'visible', image, placement } as const;
    const signed = await gateway.sign({ identity, authorisation, pdf, appearance, reason: 'Kalibrasi' });
    return isWhereWanted(signed.pdf);
  };
  const originCorner = await firstRight(corners, (corner) => isRight(false, { originCorner: corner }));
  if (!originCorner) return { signatures };
  const pageSpace = await firstRight(spaces, (space) => isRight(true, { originCorner, pageSpace: space }));
  return { originCorner, ...(pageSpace && { pageSpace }), signatures };
}

async function firstRight<T>(choices: readonly T[], isRight: (choice: T) => Promise<boolean>) {
  for (const choice of choices) if (await isRight(choice)) return choice;
  return undefined;
}

/** Whether the newest signature's box lies where it was wanted; two points are given to engines that round. */
async function isWhereWanted(signed: Uint8Array): Promise<boolean> {
  const document = await openPdf(bytesSource(signed));
  const page = await document.page(0);
  const fields = await document.signatureFields();
  const corner = await document.array(fields.at(-1)?.dict.get('Rect'));
  if (!page || !corner) return false;
  const numbers = await Promise.all(corner.map((value) => document.resolve(value)));
  const [x1 = NaN, y1 = NaN, x2 = NaN, y2 = NaN] = numbers.map(Number);
  const own = ownRect(await pageGeometry(document, page), wanted);
  const found = {
    x: Math.min(x1, x2),
    y: Math.min(y1, y2),
    width: Math.abs(x2 - x1),
    height: Math.abs(y2 - y1),
  };
  return (['x', 'y'] as const).every((key) => Math.abs(found[key] - own[key]) <= 2);
}

/** One page of A4 that says what it is. */
function trialPage(turned: boolean): Uint8Array {
  const line = 'Halaman uji kalibrasi Noken. Bukan naskah dinas.';
  return plainPage({ width: 595, height: 842, turned: turned ? 90 : 0, line });
}
