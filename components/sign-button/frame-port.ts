import type { FrameMessage, HostMessage } from '../../server/contract/signing.js';

export interface FramePort {
  send(message: HostMessage): void;
  close(): void;
}

/**
 * Waits for the frame's hello and gives it a port. Origin *and* window must be those of our frame: any other frame of the
 * page may also post messages. A frame that was loaded anew says hello anew and gets a new port.
 */
export function portToFrame(
  frame: HTMLIFrameElement,
  origin: string,
  on: { readonly hello: () => void; readonly message: (message: FrameMessage) => void },
): FramePort {
  let port: MessagePort | undefined;
  const take = ({ origin: from, source, data }: MessageEvent<unknown>): void => {
    if (from !== origin || source === null || source !== frame.contentWindow || !saysHello(data)) return;
    port?.close();
    const channel = new MessageChannel();
    port = channel.port1;
    port.onmessage = (event: MessageEvent<unknown>) => {
      const message = frameMessage(event.data);
      if (message) on.message(message);
    };
    frame.contentWindow?.postMessage({ t: 'noken:init' }, origin, [channel.port2]);
    on.hello();
  };
  addEventListener('message', take);
  return {
    send: (message) => port?.postMessage(message),
    close: () => {
      removeEventListener('message', take);
      port?.close();
    },
  };
}

function saysHello(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 't' in value && value.t === 'noken:hello';
}

const steps = ['ready', 'signing', 'signed', 'uncertain', 'refused'] as const;
const standings = ['open', 'running', 'stopped', 'paused', 'done', 'cancelled', 'expired'] as const;

/** The frame is ours, but a page's script may have met the message before us, so its shape is not taken for granted. */
export function frameMessage(value: unknown): FrameMessage | undefined {
  if (typeof value !== 'object' || value === null || !('t' in value)) return undefined;
  const { t } = value;
  if (t === 'cancel') return { t };
  if (t === 'height' && 'px' in value && typeof value.px === 'number' && value.px > 0)
    return { t, px: Math.min(Math.ceil(value.px), 4000) };
  if (t === 'state' && 'step' in value) {
    const step = steps.find((one) => one === value.step);
    return step === undefined ? undefined : { t, step };
  }
  if (t === 'error' && 'code' in value && typeof value.code === 'string') return { t, code: value.code };
  if (t === 'batch') return batchMessage(value);
  if (t !== 'done' || !('letterId' in value) || !('outcome' in value)) return undefined;
  const { letterId, outcome } = value;
  if (typeof letterId !== 'string' || (outcome !== 'signed' && outcome !== 'uncertain')) return undefined;
  return { t, letterId, outcome };
}

function batchMessage(value: object): FrameMessage | undefined {
  if (!('state' in value && 'signed' in value && 'of' in value)) return undefined;
  const { signed, of } = value;
  const state = standings.find((one) => one === value.state);
  if (state === undefined || !isCount(signed) || !isCount(of) || signed > of) return undefined;
  return { t: 'batch', state, signed, of };
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
