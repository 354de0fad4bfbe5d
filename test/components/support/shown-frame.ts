import { expect } from '@open-wc/testing';
import type { LitElement } from 'lit';
import { refused } from './fake-client.js';
import { fakeSignClient, type FakeSigning, signFrame } from './fake-sign-client.js';
import { boxed } from './frame-box.js';
import { settled } from './settled.js';

export const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

export const inside = <E extends Element>(frame: LitElement, selector: string) =>
  frame.shadowRoot?.querySelector<E & HTMLElement>(selector) ?? null;
export const text = (frame: LitElement) => inside(frame, '.root')?.innerText.replace(/\s+/g, ' ') ?? '';
export const passphrase = (frame: LitElement) => inside<HTMLInputElement>(frame, '#passphrase');
export const focused = (frame: LitElement) => frame.shadowRoot?.activeElement;

export function tick(frame: LitElement): void {
  inside<HTMLInputElement>(frame, '#affirmed')?.click();
}

export function type(frame: LitElement, words: string): void {
  const field = passphrase(frame);
  if (field) field.value = words;
}

/** Ticks, types and presses, as somebody does who wants to sign. */
export async function press(
  frame: LitElement & { sign(): void },
  words = 'tujuh kasuari biru',
): Promise<void> {
  tick(frame);
  await frame.updateComplete;
  type(frame, words);
  frame.sign();
  await settled(frame);
}

export async function shown(setting: FakeSigning = {}, width = '800px') {
  const frame = signFrame();
  const fake = fakeSignClient(setting);
  frame.client = fake.client;
  return { frame, told: await boxed(frame, width), ...fake };
}

/** Waits for what a question after a pause brings. */
export async function until(frame: LitElement, words: string): Promise<void> {
  for (let round = 0; round < 60 && !text(frame).includes(words); round++) await wait(10);
  expect(text(frame)).to.contain(words);
}

export const wrong = (left: number) => () =>
  refused('passphrase-wrong', 'Passphrase salah.', 403).catch((error: unknown) => {
    const { report } = error as { report: { params: Record<string, number> } };
    report.params['left'] = left;
    throw error;
  });
