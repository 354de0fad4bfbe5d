import { expect } from '@open-wc/testing';
import type { FrameMessage, HostMessage } from '../../../server/contract/signing.js';

/** The page that stands in for Noken's own in the dialog, and its window as a test sees it. */
export interface StandIn extends Window {
  readonly heard: HostMessage[];
  readonly port: MessagePort;
}
export const screenPage = new URL('./stand-in-frame.html', import.meta.url).href;

export const pass = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Dialogs that are open on the page. */
export const dialogHosts = () =>
  [...document.documentElement.children].filter(
    (child): child is HTMLElement => child.shadowRoot?.querySelector('dialog') != null,
  );
export const inDialog = <E extends Element>(selector: string) =>
  dialogHosts()[0]?.shadowRoot?.querySelector<E>(selector);
export const standIn = () => inDialog<HTMLIFrameElement>('iframe')?.contentWindow as StandIn | undefined;

export async function until(what: () => unknown): Promise<void> {
  for (let round = 0; round < 200 && !what(); round++) await pass(10);
  expect(what()).to.be.ok;
}

/** Lets the frame speak, and the page hear it. */
export async function say(...messages: FrameMessage[]): Promise<void> {
  for (const message of messages) standIn()?.port.postMessage(message);
  await pass(30);
}

/** Takes away what a test left open. */
export async function leaveScreen(): Promise<void> {
  inDialog('dialog')?.dispatchEvent(new Event('close'));
  await pass(0);
}
