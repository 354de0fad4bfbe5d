import { create } from 'qrcode';

/** White modules that scanners want on each side (ISO/IEC 18004). */
const quiet = 4;

/**
 * The QR code of a secret as an SVG element, drawn here so that no other server ever sees the text, and kept nowhere.
 * Black on white whatever the page's colours: some scanners read nothing else.
 */
export function qrSvg(text: string, label: string): string {
  const { modules } = create(text, { errorCorrectionLevel: 'M' });
  const { size, data } = modules;
  let path = '';
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++) {
      if (!data[row * size + column]) continue;
      const start = column;
      while (column + 1 < size && data[row * size + column + 1]) column++;
      path += `M${String(start + quiet)} ${String(row + quiet)}h${String(column - start + 1)}v1h-${String(column - start + 1)}z`;
    }
  const side = String(size + 2 * quiet);
  return (
    `<svg class="qr" role="img" aria-label="${label}" viewBox="0 0 ${side} ${side}" shape-rendering="crispEdges">` +
    `<path fill="#fff" d="M0 0h${side}v${side}h-${side}z"/><path fill="#000" d="${path}"/></svg>`
  );
}
