import { expect } from '@open-wc/testing';
import { html, render } from 'lit';
import { LatePart } from '../../components/internal/late-part.js';
import { LatePlaceElement, whenHere } from '../../components/internal/late-place.js';
import { OfficeElement } from '../../components/internal/office-element.js';
import type { Theme } from '../../components/internal/surroundings.js';
import type { Language } from '../../components/internal/words.js';
import { itIsAccessible } from './support/accessible.js';
import { settled } from './support/settled.js';

LatePlaceElement.define();

interface Setting {
  readonly language: Language;
  readonly theme: Theme;
}

let count = 0;
/** An element that no test registered before. */
function newElement() {
  const tag = `noken-late-${++count}`;
  return class extends OfficeElement {
    static override readonly tag = tag;
    protected override renderInside() {
      return html`<p>Sudah ada.</p>`;
    }
  };
}

function placeFor(part: LatePart): LatePlaceElement {
  const place = document.createElement('noken-late-place');
  place.awaited = part;
  return place;
}

const broken = () => new LatePart(['noken-none'], () => Promise.reject(new TypeError('Failed to fetch')));
const endless = () => new LatePart(['noken-none'], () => new Promise<never>(() => undefined));

describe('the place of a late element', () => {
  const set = (place: LatePlaceElement, { language, theme }: Setting) =>
    Object.assign(place, { lang: language, theme });

  itIsAccessible({
    waiting: { make: (setting) => set(placeFor(endless()), setting), then: () => pause(400) },
    failed: { make: (setting) => set(placeFor(broken()), setting) },
  });

  it('says nothing for a moment, then that it fetches', async () => {
    const place = placeFor(endless());
    document.body.append(place);
    await settled(place);
    expect(place.shadowRoot?.textContent?.trim()).to.equal('');
    await pause(400);
    expect(place.shadowRoot?.textContent).to.contain('Mengambil bagian ini…');
    place.remove();
  });

  it('says a failure, and tells who waits once a second try has brought it', async () => {
    const element = newElement();
    let tries = 0;
    const part = new LatePart([element.tag], () =>
      ++tries === 1
        ? Promise.reject(new TypeError('Failed to fetch'))
        : Promise.resolve({ elements: [element] }),
    );
    const place = placeFor(part);
    let came = 0;
    place.here = () => came++;
    document.body.append(place);
    await settled(place);
    expect(place.shadowRoot?.textContent).to.contain('Tidak ada sambungan.');
    expect(came).to.equal(0);
    place.shadowRoot?.querySelector('button')?.click();
    await settled(place);
    expect(customElements.get(element.tag)).to.equal(element);
    expect({ came, tries }).to.deep.equal({ came: 1, tries: 2 });
    place.remove();
  });
});

describe('a late part', () => {
  it('is fetched once by whoever asks, and once in advance whatever became of it', async () => {
    const element = newElement();
    let tries = 0;
    const part = new LatePart([element.tag], () => {
      tries++;
      return Promise.resolve({ elements: [element] });
    });
    part.prefetch();
    await Promise.all([part.load(), part.load()]);
    expect(tries).to.equal(1);
    const failing = broken();
    failing.prefetch();
    failing.prefetch();
    const error: unknown = await failing.load().catch((cause: unknown) => cause);
    expect(error).to.be.instanceOf(TypeError);
  });

  it('leaves nothing of the place in the elements that come alive', async () => {
    const element = newElement();
    const early = document.createElement(element.tag);
    const part = new LatePart([element.tag], () => Promise.resolve({ elements: [element] }));
    early.attachShadow({ mode: 'open' }).append(placeFor(part));
    document.body.append(early);
    await part.load();
    await settled(early as OfficeElement);
    expect(early.shadowRoot?.querySelector('noken-late-place')).to.equal(null);
    expect(early.shadowRoot?.textContent?.trim()).to.equal('Sudah ada.');
    early.remove();
  });

  it('is drawn by its place until it is here', async () => {
    const element = newElement();
    const part = new LatePart([element.tag], () => Promise.resolve({ elements: [element] }));
    const room = document.createElement('div');
    document.body.append(room);
    await new Promise<void>((resolve) => {
      const requestUpdate = () =>
        render(
          whenHere({ requestUpdate }, part, element.tag, () => html`<b>Isian</b>`, {
            meanwhile: 'Kembali',
            then: resolve,
          }),
          room,
        );
      requestUpdate();
      expect(room.textContent).to.contain('Kembali');
      expect(room.querySelector('noken-late-place')).not.to.equal(null);
    });
    expect(room.textContent).to.equal('Isian');
    room.remove();
  });
});

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
