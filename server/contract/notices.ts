import * as v from 'valibot';

/** Something that the person at a desk should do about their own signing, in the language of `Accept-Language`. */
export const Notice = v.object({
  /** To say that it was seen; left out for what stays until it is no longer so. */
  noticeId: v.optional(v.string()),
  kind: v.picklist(['certificate-ending', 'gateway-state']),
  urgency: v.picklist(['note', 'soon', 'now']),
  /** Two or three words, for a badge. */
  badge: v.string(),
  title: v.string(),
  /** What to do, and who helps. */
  text: v.string(),
});
export type Notice = v.InferOutput<typeof Notice>;

/** `GET /v1/desks/:positionId/notices`: the most urgent first. `POST …/notices/:noticeId/seen` closes one. */
export const Notices = v.object({ notices: v.array(Notice) });
export type Notices = v.InferOutput<typeof Notices>;
