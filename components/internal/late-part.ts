/** What an element's class gives to whoever registers it. */
export interface Registrable {
  readonly tag: string;
  define(): void;
}

/** Elements, and whatever goes with them, in a file that is fetched when something in it is first needed. */
export interface PartModule {
  readonly elements: readonly Registrable[];
}

/** Tag of the element that stands where a late one will be. */
export const latePlaceTag = 'noken-late-place';

/** One late file. After a failure the next call asks again; the kit's build sees to it that it asks another address. */
export class LatePart<T extends PartModule = PartModule> {
  private coming: Promise<T> | undefined;
  private prefetched = false;

  constructor(
    /** Of its elements. */
    readonly tags: readonly string[],
    private readonly fetchPart: () => Promise<T>,
  ) {}

  /** Whether it brings this element. */
  has(tag: string): boolean {
    return this.tags.includes(tag);
  }

  /** Its module, with its elements registered. Rejects with what the browser said when the file could not be had. */
  load(): Promise<T> {
    this.coming ??= this.bring().catch((cause: unknown) => {
      this.coming = undefined;
      throw cause;
    });
    return this.coming;
  }

  /** Once, for later: a failure is told to whoever needs it then. */
  prefetch(): void {
    if (this.prefetched) return;
    this.prefetched = true;
    this.load().catch(() => undefined);
  }

  private async bring(): Promise<T> {
    const part = await this.fetchPart();
    // All places first: an element may register others with itself.
    for (const { tag } of part.elements) clearPlaces(tag);
    for (const element of part.elements) element.define();
    return part;
  }
}

/** An element draws in the shadow root that it finds, before what is in it. */
function clearPlaces(tag: string): void {
  for (const { shadowRoot } of document.querySelectorAll(tag)) {
    shadowRoot?.querySelector(latePlaceTag)?.remove();
  }
}
