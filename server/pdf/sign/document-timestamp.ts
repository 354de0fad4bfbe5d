import type { ByteSource } from '../core/byte-source.js';
import { textString } from '../core/object-writer.js';
import { openPdf } from '../core/pdf-document.js';
import { damaged, PdfRefusal } from '../core/pdf-refusal.js';
import { RevisionWriter } from '../core/revision-writer.js';
import { blankAppearance } from './blank-appearance.js';
import { CatalogDraft } from './catalog-draft.js';
import { coverRevision, type CoveredRevision } from './cover-revision.js';
import { listField, placeWidget, unusedFieldName } from './field-entry.js';
import { signaturePlaceholder, timestampDict } from './signature-placeholder.js';
import { invisibleWidget } from './signature-widget.js';
import type { TimestampAuthority } from './timestamp-authority.js';

/** A token with the certificates of its authority is 4 to 8 KB long. */
const USUAL_ROOM = 16 * 1024;

/**
 * Stamps the whole document with a time (PAdES B-LTA, ETSI EN 319 142-1 §5.4.3), as one append-only revision with an
 * unseen field of its own. Allowed under every certification (ISO 32000-2, table 257) and over unsigned files too.
 *
 * @returns the tail: stamped file = base + tail
 * @throws {PdfRefusal} what `openPdf` throws, `pdf-encrypted`, `signature-too-large`
 * @throws {KeyRefusal} what the authority refuses with
 */
export async function addDocumentTimestamp(
  base: ByteSource,
  authority: TimestampAuthority,
): Promise<Uint8Array> {
  const usual = await reserve(base, USUAL_ROOM);
  const token = await authority.stamp(usual.digest);
  if (token.length <= USUAL_ROOM) return usual.close(token);
  // How long a token is, is known only when it is there. Another one costs nobody a key.
  const wide = await reserve(base, token.length + 1024);
  return wide.close(await authority.stamp(wide.digest));
}

async function reserve(base: ByteSource, room: number): Promise<CoveredRevision> {
  const document = await openPdf(base);
  if (document.encrypted) throw new PdfRefusal('pdf-encrypted');
  if (document.shift !== 0) throw damaged('bytes before the header');
  const page = await document.page(0);
  if (!page) throw new PdfRefusal('pdf-page-not-found', 'page 1');

  const writer = new RevisionWriter(document);
  const catalog = await CatalogDraft.open(document, writer);
  const stamp = writer.newRef();
  const placeholder = signaturePlaceholder(timestampDict(), room);
  writer.putBytes(stamp, placeholder.bytes);
  const field = writer.newRef();
  const name = unusedFieldName(await document.formFields(), 'Timestamp1');
  const widget = invisibleWidget(page).set('AP', blankAppearance(writer));
  writer.put(field, widget.set('T', textString(name)).set('V', stamp));
  await placeWidget(document, writer, page, field);
  await listField(document, writer, catalog, field);
  return coverRevision(base, await writer.finish(), stamp, placeholder);
}
