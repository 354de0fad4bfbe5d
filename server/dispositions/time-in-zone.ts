/** A time of day as an office in Papua writes it, `09.12 WIT`; elsewhere with the zone's short name. */
export function timeInZone(instant: string, zone: string): string {
  const parts = new Intl.DateTimeFormat('id-ID', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  });
  return parts.format(new Date(instant));
}
