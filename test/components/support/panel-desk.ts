import { DocumentViewerElement } from '../../../components/document-viewer/document-viewer.js';
import { SignaturePanelElement } from '../../../components/signature-panel/signature-panel.js';
import { letter } from '../../fixtures/letter-samples.js';
import { verifications } from '../../fixtures/verifications.js';
import { atDesk, type Setting } from './at-desk.js';
import { fakeClient, type Replaced } from './fake-client.js';
import { servePdfjs } from './pdfjs-place.js';
import { settled } from './settled.js';
import { documentPages, twoVersions } from './two-versions.js';

SignaturePanelElement.define();
DocumentViewerElement.define();
servePdfjs();

export const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

export async function until(found: () => unknown, what: string): Promise<void> {
  for (let i = 0; i < 120; i++) {
    if (found()) return;
    await wait(50);
  }
  throw new Error(`Waited in vain for ${what}.`);
}

export const judged = (name: keyof typeof verifications): Replaced => ({
  letterVerification: () => Promise.resolve(verifications[name]),
});

export function make(setting: Setting = {}, replaced: Replaced = {}) {
  const client = fakeClient({ document: twoVersions, ...replaced });
  const element = atDesk(document.createElement('noken-signature-panel'), { ...setting, client });
  return Object.assign(element, { letterId: letter.id, openPages: documentPages });
}

export const text = (element: Element) => (element.shadowRoot?.textContent ?? '').replace(/\s+/g, ' ');
export const press = (element: Element, name: string) =>
  [...element.shadowRoot!.querySelectorAll('button')]
    .find((button) =>
      (button.getAttribute('aria-label') ?? button.textContent ?? '').trim().startsWith(name),
    )!
    .click();
export const compared = (element: Element) =>
  until(() => element.shadowRoot?.querySelectorAll('.paper canvas').length === 2, 'both pages');

export async function shown(replaced: Replaced = {}) {
  const element = make({}, replaced);
  document.body.append(element);
  await settled(element);
  return element;
}

/** To be called after each test. */
export function clearPanels(): void {
  document
    .querySelectorAll('noken-signature-panel, noken-document-viewer')
    .forEach((element) => element.remove());
}
