import type { FrameElement } from '../../../components/sign-frame/frame-element.js';
import type { FrameMessage } from '../../../server/contract/signing.js';
import { settled } from './settled.js';

/** Puts a frame's screen on the page in a box of that width, and gives what it tells the page around. */
export async function boxed(frame: FrameElement, width: string): Promise<FrameMessage[]> {
  const told: FrameMessage[] = [];
  frame.link = { tell: (message) => void told.push(message) };
  const box = document.createElement('div');
  box.className = 'frame-box';
  box.style.width = width;
  box.append(frame);
  document.body.append(box);
  await settled(frame);
  return told;
}
