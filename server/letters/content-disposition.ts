/**
 * `Content-Disposition` with a name that cannot leave its quotes (RFC 6266): a plain one for old programs, and the true
 * one in UTF-8.
 *
 * @param name as somebody typed it
 */
export function contentDisposition(
  kind: 'inline' | 'attachment',
  name: string,
  extension: 'pdf' | 'zip' = 'pdf',
): string {
  const tidy = name
    .replace(/[\p{Cc}\p{Cf}/\\:*?"<>|]/gu, '_')
    .replace(/^\.+/, '')
    .slice(0, 150);
  const ends = tidy.toLowerCase().endsWith(`.${extension}`);
  const named = ends ? tidy : `${tidy === '' ? 'surat' : tidy}.${extension}`;
  const plain = named.replace(/[^\x20-\x7e]|[%;]/g, '_');
  const exact = encodeURIComponent(named).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${kind}; filename="${plain}"; filename*=UTF-8''${exact}`;
}
