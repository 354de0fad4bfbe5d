/** Java writes its zone without a colon, which no standard of the web allows; `Z` and `+07:00` occur, too. */
const WITH_ZONE = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)\s?(Z|[+-]\d\d:?\d\d)$/;
const WITHOUT_ZONE = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)$/;

/**
 * An instant as the gateway writes it, in ISO 8601 and UTC; undefined where it is none.
 *
 * @param zone Of an instant that has none. v1 means Jakarta's.
 */
export function gatewayTime(text: string | undefined, zone?: '+07:00'): string | undefined {
  const found = WITH_ZONE.exec(text ?? '') ?? (zone ? WITHOUT_ZONE.exec(text ?? '') : null);
  if (!found) return undefined;
  const [, day = '', time = '', offset = zone ?? ''] = found;
  const whole = offset === 'Z' ? offset : `${offset.slice(0, 3)}:${offset.slice(-2)}`;
  // A Date knows thousandths and no more.
  const instant = new Date(`${day}T${time.replace(/(\.\d{3})\d+$/, '$1')}${whole}`);
  return Number.isNaN(instant.getTime()) ? undefined : instant.toISOString();
}
