/** What a wrapped seal key is bound to: under another tenant or certificate it does not open. */
export function sealKeyContext(tenantId: string, serial: string): string {
  return `seal|${tenantId}|${serial}`;
}
