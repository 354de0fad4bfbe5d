import { bytesSource, openPdf } from '../../server/pdf/index.js';

/**
 * What each signature says of its own time, by field, as ISO 8601. The gateway shows this one, by its own clock, and the
 * time-stamp's beside it.
 */
export async function claimedTimes(pdf: Uint8Array): Promise<ReadonlyMap<string, string>> {
  const document = await openPdf(bytesSource(pdf));
  const times = new Map<string, string>();
  for (const { name, value } of await document.signatureFields()) {
    const claim = await document.resolve((await document.dict(value))?.get('M'));
    if (typeof claim !== 'object' || claim === null || !('bytes' in claim)) continue;
    const time = readDate(Buffer.from(claim.bytes).toString('latin1'));
    if (time !== undefined) times.set(name, time);
  }
  return times;
}

/** `D:20261124091500+07'00'` (ISO 32000-1 §7.9.4); without a zone it counts as UTC. */
function readDate(text: string): string | undefined {
  const parts = /^D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:Z|([+-]\d\d)'(\d\d))?/.exec(text);
  if (!parts) return undefined;
  const [, year, month, day, hour, minute, second, zone = '+00', rest = '00'] = parts;
  const instant = new Date(
    `${year ?? ''}-${month ?? ''}-${day ?? ''}T${hour ?? ''}:${minute ?? ''}:${second ?? ''}${zone}:${rest}`,
  );
  return Number.isNaN(instant.getTime()) ? undefined : instant.toISOString();
}
