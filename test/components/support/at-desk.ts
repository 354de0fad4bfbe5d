import type { Office, OfficeClient } from '../../../components/internal/office-client.js';
import type { OfficeElement } from '../../../components/internal/office-element.js';
import type { Theme } from '../../../components/internal/surroundings.js';
import type { Language } from '../../../components/internal/words.js';
import { desk, me } from '../../fixtures/letter-samples.js';
import { fakeClient } from './fake-client.js';

export const office: Office = { me, desk, online: true };

export interface Setting {
  readonly client?: OfficeClient | undefined;
  readonly office?: Office | undefined;
  readonly language?: Language | undefined;
  readonly theme?: Theme | undefined;
}

/** Gives an element what `<noken-session>` would give it, so that it can be drawn alone. */
export function atDesk<E extends OfficeElement>(element: E, setting: Setting = {}): E {
  if (setting.language) element.lang = setting.language;
  if (setting.theme) element.theme = setting.theme;
  element.office = setting.office ?? office;
  element.client = setting.client ?? fakeClient();
  return element;
}
