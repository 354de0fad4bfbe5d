import { CountersElement } from './counters/counters.js';
import { InboxElement } from './inbox/inbox.js';
import { LatePlaceElement } from './internal/late-place.js';
import { watchForLateElements } from './late-watch.js';
import { SessionElement } from './session/session.js';

/**
 * Elements that are here at once, outermost first, so that a client is there when the others ask. The others are in
 * `late-parts.ts`, and come alive by themselves.
 */
export const elements = [SessionElement, CountersElement, InboxElement, LatePlaceElement] as const;

for (const element of elements) element.define();
watchForLateElements();
