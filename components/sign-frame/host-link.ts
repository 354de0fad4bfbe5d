import type { FrameMessage, HostMessage } from '../../server/contract/signing.js';

/** How the frame tells the page around it how far it is. */
export interface HostLink {
  tell(message: FrameMessage): void;
}

/**
 * Says hello to the one site that may hold this frame and waits for its port. What else is sent is not heeded, but told as
 * `wrong`: a page that is whole sends nothing else.
 *
 * Only what the window above sends from that very origin is listened to, and only once; what was to be told before the
 * port came is told then. Nothing secret ever goes through here.
 */
export function linkToHost(
  host: string,
  heard: (message: HostMessage) => void,
  wrong: () => void = () => undefined,
): HostLink {
  let port: MessagePort | undefined;
  const waiting: FrameMessage[] = [];
  const take = (event: MessageEvent<unknown>): void => {
    const [given] = event.ports;
    const isOurs = event.origin === host && event.source === window.parent && given && isInit(event.data);
    if (!isOurs || port) return wrong();
    port = given;
    port.onmessage = ({ data }: MessageEvent<unknown>) => {
      const message = hostMessage(data);
      if (message) heard(message);
      else wrong();
    };
    for (const message of waiting.splice(0)) port.postMessage(message);
  };
  addEventListener('message', take);
  window.parent.postMessage({ t: 'noken:hello' }, host);
  return {
    tell: (message) => {
      if (port) port.postMessage(message);
      else waiting.push(message);
    },
  };
}

function isInit(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 't' in value && value.t === 'noken:init';
}

/** A portal may be hacked, so what it sends is taken word by word. */
export function hostMessage(value: unknown): HostMessage | undefined {
  if (typeof value !== 'object' || value === null || !('t' in value)) return undefined;
  if (value.t === 'cancel') return { t: 'cancel' };
  if (value.t === 'locale' && 'lang' in value && (value.lang === 'id' || value.lang === 'en'))
    return { t: 'locale', lang: value.lang };
  if (value.t !== 'theme' || !('theme' in value)) return undefined;
  const { theme } = value;
  if (theme !== 'light' && theme !== 'dark' && theme !== 'auto') return undefined;
  const hue = 'hue' in value && typeof value.hue === 'number' ? { hue: value.hue } : {};
  return { t: 'theme', theme, ...hue };
}
